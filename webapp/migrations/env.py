"""Runs migrations on the application's own database."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from webapp.models import Base, db
from webapp.models.base import Choice, Moment
from webapp.models.encryption import EncryptedText

PLAIN = {Moment: "sa.DateTime(timezone=True)", Choice: "sa.String(24)", EncryptedText: "sa.LargeBinary()"}


def render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Writes our column types as plain ones: a migration must not change when the application does."""
    return PLAIN.get(type(item), False) if kind == "type" else False


def run() -> None:
    """Runs every pending migration; SQLite changes tables by copying them (batch mode)."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
