"""Builds partners' reports of actions: some sent, one waited for."""

import sqlalchemy as sa

from survey.flow import on_path
from survey.moment import Moment
from webapp.clock import ZONE
from webapp.demonstration.calendar import Calendar
from webapp.demonstration.content import PlannedReport
from webapp.demonstration.places import Places
from webapp.models import Action, PartnerReport, db
from webapp.services.keys import Keyring
from webapp.services.partner_reports import OPEN_FOR, QUESTIONNAIRE
from webapp.services.questionnaires import newest, plan


class Reports:
    """Builds reports in the caller's transaction."""

    def __init__(self, places: Places, calendar: Calendar, keyring: Keyring) -> None:
        self._places = places
        self._calendar = calendar
        self._keyring = keyring

    def build(self, planned: PlannedReport) -> None:
        """Stores one report, as its form would have stored it."""
        action = db.session.scalars(sa.select(Action).where(Action.code == planned.action)).one()
        keys = self._keyring.of_form(f"demonstration:report:{planned.action}:{planned.organisation}")
        asked, version = self._calendar.at(planned.asked), newest(QUESTIONNAIRE)
        sent = None if planned.sent is None else self._calendar.at(planned.sent, "11:00")
        answers = None
        if sent is not None:
            answers = on_path(plan(version), planned.answers, moment=Moment(sent.astimezone(ZONE)))
        db.session.add(
            PartnerReport(
                action=action,
                organisation=self._places.organisations[planned.organisation],
                questionnaire_version_id=version,
                token_hash=self._keyring.hash_token(keys.token),
                open_until=asked.date() + OPEN_FOR,
                answers=None if answers is None else dict(answers),
                language="fr" if sent is not None else "",
                sent_at=sent,
                created_at=asked,
            )
        )
