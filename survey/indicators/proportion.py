"""Shares and their differences, with intervals that hold for small counts."""

from math import comb, sqrt

from survey.indicators.figure import Interval
from survey.indicators.tally import PairedTable

Z = 1.959963984540054
"""The 97.5 % point of the normal law: every interval here is at 95 %."""


def wilson(count: int, n: int) -> Interval:
    """Returns the score interval of a share (Wilson 1927); the whole range from 0 to 1 when n is 0."""
    if n == 0:
        return Interval(0.0, 1.0)
    share = count / n
    centre = share + Z * Z / (2 * n)
    half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return Interval(max((centre - half) / scale, 0.0), min((centre + half) / scale, 1.0))


def difference(count_1: int, n_1: int, count_2: int, n_2: int) -> Interval:
    """Returns the interval of share 2 minus share 1 for independent groups (Newcombe 1998, method 10)."""
    if n_1 == 0 or n_2 == 0:
        return Interval(-1.0, 1.0)
    p_1, p_2 = count_1 / n_1, count_2 / n_2
    w_1, w_2 = wilson(count_1, n_1), wilson(count_2, n_2)
    change = p_2 - p_1
    low = change - sqrt((p_2 - w_2.low) ** 2 + (w_1.high - p_1) ** 2)
    high = change + sqrt((w_2.high - p_2) ** 2 + (p_1 - w_1.low) ** 2)
    return Interval(low, high)


def phi_corrected(table: PairedTable) -> float:
    """Returns the correlation of a paired table, continuity-corrected as Newcombe's method 10 wants; 0 if undefined."""
    a, b, c, d = table.both, table.lost, table.gained, table.neither
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return 0.0
    product: float = a * d - b * c
    if product > 0:
        product = max(product - table.n / 2, 0)
    return product / sqrt(margins)


def paired_difference(table: PairedTable) -> Interval:
    """Returns the interval of before minus after for the same people (Newcombe 1998, paired method 10)."""
    n = table.n
    if n == 0:
        return Interval(-1.0, 1.0)
    before, after = table.both + table.lost, table.both + table.gained
    p_1, p_2 = before / n, after / n
    w_1, w_2 = wilson(before, n), wilson(after, n)
    phi = phi_corrected(table)
    low_1, high_1 = p_1 - w_1.low, w_1.high - p_1
    low_2, high_2 = p_2 - w_2.low, w_2.high - p_2
    change = p_1 - p_2
    low = change - sqrt(max(low_1**2 - 2 * phi * low_1 * high_2 + high_2**2, 0))
    high = change + sqrt(max(high_1**2 - 2 * phi * high_1 * low_2 + low_2**2, 0))
    return Interval(low, high)


def mcnemar_exact(lost: int, gained: int) -> float:
    """Returns the exact two-sided p-value of McNemar's test: the binomial law on the people who changed."""
    changed = lost + gained
    if changed == 0:
        return 1.0
    tail = float(sum(comb(changed, count) for count in range(min(lost, gained) + 1)) / 2**changed)
    return min(2 * tail, 1.0)


def mcnemar_mid_p(lost: int, gained: int) -> float:
    """Returns the mid-p of McNemar's test: the exact one less the probability of what was seen."""
    changed = lost + gained
    seen = comb(changed, min(lost, gained)) / 2**changed if changed else 0.0
    return max(mcnemar_exact(lost, gained) - seen, 0.0) if lost != gained else 1.0 - seen / 2
