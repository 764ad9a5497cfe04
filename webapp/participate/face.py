"""What the public pages show of an action, as it was at most some seconds ago: three hundred phones ask at once."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import abort

from survey.pairing import short_code
from webapp.database import reading
from webapp.models import (
    Action,
    ActionStatus,
    Facility,
    Organisation,
    Quartier,
    Session,
    Wave,
    WaveKind,
    now,
)
from webapp.participate.notice import Notice
from webapp.remembered import remembered


@dataclass(frozen=True, slots=True)
class Meeting:
    """When one session is held."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ActionFace:
    """An action without what changes from one registration to the next: places and status are always read anew.

    ``asking`` are the surveys that took answers when it was read.
    """

    id: int
    code: str
    title: str
    description: str
    quartier: str
    team: str
    place: str
    sessions: tuple[Meeting, ...]
    notice: Notice
    help_phone: str
    asking: frozenset[WaveKind]


_QUERY = (
    sa.select(
        Action.id,
        Action.code,
        Action.title,
        Action.description,
        sa.func.coalesce(sa.func.nullif(Action.venue, ""), Facility.name, "").label("place"),
        Quartier.name.label("quartier"),
        Organisation.name.label("team"),
        Organisation.address,
        Organisation.rights_email,
        Organisation.officer,
        Organisation.help_phone,
    )
    .join(Quartier, Action.quartier_id == Quartier.id)
    .join(Organisation, Action.organisation_id == Organisation.id)
    .join(Facility, Action.facility_id == Facility.id, isouter=True)
    .where(Action.code == sa.bindparam("code"), Action.status != ActionStatus.DRAFT)
)
_SESSIONS = (
    sa.select(Session.starts_at, Session.ends_at)
    .where(Session.action_id == sa.bindparam("action"))
    .order_by(Session.starts_at)
)
_ASKING = sa.select(Wave.kind).where(
    Wave.action_id == sa.bindparam("action"),
    Wave.opens_at <= sa.bindparam("at"),
    sa.or_(Wave.closes_at.is_(None), Wave.closes_at > sa.bindparam("at")),
)


def face_or_404(code: str) -> ActionFace:
    """Returns the published action whose address this is, however its code was typed."""
    canonical = short_code.read(code)
    found = remembered(f"action:{canonical}", lambda: _read(canonical))
    if found is None:
        abort(404)
    return found


def _read(code: str | None) -> ActionFace | None:
    """Three plain queries: as objects an action, its quartier, its team and its sessions took three times as long."""
    with reading() as connection:
        row = connection.execute(_QUERY, {"code": code}).first()
        if row is None:
            return None
        sessions = connection.execute(_SESSIONS, {"action": row.id}).all()
        asking = connection.execute(_ASKING, {"action": row.id, "at": now()}).scalars().all()
    return ActionFace(
        id=row.id,
        code=row.code,
        title=row.title,
        description=row.description,
        quartier=row.quartier,
        team=row.team,
        place=row.place,
        sessions=tuple(Meeting(session.starts_at, session.ends_at) for session in sessions),
        notice=Notice(row.team, row.address, row.rights_email, row.officer),
        help_phone=row.help_phone,
        asking=frozenset(asking),
    )
