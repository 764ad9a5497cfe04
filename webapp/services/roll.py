"""The roll of an action: who is registered, and who still owes the survey after it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from webapp.models import Contact, Link, Registration, Submission, Wave, WaveKind, db


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One registration; ``contact`` only when it was asked for; ``owes`` is None when no after survey exists."""

    registration: Registration
    contact: Contact | None
    owes: bool | None


def roll_of(action_id: int, *, with_contacts: bool) -> list[RollEntry]:
    """Returns the registrations in their order; contact details are read only when asked for."""
    loading = joinedload(Registration.contact) if with_contacts else sa.orm.noload(Registration.contact)
    registrations = db.session.scalars(
        sa.select(Registration)
        .where(Registration.action_id == action_id)
        .order_by(Registration.id)
        .options(loading)
    ).all()
    wave = db.session.scalars(
        sa.select(Wave.id)
        .where(Wave.action_id == action_id, Wave.kind == WaveKind.AFTER)
        .order_by(Wave.id.desc())
    ).first()
    answered = set()
    if wave is not None:
        answered = set(
            db.session.scalars(
                sa.select(Link.registration_id)
                .join(Submission, Submission.respondent == Link.respondent)
                .where(Link.action_id == action_id, Submission.wave_id == wave)
            )
        )
    return [
        RollEntry(
            registration,
            registration.contact if with_contacts else None,
            None if wave is None else registration.id not in answered,
        )
        for registration in registrations
    ]
