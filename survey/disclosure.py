"""Small cells: merged first, then hidden, with nothing left from which a hidden one could be worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from survey.indicators.discourse import ShareChange
from survey.indicators.figure import Figure, Verdict
from survey.indicators.tally import Tally

INTERNAL = 5
PUBLIC = 11

MERGED_AGES: Mapping[str, tuple[str, ...]] = {
    "under_18": ("under_11", "11_14", "15_17"),
    "18_39": ("18_24", "25_39"),
    "40_59": ("40_59",),
    "60_plus": ("60_74", "75_plus"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A tally as it may be shown: None stands for a hidden count; ``unknown`` is hidden with the others if need be.

    ``merged`` is true when categories were put together first; ``hidden`` says how many cells are not shown.
    """

    categories: tuple[str, ...]
    counts: tuple[int | None, ...]
    n: int | None
    unknown: int | None
    merged: bool
    hidden: int

    def hides(self, category: str) -> bool:
        """True when the count of this category is not shown."""
        return self.counts[self.categories.index(category)] is None

    def rows(self) -> list[tuple[str, int | None]]:
        """Returns each category with its count."""
        return list(zip(self.categories, self.counts, strict=True))


def protect(
    tally: Tally, *, threshold: int, merge: Mapping[str, Sequence[str]] | None = None, exclusive: bool = True
) -> Shown:
    """Returns what may be shown of ``tally`` when no count from 1 to ``threshold`` - 1 may be known.

    Categories are merged by ``merge`` first when a cell is small. ``exclusive`` tells that counts and unknown add up
    to the published total, so that one hidden cell alone could be subtracted: a second one, the smallest that is
    large enough, is then hidden too. Counts that do not add up (themes) need no second one, but one that nearly
    everybody shares is hidden too: it would tell how few do not. A total below the threshold hides everything.
    """
    total = tally.n + tally.unknown if exclusive else tally.n
    merged = False
    if merge is not None and _small((*tally.counts, tally.unknown), threshold):
        tally, merged = tally.merged(merge), True
    if total < threshold:
        return Shown(tally.categories, (None,) * len(tally.counts), None, None, merged, len(tally.counts) + 1)
    cells = [*tally.counts, tally.unknown] if exclusive else list(tally.counts)
    hidden = {place for place, count in enumerate(cells) if 0 < count < threshold}
    if not exclusive:
        hidden |= {place for place, count in enumerate(cells) if 0 < total - count < threshold}
    if exclusive and hidden:
        hidden = _complement(cells, hidden, threshold)
    counts = tuple(None if place in hidden else count for place, count in enumerate(tally.counts))
    unknown_place = len(tally.counts)
    unknown_hidden = exclusive and unknown_place in hidden
    return Shown(
        categories=tally.categories,
        counts=counts,
        n=None if unknown_hidden else tally.n,
        unknown=None if unknown_hidden else tally.unknown,
        merged=merged,
        hidden=len(hidden),
    )


def protect_shares(tally: Tally, *, threshold: int, exclusive: bool = True) -> Shown:
    """Returns what may be shown of ``tally`` as shares, each printed with its n and its unknowns.

    As n is printed, hidden categories cover for one another and never for those unknown: how many people said
    nothing that counts here is told as it is.
    """
    shown = protect(replace(tally, unknown=0), threshold=threshold, exclusive=exclusive)
    return shown if shown.n is None else replace(shown, unknown=tally.unknown)


def _small(counts: Sequence[int], threshold: int) -> bool:
    return any(0 < count < threshold for count in counts)


def _complement(cells: Sequence[int], hidden: set[int], threshold: int) -> set[int]:
    """Returns the cells to hide so that what is hidden together is at least ``threshold`` and never one cell alone.

    A zero may be hidden as well: knowing that a cell is empty would give the other one away.
    """
    chosen = set(hidden)
    while len(chosen) < 2 or sum(cells[place] for place in chosen) < threshold:
        left = [place for place in range(len(cells)) if place not in chosen]
        if not left:
            break
        large = [place for place in left if cells[place] > 0] or left
        chosen.add(min(large, key=lambda place: cells[place]))
    return chosen


def protect_changes(changes: Sequence[ShareChange], before: Shown, after: Shown | None) -> list[ShareChange]:
    """Returns the changes without the shares of hidden counts: nor their intervals, tests or verdicts.

    The verdict goes as soon as one side is hidden: with the other share it would give the hidden one away. A side
    whose n is hidden shows nothing: a share and its interval would tell it. ``before`` and ``after`` are best made
    by :func:`protect_shares`.
    """
    return [_protected(change, before, after) for change in changes]


def _protected(change: ShareChange, before: Shown, after: Shown | None) -> ShareChange:
    first = _figure(change.before, before, change.category)
    second = _figure(change.after, after, change.category) if change.after is not None and after else None
    if first is change.before and second is change.after:
        return change
    return replace(change, before=first, after=second, interval=None, q=None, verdict=Verdict.TOO_FEW)


def _figure(figure: Figure, shown: Shown, category: str) -> Figure:
    if shown.n is None:
        return replace(figure, value=None, interval=None, n=None, unknown=None)
    return replace(figure, value=None, interval=None) if shown.hides(category) else figure


def may_filter(total: int, part: int, *, threshold: int) -> bool:
    """True when neither the part nor what it leaves of the total is small: their difference would be known too."""
    rest = total - part
    return (part == 0 or part >= threshold) and (rest == 0 or rest >= threshold)
