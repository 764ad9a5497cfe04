"""Turns days counted from today into instants of the town's clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from webapp.clock import ZONE


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days around ``now``, the instant of loading."""

    now: datetime

    def at(self, day: int, hour: str = "09:00") -> datetime:
        """Returns the instant ``day`` days from today at ``hour``, in the town."""
        date = (self.now.astimezone(ZONE) + timedelta(days=day)).date()
        return datetime.combine(date, time.fromisoformat(hour), ZONE)

    def past(self, moment: datetime) -> datetime:
        """Returns ``moment``, or an hour before now when it has not come yet."""
        return min(moment, self.now - timedelta(hours=1))
