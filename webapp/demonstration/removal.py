"""Removes the demonstration town for good."""

import sqlalchemy as sa

from webapp.database import transaction
from webapp.models import Audit, Base, Erasure, Town, db, now

SUBJECT = "demonstration"
"""What the erasure ledger calls the town."""


class NoDemonstration(Exception):
    """There is no town here, or it is a real one."""


def was_removed() -> bool:
    """True once a demonstration was removed from this database: it never comes back."""
    return db.session.scalars(sa.select(Erasure.id).where(Erasure.subject == SUBJECT)).first() is not None


def remove_town() -> None:
    """Deletes every row of the demonstration in one transaction; raises :class:`NoDemonstration` otherwise.

    An installation serves one town, so every row belongs to it. The erasure ledger remembers that it was removed: a
    restored snapshot then erases it again.
    """
    with transaction() as session:
        town = session.get(Town, 1, populate_existing=True)
        if town is None or not town.demonstration:
            raise NoDemonstration
        session.expunge_all()
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(sa.delete(table))
        session.add(Erasure(subject=SUBJECT, reference="town", erased_at=now()))
        session.add(Audit(verb="remove", subject=SUBJECT))
