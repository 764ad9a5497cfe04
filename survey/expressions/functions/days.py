"""Functions on days and times."""

import math
from datetime import UTC, date, datetime, timezone

from survey.expressions.calendar_names import month_name, weekday_name
from survey.expressions.context import Context
from survey.expressions.dates import clock_fraction, day_of, instant_of, parsed_temporal, utc_days
from survey.expressions.functions.register import Function
from survey.expressions.values import Value, as_number, as_text


def _today(context: Context, _: list[Value]) -> Value:
    return context.moment.today


def _now(context: Context, _: list[Value]) -> Value:
    return context.moment.now


def _date(context: Context, arguments: list[Value]) -> Value:
    """The day of a text, of a number of days since 1970-01-01, or of an instant; "" when there is none."""
    value = _temporal(context, arguments[0], instants=False)
    if value is None:
        return ""
    return value.date() if isinstance(value, datetime) else value


def _date_time(context: Context, arguments: list[Value]) -> Value:
    value = _temporal(context, arguments[0], instants=True)
    return "" if value is None else value


def _decimal_date_time(context: Context, arguments: list[Value]) -> Value:
    """Days since 1970-01-01T00:00Z; a number is one already."""
    value = arguments[0]
    if isinstance(value, float):
        return value
    moment = _temporal(context, value, instants=True)
    return math.nan if moment is None else utc_days(_on_clock(context, moment))


def _decimal_time(context: Context, arguments: list[Value]) -> Value:
    """The fraction of the day of a time or an instant, on its own clock."""
    value = arguments[0]
    if isinstance(value, float):
        return value - math.floor(value) if math.isfinite(value) else math.nan
    fraction = clock_fraction(as_text(value))
    if fraction is not None:
        return fraction
    moment = _temporal(context, value, instants=True)
    return math.nan if moment is None else as_number(moment) - math.floor(as_number(moment))


def _formatted(context: Context, arguments: list[Value]) -> Value:
    """The day or instant with %Y %y %m %n %b %d %e %a %H %h %M %S %3 replaced; "" when there is none."""
    moment = _temporal(context, arguments[0], instants=True)
    if moment is None:
        return ""
    instant = _on_clock(context, moment)
    written: list[str] = []
    letters = iter(as_text(arguments[1]))
    for letter in letters:
        written.append(_part(instant, next(letters, ""), context.language) if letter == "%" else letter)
    return "".join(written)


def _part(instant: datetime, code: str, language: str) -> str:
    match code:
        case "Y":
            return f"{instant.year:04}"
        case "y":
            return f"{instant.year % 100:02}"
        case "m":
            return f"{instant.month:02}"
        case "n":
            return str(instant.month)
        case "b":
            return month_name(instant.month, language)
        case "d":
            return f"{instant.day:02}"
        case "e":
            return str(instant.day)
        case "a":
            return weekday_name(instant.weekday(), language)
        case "H":
            return f"{instant.hour:02}"
        case "h":
            return str(instant.hour)
        case "M":
            return f"{instant.minute:02}"
        case "S":
            return f"{instant.second:02}"
        case "3":
            return f"{instant.microsecond // 1000:03}"
        case "%":
            return "%"
        case _:
            return f"%{code}"


def _temporal(context: Context, value: Value, *, instants: bool) -> date | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return instant_of(value, _zone(context)) if instants else day_of(value)
    return parsed_temporal(value.strip()) if isinstance(value, str) else value


def _on_clock(context: Context, moment: date) -> datetime:
    """The instant of a day (its first) or of a time, on the clock of the moment where it has none of its
    own."""
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=_zone(context))
    return moment if moment.tzinfo else moment.replace(tzinfo=_zone(context))


def _zone(context: Context) -> timezone:
    offset = context.moment.now.utcoffset()
    return UTC if offset is None else timezone(offset)


FUNCTIONS = (
    Function("today", 0, 0, _today),
    Function("now", 0, 0, _now),
    Function("date", 1, 1, _date),
    Function("date-time", 1, 1, _date_time),
    Function("decimal-date-time", 1, 1, _decimal_date_time),
    Function("decimal-time", 1, 1, _decimal_time),
    Function("format-date", 2, 2, _formatted),
    Function("format-date-time", 2, 2, _formatted),
)
