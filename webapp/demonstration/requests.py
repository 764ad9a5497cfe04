"""Builds the requests for actions: those that wait, and those that have an answer."""

import sqlalchemy as sa

from webapp.demonstration.calendar import Calendar
from webapp.demonstration.content import PlannedRequest
from webapp.demonstration.places import Places
from webapp.models import Action, ActionRequest, Asker, RequestStatus, User, db
from webapp.services.keys import Keyring
from webapp.services.send_request import RequestForm, store_request


class Requests:
    """Builds requests in the caller's transaction, once the actions are there."""

    def __init__(self, places: Places, calendar: Calendar, keyring: Keyring) -> None:
        self._places = places
        self._calendar = calendar
        self._keyring = keyring

    def build(self, planned: PlannedRequest) -> None:
        """Stores one request with its answer, if any."""
        quartier = self._places.quartiers.get(planned.quartier)
        form = RequestForm(
            text=planned.text,
            asker=Asker(planned.asker),
            language=planned.language,
            quartier_id=quartier.id if quartier else None,
            place=planned.place,
            moment=planned.moment,
            audience=planned.audience,
            email=f"demande.{-planned.day}@example.org" if planned.contact else None,
        )
        keys = self._keyring.of_form(f"demonstration:request:{planned.day}")
        account = sa.select(User.id).where(User.email == planned.logged)
        request = store_request(
            form,
            keys,
            self._keyring,
            logged_by=db.session.scalars(account).one() if planned.logged else None,
            at=self._calendar.at(planned.day, "10:30"),
        )
        self._answer(request, planned)

    def _answer(self, request: ActionRequest, planned: PlannedRequest) -> None:
        if planned.answered is None:
            return
        request.settled_at = self._calendar.at(planned.answered, "16:00")
        request.reason = planned.reason
        request.status = RequestStatus.DECLINED if planned.reason else RequestStatus.TAKEN_UP
        if planned.action:
            action = sa.select(Action.id).where(Action.code == planned.action)
            request.action_id = db.session.scalars(action).one()
        db.session.flush()
