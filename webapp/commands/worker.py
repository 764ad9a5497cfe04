"""The worker: one process that codes answers and sweeps; it never forks, since the encoder dies in forked children."""

import os

import click

from webapp.commands.environment import ready_settings
from webapp.factory import create_app
from webapp.tasks import queue_of


@click.command()
def worker() -> None:
    """Run the worker until it is stopped."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    app = create_app(ready_settings())
    from huey.consumer import Consumer

    consumer = Consumer(queue_of(app).huey, workers=1, worker_type="thread", periodic=True, max_delay=2.0)
    consumer.run()
