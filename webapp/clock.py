"""The clock, read here and passed on: what is today where the people are."""

from datetime import datetime
from zoneinfo import ZoneInfo

from survey.moment import Moment

ZONE = ZoneInfo("Europe/Paris")


def moment() -> Moment:
    """Returns this instant with the offset of the town."""
    return Moment(datetime.now(ZONE))
