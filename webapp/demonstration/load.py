"""Loads the demonstration town in one transaction: all of it, or nothing."""

from datetime import datetime

from webapp.database import transaction
from webapp.demonstration.actions import Actions
from webapp.demonstration.calendar import Calendar
from webapp.demonstration.content import (
    planned_actions,
    planned_reports,
    planned_requests,
    planned_years,
)
from webapp.demonstration.interviews import Interviews
from webapp.demonstration.places import build_places
from webapp.demonstration.removal import was_removed
from webapp.demonstration.reports import Reports
from webapp.demonstration.requests import Requests
from webapp.demonstration.years import Years
from webapp.models import Town, now
from webapp.services.found_town import publish_questionnaires
from webapp.services.keys import keyring
from webapp.tasks import remind_annotations


def load_demonstration(at: datetime | None = None) -> None:
    """Stores the town with its days counted from ``at`` (now, unless a test says otherwise).

    Does nothing when there is a town already, or when the demonstration was removed once. What people wrote waits for
    the worker's coder.
    """
    with transaction() as session:
        if session.get(Town, 1) is not None or was_removed():
            return
        places = build_places()
        publish_questionnaires()
        interviews = Interviews()
        town = (places, Calendar(at or now()), keyring())
        requests = Requests(*town)
        with session.no_autoflush:
            actions, years = Actions(*town, interviews), Years(*town, interviews)
            for action in planned_actions():
                actions.build(action)
            for year in planned_years():
                years.build(year)
            for request in planned_requests():
                requests.build(request)
            interviews.keep()
        reports = Reports(*town)
        for report in planned_reports():
            reports.build(report)
    remind_annotations()
