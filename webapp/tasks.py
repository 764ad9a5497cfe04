"""The queue: reminders of rows that wait. Losing it loses nothing, since the sweep reads the rows again."""

from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab

from webapp.settings import Settings

_EXTENSION = "croisements_queue"


class Queue:
    """The tasks of one application and how to remind the worker of them.

    No task holds a lock in the queue: a killed worker would leave it locked. Each may run beside itself.
    """

    def __init__(self, app: Flask, huey: Huey) -> None:
        self.huey = huey

        @huey.task(name="annotate")  # type: ignore[untyped-decorator]
        def annotate_task() -> None:
            from webapp.services.annotate import annotate_pending  # the encoder belongs to the worker alone

            with app.app_context():
                annotate_pending()

        @huey.periodic_task(crontab(minute="*"), name="sweep")  # type: ignore[untyped-decorator]
        def sweep_task() -> None:
            from webapp.services.sweep import sweep

            with app.app_context():
                sweep()

        self.annotate: Any = annotate_task
        self.sweep: Any = sweep_task


def connect_queue(app: Flask, settings: Settings) -> None:
    """Gives ``app`` its queue: Redis when there is one, else a SQLite file beside the database."""
    if settings.redis_url:
        huey: Huey = RedisHuey("croisements", url=settings.redis_url, results=False)
    else:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        huey = SqliteHuey("croisements", filename=str(settings.data_folder / "queue.sqlite"), results=False)
    app.extensions[_EXTENSION] = Queue(app, huey)


def queue_of(app: Flask) -> Queue:
    """Returns the queue that :func:`connect_queue` gave to ``app``."""
    queue: Queue = app.extensions[_EXTENSION]
    return queue


def remind_annotations() -> None:
    """Reminds the worker that annotations wait; a queue that is out of reach is left to the sweep."""
    try:
        queue_of(current_app).annotate()
    except Exception as error:
        current_app.logger.warning("queue out of reach: %s", type(error).__name__)
