"""What the public pages show of an action, as it was at most some seconds ago: three hundred phones ask at once."""

from dataclasses import dataclass
from datetime import datetime

from survey.pairing import short_code
from webapp.models import Action, WaveKind
from webapp.participate.find import action_or_404, open_wave
from webapp.participate.notice import Notice, notice_of
from webapp.remembered import remembered


@dataclass(frozen=True, slots=True)
class Meeting:
    """When one session is held."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ActionFace:
    """An action without what changes from one registration to the next: places and status are always read anew."""

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


def face_or_404(code: str) -> ActionFace:
    """Returns the published action whose address this is, however its code was typed."""

    def read() -> ActionFace:
        return _face(action_or_404(code))

    return remembered(f"action:{short_code.read(code)}", read) or read()


def is_asking(kind: WaveKind, action_id: int) -> bool:
    """True when the survey of this kind took answers at most some seconds ago."""

    def read() -> bool:
        return open_wave(kind, action_id=action_id) is not None

    return bool(remembered(f"{kind}:{action_id}", read))


def _face(action: Action) -> ActionFace:
    return ActionFace(
        id=action.id,
        code=action.code,
        title=action.title,
        description=action.description,
        quartier=action.quartier.name,
        team=action.organisation.name,
        place=action.venue or (action.facility.name if action.facility else ""),
        sessions=tuple(Meeting(session.starts_at, session.ends_at) for session in action.sessions),
        notice=notice_of(action.organisation),
        help_phone=action.organisation.help_phone,
    )
