"""Requests as desks read them: personal data in what people wrote is masked, contact details stay where they are."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from nlp.reading import mask
from survey.languages import read_as
from webapp.models import (
    Action,
    ActionRequest,
    Asker,
    RequestContact,
    RequestSource,
    RequestStatus,
    db,
)

MOST_SETTLED = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """One request. ``text``, ``place`` and ``moment`` are masked; ``masks`` is true when something was."""

    id: int
    text: str
    place: str
    moment: str
    masks: bool
    language: str
    audience: tuple[str, ...]
    asker: Asker
    quartier: str
    quartier_id: int | None
    source: RequestSource
    created_at: datetime
    status: RequestStatus
    action: Action | None
    reason: str
    settled_at: datetime | None


def waiting(visible: sa.Select[ActionRequest]) -> list[Wish]:
    """Returns the requests without an answer among those ``visible``, the one that waits longest first."""
    query = _told(visible).where(ActionRequest.status == RequestStatus.RECEIVED)
    return [wish_of(found) for found in db.session.scalars(query.order_by(ActionRequest.created_at))]


def settled(visible: sa.Select[ActionRequest]) -> list[Wish]:
    """Returns the requests with an answer, the latest answers first, at most :data:`MOST_SETTLED`."""
    query = _told(visible).where(ActionRequest.status != RequestStatus.RECEIVED)
    newest = query.order_by(ActionRequest.settled_at.desc()).limit(MOST_SETTLED)
    return [wish_of(found) for found in db.session.scalars(newest)]


def wish_of(request: ActionRequest) -> Wish:
    """Returns a request as it may be read."""
    language = read_as(request.language)
    words = [mask(text, language=language).masked for text in (request.text, request.place, request.moment)]
    return Wish(
        id=request.id,
        text=words[0],
        place=words[1],
        moment=words[2],
        masks=words != [request.text, request.place, request.moment],
        language=request.language,
        audience=tuple(request.audience),
        asker=request.asker,
        quartier=request.quartier.name if request.quartier else "",
        quartier_id=request.quartier_id,
        source=request.source,
        created_at=request.created_at,
        status=request.status,
        action=request.action,
        reason=request.reason,
        settled_at=request.settled_at,
    )


def contact_of(request_id: int) -> RequestContact | None:
    """Returns how to tell who asked, None when they left nothing or it was erased."""
    return db.session.get(RequestContact, request_id)


def has_contact(request_id: int) -> bool:
    """True when who asked left a way to be told; reads none of it."""
    found = sa.select(RequestContact.request_id).where(RequestContact.request_id == request_id)
    return db.session.scalars(found).first() is not None


def _told(visible: sa.Select[ActionRequest]) -> sa.Select[ActionRequest]:
    """Leaves out what who asked has erased: nobody can answer it."""
    return visible.where(ActionRequest.text != "").options(
        joinedload(ActionRequest.quartier), joinedload(ActionRequest.action)
    )
