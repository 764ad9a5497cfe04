"""Keeps the head count of a session and where it comes from."""

import sqlalchemy as sa

from webapp.database import transaction
from webapp.models import HeadCountSource, Session


def count_heads(session_id: int, count: int | None, source: HeadCountSource | None) -> None:
    """Stores the count, or clears it with None; raises ValueError when only one of both is given."""
    if (count is None) != (source is None):
        raise ValueError("a head count needs its source")
    with transaction() as session:
        session.execute(
            sa.update(Session)
            .where(Session.id == session_id)
            .values(head_count=count, head_count_source=source)
        )
