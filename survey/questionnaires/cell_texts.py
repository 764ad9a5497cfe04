"""The text that a person sees in a cell of a spreadsheet."""

from datetime import date, datetime, time


def text_of(value: object) -> str:
    """Whole numbers without their point ("0", "12"), days as ISO 8601, truths TRUE and FALSE, "" for
    nothing."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
