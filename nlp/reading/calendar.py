"""Days and years in a reply: birth dates, birth years, months, the distance from a day to today."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.reading.heard import Heard
from nlp.reading.tokens import fold

_DAY_FIRST: Final = re.compile(r"(?<!\d)(\d{1,2}) ?[./\- ] ?(\d{1,2}) ?[./\- ] ?(\d{4}|\d{2})(?!\d)")
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_EARLIEST: Final = 1900


@dataclass(frozen=True, slots=True)
class Moment:
    """A year in a reply, with its month and day when they are given; tokens `start` to `end` (not included)."""

    year: int
    month: int | None
    day: int | None
    start: int
    end: int

    def years_until(self, today: date) -> tuple[int, ...]:
        """The whole years from then to today: one when the day is known well enough, else two, the fewer first."""
        least = today.year - self.year
        if self.month is None:
            return (least - 1, least) if least > 0 else (0,)
        if self.month == today.month and self.day is None:
            return (max(least - 1, 0), least)
        passed = (today.month, today.day) >= (self.month, self.day or 1)
        return (max(least - (not passed), 0),)


def full_year(value: int, today: date) -> int | None:
    """The year that a number of four or two digits means, not after today; None when it means none."""
    if _EARLIEST <= value <= today.year:
        return value
    if 0 <= value < 100:
        this_century = today.year - today.year % 100 + value
        return this_century if this_century <= today.year else this_century - 100
    return None


def whole_dates(heard: Heard, today: date) -> list[Moment]:
    """The dates of a reply written in figures or with the name of the month, the day first."""
    found: list[Moment] = []
    folded = fold(heard.text)
    for match in (*_YEAR_FIRST.finditer(folded), *_DAY_FIRST.finditer(folded)):
        parts = [int(part) for part in match.groups()]
        if len(match[1]) != 4:
            parts.reverse()
        moment = _moment(parts[0] if parts[0] > 99 else full_year(parts[0], today), parts[1], parts[2], heard)
        if moment is not None and moment.year <= today.year:
            found.append(moment)
    return found or _in_words(heard, today)


def _moment(year: int | None, month: int, day: int | None, heard: Heard) -> Moment | None:
    if year is None or year < _EARLIEST:
        return None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return Moment(year, month, day, 0, len(heard.tokens))


def _in_words(heard: Heard, today: date) -> list[Moment]:
    """Dates such as "12 décembre 1951" and "mars 85"."""
    found: list[Moment] = []
    for mark in heard.marks("months"):
        after = [number for number in heard.numbers if mark.end <= number.start <= mark.end + 2]
        before = [
            number for number in heard.numbers if number.end == mark.start or number.end == mark.start - 1
        ]
        if not after:
            continue
        year = full_year(after[0].value, today)
        day = before[-1].value if before and 1 <= before[-1].value <= 31 else None
        moment = _moment(year, int(mark.value), day, heard)
        if moment is not None:
            start = before[-1].start if day is not None else mark.start
            found.append(Moment(moment.year, moment.month, moment.day, start, after[0].end))
    return found
