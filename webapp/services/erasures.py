"""Carries the erasure ledger beside snapshots, and erases again what it names once a snapshot was restored."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.database import transaction
from webapp.models import Erasure, Link, db
from webapp.services.register import cancel
from webapp.services.retention import REQUEST, RESPONDENT, forget, forget_request


class LedgerRefused(ValueError):
    """A line of a ledger cannot be read; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was erased, by a key that names nobody, and when."""

    subject: str
    reference: str
    erased_at: datetime

    def as_json(self) -> str:
        """Returns the entry as one line of JSON."""
        return json.dumps(
            {"subject": self.subject, "reference": self.reference, "erased_at": self.erased_at.isoformat()}
        )


def read_ledger(lines: Iterable[str]) -> list[Entry]:
    """Returns the entries that :meth:`Entry.as_json` wrote; raises :class:`LedgerRefused` on anything else."""
    entries = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            entry = Entry(row["subject"], row["reference"], datetime.fromisoformat(row["erased_at"]))
        except (ValueError, KeyError, TypeError):
            raise LedgerRefused(number) from None
        if entry.erased_at.tzinfo is None or not (
            isinstance(entry.subject, str) and isinstance(entry.reference, str)
        ):
            raise LedgerRefused(number)
        entries.append(entry)
    return entries


def ledger() -> list[Entry]:
    """Returns the ledger of this database, the oldest entry first."""
    rows = db.session.scalars(sa.select(Erasure).order_by(Erasure.id))
    return [Entry(row.subject, row.reference, row.erased_at) for row in rows]


def add_to_ledger(entries: Iterable[Entry]) -> None:
    """Stores the entries that a restored snapshot does not know yet."""
    with transaction() as session:
        known = {(entry.subject, entry.reference) for entry in ledger()}
        for entry in entries:
            if (entry.subject, entry.reference) not in known:
                known.add((entry.subject, entry.reference))
                session.add(
                    Erasure(subject=entry.subject, reference=entry.reference, erased_at=entry.erased_at)
                )


def replay() -> int:
    """Erases again every person and request that the ledger names; returns how many had come back.

    Safe to run again.
    """
    back = 0
    for entry in ledger():
        if entry.subject == REQUEST:
            with transaction():
                back += forget_request(entry.reference)
        if entry.subject != RESPONDENT:
            continue
        registration = db.session.scalars(
            sa.select(Link.registration_id).where(Link.respondent == entry.reference)
        ).first()
        if registration is not None:
            cancel(registration)  # as when it was erased the first time
        with transaction():
            back += forget(entry.reference)
    return back
