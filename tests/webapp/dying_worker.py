"""A worker that stops dead at one point of its work, so that a test can kill it there.

Run as ``python -m tests.webapp.dying_worker FOLDER DATABASE CONTACT_KEY POINT``; it writes "here" and waits.
"""

import sys
import time
from pathlib import Path

import sqlalchemy as sa

from tests.conftest import settings_for
from tests.webapp.coders import PlainCoder
from webapp import create_app
from webapp.models import db
from webapp.services import annotate
from webapp.tasks import queue_of

seen = {"texts": 0, "attempts": 0}


def die_here() -> None:
    """Tells the test that the point is reached and waits for its end."""
    print("here", flush=True)
    time.sleep(60)


def main(folder: str, database: str, contact_key: str, point: str) -> None:
    """Sweeps, as the queue does, until ``point``: taking, coding, keeping or kept."""
    app = create_app(settings_for(Path(folder), database, contact_keys=(contact_key,)))

    def on_text(_text: str) -> None:
        seen["texts"] += 1
        if point == "coding" and seen["texts"] == 3:
            die_here()
        if point == "kept" and seen["texts"] == 65:  # the first batch is stored, the second one begins
            die_here()

    @sa.event.listens_for(db.session, "before_commit")
    def before_commit(session: sa.orm.Session) -> None:
        dirty = any(type(row).__name__ == "Annotation" for row in session.dirty)
        if point == "keeping" and dirty:
            session.flush()
            die_here()
        if point == "taking" and seen["attempts"]:
            die_here()

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen["attempts"] += statement.startswith("UPDATE annotation SET attempts")

    with app.app_context():
        sa.event.listen(db.engine, "after_cursor_execute", executed)
    annotate.ready_coder = lambda: PlainCoder(on_text)  # type: ignore[assignment]
    queue = queue_of(app)
    queue.huey.execute(queue.sweep.s())
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
