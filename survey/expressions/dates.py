"""Days and times: reading, writing, and the numbers they are compared by."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_EPOCH_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)

_TEMPORAL = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)

FIRST_DAY = date.min.toordinal() - _EPOCH.toordinal()
LAST_DAY = date.max.toordinal() - _EPOCH.toordinal()


def is_temporal(value: object) -> bool:
    return isinstance(value, date)


def parsed_temporal(text: str) -> date | None:
    """The day or the instant of an ISO 8601 text, None when it is neither or no such day exists.

    A time without an offset is kept so: it is read on the clock of whoever compares it.
    """
    match = _TEMPORAL.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        micro = int((fraction or "0").ljust(6, "0"))
        parts = (int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro)
        return datetime(*parts, tzinfo=_zone(offset))
    except ValueError:
        return None


def as_day_number(moment: date) -> float:
    """Days since 1970-01-01 on the clock of the moment itself; a time is the fraction of its day.

    The wall clock is what people mean by "before today": at half past midnight in Tours it is already
    tomorrow, whatever the day is at UTC.
    """
    days = float(moment.toordinal() - _EPOCH.toordinal())
    if isinstance(moment, datetime):
        clock = timedelta(
            hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
        )
        return days + clock / _DAY
    return days


def utc_days(moment: datetime) -> float:
    """Days since 1970-01-01T00:00Z, as decimal-date-time() gives them."""
    return (moment - _EPOCH_INSTANT) / _DAY


def day_of(number: float) -> date | None:
    """The day of a number of days since 1970-01-01, its fraction dropped; None outside the years 1 to
    9999."""
    return _EPOCH + timedelta(days=int(number)) if FIRST_DAY <= number <= LAST_DAY else None


def instant_of(number: float, zone: timezone) -> datetime | None:
    """The instant of a number of days since 1970-01-01 on the clock of `zone`."""
    if not FIRST_DAY <= number <= LAST_DAY:
        return None
    return datetime(1970, 1, 1, tzinfo=zone) + timedelta(days=number)


def clock_fraction(text: str) -> float | None:
    """The fraction of a day of a time ("06:00" is 0.25), None when it is no time."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, fraction = match.groups()
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second or 0) + float(f"0.{fraction or 0}")
    return seconds / 86_400


def temporal_text(moment: date) -> str:
    """A day as 2026-11-23, an instant as 2026-11-23T08:30:00.000+01:00."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="milliseconds")
    return moment.isoformat()


def _zone(offset: str | None) -> timezone | None:
    if offset is None:
        return None
    if offset == "Z":
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if offset[0] == "-" else shift)
