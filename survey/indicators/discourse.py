"""How people speak of the quartier in one collection of answers, and how that differs from another one."""

from dataclasses import dataclass

from survey.indicators.figure import Basis, Figure, Interval, Method, Verdict, verdict
from survey.indicators.multiplicity import benjamini_hochberg
from survey.indicators.proportion import difference, wilson
from survey.indicators.tally import Tally

FEWEST_PEOPLE = 30
"""Below this many people on a side shares are shown with their interval and nothing is said of a change."""
SMALLEST_CHANGE = 0.10
"""The smallest change of interest of a share: ten people in a hundred."""


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The share of people whose answers have one code, before and after.

    ``interval`` is that of after minus before for independent groups, the cautious choice when some people answered
    both times; ``q`` is the p-value of Fisher's exact test corrected over the codes tested together (BH).
    """

    category: str
    before: Figure
    after: Figure | None
    interval: Interval | None
    q: float | None
    verdict: Verdict


def share(tally: Tally, category: str) -> Figure:
    """Returns the share of people of one category, with Wilson's interval."""
    count = tally.count(category)
    return Figure(
        value=count / tally.n if tally.n else None,
        n=tally.n,
        unknown=tally.unknown,
        interval=wilson(count, tally.n) if tally.n else None,
        basis=Basis.SAMPLE,
        method=Method.WILSON,
        data_date=tally.data_date,
    )


def share_changes(before: Tally, after: Tally | None, *, tested: bool = True) -> list[ShareChange]:
    """Returns every category's share and its change.

    Without ``after``, or with ``tested`` false (used-mode is described, never tested), nothing is compared. Themes
    and words are many: their p-values are corrected together by Benjamini and Hochberg's procedure (1995).
    """
    compared = after is not None and tested and min(before.n, after.n) >= FEWEST_PEOPLE
    p_values = (
        [_fisher(before, after, category) for category in before.categories] if compared and after else []
    )
    corrected = benjamini_hochberg(p_values)
    changes = []
    for place, category in enumerate(before.categories):
        now = share(after, category) if after is not None else None
        if not compared or after is None:
            changes.append(ShareChange(category, share(before, category), now, None, None, Verdict.TOO_FEW))
            continue
        interval = difference(before.count(category), before.n, after.count(category), after.n)
        found = verdict(interval.low, interval.high, smallest=SMALLEST_CHANGE)
        if found in (Verdict.INCREASE, Verdict.DECREASE) and corrected[place] > 0.05:
            found = Verdict.INCONCLUSIVE
        changes.append(ShareChange(category, share(before, category), now, interval, corrected[place], found))
    return changes


def _fisher(before: Tally, after: Tally, category: str) -> float:
    from scipy.stats import fisher_exact

    a, c = before.count(category), after.count(category)
    return float(fisher_exact([[a, before.n - a], [c, after.n - c]])[1])
