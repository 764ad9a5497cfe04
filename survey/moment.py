"""When something is asked: the clock is read by webapp and passed in."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of a request where the people are: `now` carries its offset, `today` is its date there."""

    now: datetime

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("a moment needs its offset: pass an aware datetime")

    @property
    def today(self) -> date:
        return self.now.date()
