"""People who press the button at the same instant."""

import threading
from collections.abc import Callable

from flask import Flask

from webapp.models import db


def at_once(app: Flask, count: int, work: Callable[[int], None]) -> list[BaseException]:
    """Runs ``work`` in ``count`` threads that start together; returns what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                work(number)
            except Exception as error:
                raised.append(error)
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
