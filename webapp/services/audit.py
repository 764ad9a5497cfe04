"""Leaves a trace of who read, exported or deleted what kind of thing."""

from webapp.database import transaction
from webapp.models import Audit


def leave_trace(user_id: int | None, verb: str, subject: str, subject_id: int | None = None) -> None:
    """Stores one audit row; it names things by number, never by what they hold."""
    with transaction() as session:
        session.add(Audit(user_id=user_id, verb=verb, subject=subject, subject_id=subject_id))
