"""Values of expressions and their conversions, as ODK defines them.

An empty answer is the empty string: false, not a number, equal only to another empty value. Sources: ODK
XForms specification (XPath functions), XPath 1.0 section 4 where the former defers to it, and JavaRosa where
both are silent (typed answers, tolerance of equality).
"""

import math
import re
from datetime import date
from decimal import Decimal

from survey.expressions.dates import as_day_number, is_temporal, parsed_temporal, temporal_text

Value = str | float | bool | date
"""A text, a number, a truth or a day (datetime is a date with its time). Python's bool is tested before
numbers."""

TOLERANCE = 1e-12
"""Two numbers this near are equal, so that 0.1 + 0.2 = 0.3 (JavaRosa)."""

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_BLANKS = " \t\r\n"


def as_number(value: Value) -> float:
    """The number of a value; NaN for a text that is none, days since 1970-01-01 for a day or a text that is
    one."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        text = value.strip(_BLANKS)
        if _NUMBER.fullmatch(text):
            return float(text)
        moment = parsed_temporal(text)
        return math.nan if moment is None else as_day_number(moment)
    return as_day_number(value)


def as_boolean(value: Value) -> bool:
    """False for an empty text, zero and NaN; a day is true."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) > TOLERANCE and not math.isnan(value)
    return value != ""


def as_text(value: Value) -> str:
    """Whole numbers without a point, others without an exponent, truths as true and false, days as ISO
    8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    return temporal_text(value)


def is_empty(value: Value) -> bool:
    """Whether the value counts as no answer: an empty text or NaN."""
    return value == "" or (isinstance(value, float) and math.isnan(value))


def equal(left: Value, right: Value) -> bool:
    """Truths compare as truths, else numbers as numbers, else days as days, else texts as texts."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return as_boolean(left) == as_boolean(right)
    if isinstance(left, float) or isinstance(right, float) or (is_temporal(left) and is_temporal(right)):
        return _near(as_number(left), as_number(right))
    return as_text(left) == as_text(right)


def stored(value: Value) -> str:
    """The canonical answer a calculation leaves: "" for an empty value."""
    return "" if is_empty(value) else as_text(value)


def _near(left: float, right: float) -> bool:
    # Infinity less itself is not a number: equal infinities are told apart from it here.
    return left == right or abs(left - right) < TOLERANCE


def _number_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if abs(value) < TOLERANCE:
        return "0"
    if value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")
