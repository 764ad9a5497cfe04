"""What becomes of a request: taken up by an action, declined with a reason, or opened again."""

from datetime import datetime

import sqlalchemy as sa

from webapp.database import locked, transaction
from webapp.models import ActionRequest, RequestContact, RequestStatus, db, now
from webapp.services.retention import request_contact_erased_on


class AlreadySettled(Exception):
    """Somebody answered this request in the meantime."""


def take_up(request_id: int, action_id: int) -> None:
    """Says that an action takes the request up; raises :class:`AlreadySettled` when it has an answer."""
    with transaction():
        request = _open(request_id)
        request.status = RequestStatus.TAKEN_UP
        request.action_id = action_id
        _settled(request, now())


def decline(request_id: int, reason: str) -> None:
    """Says no, with the reason that who asked will read; raises :class:`AlreadySettled` when it has an answer."""
    with transaction():
        request = _open(request_id)
        request.status = RequestStatus.DECLINED
        request.reason = reason
        _settled(request, now())


def reopen(request_id: int) -> None:
    """Takes the answer back: the request waits again; does nothing when it waits already."""
    with transaction():
        request = _locked(request_id)
        request.status = RequestStatus.RECEIVED
        request.action_id = None
        request.reason = ""
        _settled(request, None)


def _locked(request_id: int) -> ActionRequest:
    query = sa.select(ActionRequest).where(ActionRequest.id == request_id)
    return db.session.scalars(locked(query)).one()


def _open(request_id: int) -> ActionRequest:
    request = _locked(request_id)
    if request.status is not RequestStatus.RECEIVED:
        raise AlreadySettled
    return request


def _settled(request: ActionRequest, at: datetime | None) -> None:
    """Moves the day on which the contact goes along with the answer."""
    request.settled_at = at
    day = request_contact_erased_on(request.created_at.date(), settled_on=at.date() if at else None)
    db.session.execute(
        sa.update(RequestContact).where(RequestContact.request_id == request.id).values(erase_on=day)
    )
