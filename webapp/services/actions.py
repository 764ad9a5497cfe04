"""Creates and changes actions; publishing one opens its surveys too, so that nothing has to be remembered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from survey.pairing import short_code
from webapp.database import locked, transaction
from webapp.models import Action, ActionStatus, Organisation, Quartier, Session, Wave, WaveKind, db, now
from webapp.services.questionnaires import newest
from webapp.services.retention import move_links

AFTER_STAYS_OPEN = timedelta(days=45)


class CapacityBelowPlaces(Exception):
    """More places are taken than the new capacity holds; ``taken`` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session as entered."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ActionForm:
    """What an organiser enters of an action."""

    title: str
    quartier_id: int
    organisation_id: int
    meetings: Sequence[Meeting]
    description: str = ""
    facility_id: int | None = None
    venue: str = ""
    capacity: int | None = None
    flagship: bool = False
    dispositif: str = ""
    orientations: Sequence[str] = ()
    partner_ids: Sequence[int] = field(default=())


def new_short_code() -> str:
    """Returns a code that neither an action nor a quartier has."""
    while True:
        code = short_code.new()
        actions = sa.select(Action.id).where(Action.code == code)
        quartiers = sa.select(Quartier.id).where(Quartier.code == code)
        if db.session.execute(actions.union_all(quartiers)).first() is None:
            return code


def create_action(form: ActionForm) -> Action:
    """Stores a new action as a draft."""
    with transaction() as session:
        action = Action(code=new_short_code(), status=ActionStatus.DRAFT)
        session.add(action)
        _fill(action, form)
    return action


def change_action(action_id: int, form: ActionForm) -> None:
    """Changes an action; raises :class:`CapacityBelowPlaces` rather than push anyone out."""
    with transaction() as session:
        action = session.scalars(locked(sa.select(Action).where(Action.id == action_id))).one()
        if form.capacity is not None and form.capacity < action.places_taken:
            raise CapacityBelowPlaces(action.places_taken)
        _fill(action, form)


def publish_action(action_id: int) -> None:
    """Opens registrations and the surveys before and after; does nothing more when they are open."""
    with transaction() as session:
        action = session.scalars(locked(sa.select(Action).where(Action.id == action_id))).one()
        action.status = ActionStatus.OPEN
        kinds = set(session.scalars(sa.select(Wave.kind).where(Wave.action_id == action_id)))
        first = min((meeting.starts_at for meeting in action.sessions), default=None)
        last = max((meeting.ends_at for meeting in action.sessions), default=None)
        if WaveKind.BEFORE not in kinds:
            closes = max(first, now() + timedelta(hours=1)) if first is not None else None
            _open(WaveKind.BEFORE, "perception_before", action_id, opens=now(), closes=closes)
        if WaveKind.AFTER not in kinds and first is not None and last is not None:
            _open(
                WaveKind.AFTER,
                "perception_after",
                action_id,
                opens=first,
                closes=last + AFTER_STAYS_OPEN,
            )


def set_status(action_id: int, status: ActionStatus) -> None:
    """Closes, cancels or reopens an action."""
    with transaction() as session:
        session.execute(sa.update(Action).where(Action.id == action_id).values(status=status))


def _open(
    kind: WaveKind,
    questionnaire: str,
    action_id: int,
    *,
    opens: datetime,
    closes: datetime | None,
) -> None:
    wave = Wave(
        kind=kind,
        action_id=action_id,
        questionnaire_version_id=newest(questionnaire),
        opens_at=opens,
        closes_at=closes,
    )
    db.session.add(wave)
    db.session.flush()
    move_links(wave)


def _fill(action: Action, form: ActionForm) -> None:
    action.title = form.title
    action.description = form.description
    action.quartier_id = form.quartier_id
    action.organisation_id = form.organisation_id
    action.facility_id = form.facility_id
    action.venue = form.venue
    action.capacity = form.capacity
    action.flagship = form.flagship
    action.dispositif = form.dispositif
    action.orientations = list(form.orientations)
    action.partners = list(
        db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(form.partner_ids)))
    )
    kept = {session.starts_at: session for session in action.sessions}
    action.sessions = [_meeting(kept, meeting) for meeting in form.meetings]


def _meeting(kept: dict[datetime, Session], meeting: Meeting) -> Session:
    """Returns the session that starts then, so that its head count stays; a new one when there is none."""
    session = kept.get(meeting.starts_at) or Session(starts_at=meeting.starts_at)
    session.ends_at = meeting.ends_at
    return session
