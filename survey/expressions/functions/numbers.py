"""Functions on numbers."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from survey.expressions.context import Context
from survey.expressions.functions.register import Body, Function
from survey.expressions.values import Value, as_number, is_empty

_MOST_PLACES = 30
"""Rounding to more places than this is not a number (JavaRosa)."""


def _number(_: Context, arguments: list[Value]) -> Value:
    return as_number(arguments[0])


def _int(_: Context, arguments: list[Value]) -> Value:
    """Towards zero."""
    number = as_number(arguments[0])
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(_: Context, arguments: list[Value]) -> Value:
    """To the nearest, halves upwards (XPath 1.0, 4.4: round(-2.5) is -2), on the decimals as written."""
    number = as_number(arguments[0])
    places = as_number(arguments[1]) if len(arguments) > 1 else 0.0
    if not math.isfinite(number):
        return number
    if not abs(places) <= _MOST_PLACES:
        return math.nan
    direction = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    unit = int(places)
    scaled = Decimal(repr(number)).scaleb(unit).to_integral_value(direction)
    return float(scaled.scaleb(-unit))


def _extreme(choose: Callable[[list[float]], float]) -> Body:
    def body(_: Context, arguments: list[Value]) -> Value:
        """Empty values are left out; without any number the result is none (JavaRosa)."""
        numbers = [number for number in map(as_number, arguments) if not math.isnan(number)]
        return choose(numbers) if numbers else math.nan

    return body


def _count(_: Context, arguments: list[Value]) -> Value:
    """How many items are named: each is there once, repeats are not asked."""
    return float(len(arguments))


def _count_non_empty(_: Context, arguments: list[Value]) -> Value:
    return float(sum(not is_empty(value) for value in arguments))


def _sum(_: Context, arguments: list[Value]) -> Value:
    """Of one item, its number; NaN when it has none (XPath 1.0, 4.4). Of several, those that have one: the
    turns of a repeat that were not asked are no part of a sum."""
    numbers = [as_number(value) for value in arguments if len(arguments) == 1 or not is_empty(value)]
    try:
        return math.fsum(numbers)
    except (OverflowError, ValueError):
        # Too large for floating point on the way, or infinities of both signs: as plain addition has it.
        return sum(numbers)


def _real(compute: Callable[..., float]) -> Body:
    def body(_: Context, arguments: list[Value]) -> Value:
        """NaN where the function of real numbers has no value, infinity where it is beyond floating point."""
        try:
            return float(compute(*map(as_number, arguments)))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return body


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 else math.inf


def _logarithm(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else compute(number)


def _pi(_: Context, __: list[Value]) -> Value:
    return math.pi


FUNCTIONS = (
    Function("number", 1, 1, _number),
    Function("int", 1, 1, _int),
    Function("round", 1, 2, _round),
    Function("count", 1, None, _count),
    Function("count-non-empty", 1, None, _count_non_empty),
    Function("sum", 1, None, _sum),
    Function("max", 1, None, _extreme(max)),
    Function("min", 1, None, _extreme(min)),
    Function("abs", 1, 1, _real(abs)),
    Function("pow", 2, 2, _real(_power)),
    Function("sqrt", 1, 1, _real(math.sqrt)),
    Function("exp", 1, 1, _real(math.exp)),
    Function("exp10", 1, 1, _real(lambda number: math.pow(10, number))),
    Function("log", 1, 1, _real(_logarithm(math.log))),
    Function("log10", 1, 1, _real(_logarithm(math.log10))),
    Function("sin", 1, 1, _real(math.sin)),
    Function("cos", 1, 1, _real(math.cos)),
    Function("tan", 1, 1, _real(math.tan)),
    Function("asin", 1, 1, _real(math.asin)),
    Function("acos", 1, 1, _real(math.acos)),
    Function("atan", 1, 1, _real(math.atan)),
    Function("atan2", 2, 2, _real(math.atan2)),
    Function("pi", 0, 0, _pi),
)
