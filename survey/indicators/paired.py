"""The change of a score in the same people, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import copysign, gcd, inf, lcm, sqrt

from survey.indicators.figure import Interval, Verdict, verdict
from survey.indicators.tally import Scores

FEWEST_PAIRS = 30
"""Below this many pairs nothing is tested: words, counts and who is missing are shown (protocol of the product)."""
SMALLEST_CHANGE = 0.05
"""The smallest change of interest of a score between 0 and 1: a fifth of a point on a five-point scale."""
NOTHING = 1e-9
"""Below this a difference or a spread is what floating-point numbers leave of zero."""
FLAGGED = 0.20
"""A standardised difference between people kept and people lost above which the reader is warned."""


@dataclass(frozen=True, slots=True)
class PairedChange:
    """What became of a score from 0 to 1. Nothing but counts is filled in below :data:`FEWEST_PAIRS` pairs.

    ``interval`` is that of the mean difference after minus before; ``p`` is exact; ``d_z`` the mean difference in
    standard deviations of the differences, None when everybody changed by the same; ``attrition`` the standardised
    difference, before, between people kept and people lost, None when either side has fewer than five.
    """

    pairs: int
    lost: int
    joined: int
    before: float | None
    after: float | None
    interval: Interval | None
    p: float | None
    d_z: float | None
    rank_biserial: float | None
    attrition: float | None
    verdict: Verdict


def paired_change(scores: Scores, *, smallest: float = SMALLEST_CHANGE) -> PairedChange:
    """Returns the change of a score with its interval, exact test and effect sizes, or counts alone when too few."""
    n = len(scores.pairs)
    lost, joined = len(scores.only_before), len(scores.only_after)
    kept_before = [before for before, _ in scores.pairs]
    attrition = standardised_difference(kept_before, scores.only_before)
    if n < FEWEST_PAIRS:
        return PairedChange(n, lost, joined, None, None, None, None, None, None, attrition, Verdict.TOO_FEW)
    differences = [after - before for before, after in scores.pairs]
    mean = sum(differences) / n
    spread = sqrt(sum((value - mean) ** 2 for value in differences) / (n - 1))
    interval = _t_interval(mean, spread, n)
    return PairedChange(
        pairs=n,
        lost=lost,
        joined=joined,
        before=sum(kept_before) / n,
        after=sum(after for _, after in scores.pairs) / n,
        interval=interval,
        p=exact_p(differences),
        d_z=_standardised(mean, spread),
        rank_biserial=matched_rank_biserial(differences),
        attrition=attrition,
        verdict=verdict(interval.low, interval.high, smallest=smallest),
    )


def _standardised(mean: float, spread: float) -> float | None:
    if spread < NOTHING:
        return 0.0 if abs(mean) < NOTHING else None
    return mean / spread


def _t_interval(mean: float, spread: float, n: int) -> Interval:
    from scipy.stats import t

    half = float(t.ppf(0.975, n - 1)) * spread / sqrt(n)
    return Interval(mean - half, mean + half)


def exact_p(differences: Sequence[float]) -> float:
    """Returns the exact two-sided p-value of the sign-flip test on the sum (Fisher 1935, Pitman 1937).

    All 2^n ways to flip signs are counted by adding one difference at a time, which exact fractions make possible.
    """
    import numpy as np

    fractions = [Fraction(value).limit_denominator(10_000) for value in differences]
    fractions = [fraction for fraction in fractions if fraction]
    if not fractions:
        return 1.0
    unit = lcm(*(fraction.denominator for fraction in fractions))
    steps = [int(abs(fraction) * unit) for fraction in fractions]
    shared = gcd(*steps)
    steps = [step // shared for step in steps]
    if sum(steps) > 2_000_000:  # scores with odd denominators: rounded to keep memory bounded
        coarse = sum(steps) / 1_000_000
        steps = [max(round(step / coarse), 1) for step in steps]
    total = sum(steps)
    ways = np.zeros(total + 1)  # probability that the flipped-to-plus steps add up to the index
    ways[0] = 1.0
    for step in steps:
        flipped = np.zeros_like(ways)
        flipped[step:] = ways[: total + 1 - step]
        ways = (ways + flipped) / 2
    signed = sum(step if fraction > 0 else -step for step, fraction in zip(steps, fractions, strict=True))
    extreme = (total + abs(signed)) // 2
    return float(min(2 * ways[extreme:].sum(), 1.0))


def matched_rank_biserial(differences: Sequence[float]) -> float:
    """Returns (favourable - unfavourable) / all rank sums; zeros are ranked, then left out (Pratt 1959, Kerby 2014)."""
    ordered = sorted(range(len(differences)), key=lambda index: abs(differences[index]))
    ranks = [0.0] * len(differences)
    start = 0
    while start < len(ordered):
        end = start
        while (
            end + 1 < len(ordered)
            and abs(abs(differences[ordered[end + 1]]) - abs(differences[ordered[start]])) < NOTHING
        ):
            end += 1
        for place in range(start, end + 1):
            ranks[ordered[place]] = (start + end) / 2 + 1
        start = end + 1
    gained = sum(rank for rank, value in zip(ranks, differences, strict=True) if value > NOTHING)
    lost = sum(rank for rank, value in zip(ranks, differences, strict=True) if value < -NOTHING)
    return (gained - lost) / (gained + lost) if gained + lost else 0.0


def standardised_difference(kept: Sequence[float], lost: Sequence[float]) -> float | None:
    """Returns (mean kept - mean lost) / pooled standard deviation, None when either side has fewer than five.

    Two sides that each answered as one person and differ from one another are infinitely far apart.
    """
    if len(kept) < 5 or len(lost) < 5:
        return None
    mean_1, mean_2 = sum(kept) / len(kept), sum(lost) / len(lost)
    variance_1 = sum((value - mean_1) ** 2 for value in kept) / (len(kept) - 1)
    variance_2 = sum((value - mean_2) ** 2 for value in lost) / (len(lost) - 1)
    pooled = sqrt((variance_1 + variance_2) / 2)
    if pooled < NOTHING:
        return 0.0 if abs(mean_1 - mean_2) < NOTHING else copysign(inf, mean_1 - mean_2)
    return (mean_1 - mean_2) / pooled
