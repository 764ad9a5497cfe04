"""Growth of a demand: how many requests came, and the ratio of the rates of two periods."""

from dataclasses import dataclass
from math import inf, log

from survey.indicators.figure import Interval, Verdict, verdict

ALPHA = 0.05
SMALLEST_GROWTH = 1.25
"""A ratio of rates between 1/1.25 and 1.25 is no change of interest."""


@dataclass(frozen=True, slots=True)
class Flow:
    """``count`` requests received while the demand was listened to for ``exposure`` (in days, or any unit, above 0)."""

    count: int
    exposure: float

    def __post_init__(self) -> None:
        if self.count < 0 or self.exposure <= 0:
            raise ValueError("a count from 0 and an exposure above 0")


@dataclass(frozen=True, slots=True)
class Growth:
    """The rate after, divided by the rate before.

    ``ratio`` is None when nothing came before; ``interval`` has then no upper end (infinity). ``p_value`` is exact
    and two-sided; with nothing at all on both sides nothing is known: the interval is from 0 to infinity, p is 1.
    """

    before: Flow
    after: Flow
    ratio: float | None
    interval: Interval
    p_value: float
    verdict: Verdict


def poisson_interval(count: int) -> Interval:
    """Returns the exact 95 % interval of the mean behind one count (Garwood 1936)."""
    from scipy.stats import chi2

    low = float(chi2.ppf(ALPHA / 2, 2 * count)) / 2 if count else 0.0
    return Interval(low, float(chi2.ppf(1 - ALPHA / 2, 2 * count + 2)) / 2)


def growth(before: Flow, after: Flow) -> Growth:
    """Returns the ratio of two Poisson rates with its exact conditional interval.

    Given both counts together, the later one follows a binomial law; the Clopper-Pearson interval of its share,
    turned into a ratio, is the interval (Przyborowski and Wilenski 1940); p doubles the smaller tail of the same law,
    so that the two never disagree.
    """
    from scipy.stats import beta, binom

    total = before.count + after.count
    scale = before.exposure / after.exposure
    low = float(beta.ppf(ALPHA / 2, after.count, before.count + 1)) if after.count else 0.0
    high = float(beta.ppf(1 - ALPHA / 2, after.count + 1, before.count)) if before.count else 1.0
    interval = Interval(_odds(low) * scale, _odds(high) * scale)
    expected = after.exposure / (before.exposure + after.exposure)
    tail = min(binom.cdf(after.count, total, expected), binom.sf(after.count - 1, total, expected))
    return Growth(
        before=before,
        after=after,
        ratio=after.count / before.count * scale if before.count else None,
        interval=interval,
        p_value=min(2 * float(tail), 1.0),
        verdict=verdict(_log(interval.low), _log(interval.high), smallest=log(SMALLEST_GROWTH)),
    )


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)


def _log(ratio: float) -> float:
    return log(ratio) if ratio > 0 else -inf
