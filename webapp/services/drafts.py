"""Keeps answers on their way for a day, encrypted, once somebody agreed to answer; the sweep keeps what is enough."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken

from webapp.database import changed, take_turn, transaction
from webapp.models import Draft, db, now
from webapp.services.submit import Passing, passing_from

LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class DraftState:
    """What a draft holds: the interview as the phone carries it, and how its submission would be described."""

    interview: dict[str, Any]
    passing: Passing


def keep_draft(cipher: Fernet, passing: Passing, interview: dict[str, Any]) -> None:
    """Stores or replaces the draft of this respondent in this wave."""
    sealed = cipher.encrypt(json.dumps({"interview": interview, "passing": asdict(passing)}).encode())
    with transaction() as session:
        take_turn(passing.turn)
        values = {"sealed": sealed, "expires_at": now() + LIFETIME}
        updated = session.execute(
            sa.update(Draft)
            .where(Draft.wave_id == passing.wave_id, Draft.respondent == passing.respondent)
            .values(**values)
        )
        if changed(updated) == 0:
            session.add(Draft(wave_id=passing.wave_id, respondent=passing.respondent, **values))


def resume_draft(cipher: Fernet, wave_id: int, respondent: str) -> DraftState | None:
    """Returns the draft to go on from, None when there is none that still lives."""
    draft = db.session.scalars(
        sa.select(Draft).where(
            Draft.wave_id == wave_id, Draft.respondent == respondent, Draft.expires_at > now()
        )
    ).first()
    return None if draft is None else open_draft(cipher, draft)


def forget_draft(wave_id: int, respondent: str) -> None:
    """Erases the draft of somebody who does not agree any more; does nothing when there is none."""
    found = sa.select(Draft.id).where(Draft.wave_id == wave_id, Draft.respondent == respondent)
    if db.session.scalars(found).first() is None:
        return
    with transaction() as session:
        session.execute(sa.delete(Draft).where(Draft.wave_id == wave_id, Draft.respondent == respondent))


def open_draft(cipher: Fernet, draft: Draft) -> DraftState | None:
    """Returns what ``draft`` holds, None when its key is gone."""
    try:
        values = json.loads(cipher.decrypt(bytes(draft.sealed)))
        return DraftState(values["interview"], passing_from(values["passing"]))
    except (InvalidToken, ValueError, KeyError, TypeError):
        return None


def expired_drafts() -> list[Draft]:
    """Returns the drafts whose day is over."""
    return list(db.session.scalars(sa.select(Draft).where(Draft.expires_at <= now()).limit(200)))
