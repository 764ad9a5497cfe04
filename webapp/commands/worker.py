"""The worker: one process that codes answers and sweeps; it never forks, since the encoder dies in forked children."""

import logging
import os

import click
from flask import Flask

from webapp.commands.environment import ready_settings
from webapp.factory import create_app
from webapp.tasks import queue_of


@click.command()
def worker() -> None:
    """Run the worker until it is stopped."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    app = create_app(ready_settings())
    from huey.consumer import Consumer

    logging.getLogger("huey").handlers = app.logger.handlers
    _ready_coder(app)
    consumer = Consumer(
        queue_of(app).huey,
        workers=1,
        worker_type="thread",
        periodic=True,
        max_delay=2.0,
        flush_locks=True,  # a worker that was killed leaves its lock behind, and nothing would ever sweep again
    )
    consumer.run()


def _ready_coder(app: Flask) -> None:
    """Trains the coder at the first start, while the web serves; without one the rest of the work goes on."""
    from webapp.services.annotate import ready_coder

    try:
        ready_coder()
    except Exception:
        app.logger.exception("the coder is not ready; answers stay pending")
