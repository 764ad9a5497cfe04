"""A figure as it is printed: never a number without its n, its unknowns, its interval and its method."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Basis(StrEnum):
    """Whether everybody was counted, or some people stand for others and an interval belongs to the value."""

    CENSUS = "census"
    SAMPLE = "sample"


class Method(StrEnum):
    """How a figure and its interval were computed; the sentence is webapp's."""

    COUNT = "count"
    WILSON = "wilson"
    NEWCOMBE = "newcombe"
    NEWCOMBE_PAIRED = "newcombe_paired"
    PAIRED_T = "paired_t"
    BLAU = "blau"
    EXACT_POISSON = "exact_poisson"


class Verdict(StrEnum):
    """What may be said of a change."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_LARGER = "no_larger"
    INCONCLUSIVE = "inconclusive"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with all that is needed to defend it; ``value`` is None when it may not be shown, ``n`` and ``unknown``
    too when even they are small."""

    value: float | None
    n: int | None
    unknown: int | None
    interval: Interval | None
    basis: Basis
    method: Method
    data_date: datetime


def verdict(low: float, high: float, *, smallest: float) -> Verdict:
    """Returns what the interval of a difference allows to say, for a smallest change of interest > 0.

    A change when the interval leaves zero out; no change larger than ``smallest`` when it lies inside ±``smallest``;
    not conclusive otherwise (equivalence by interval, Schuirmann 1987, at the interval's own level).
    """
    if low > 0:
        return Verdict.INCREASE
    if high < 0:
        return Verdict.DECREASE
    return Verdict.NO_LARGER if -smallest < low and high < smallest else Verdict.INCONCLUSIVE
