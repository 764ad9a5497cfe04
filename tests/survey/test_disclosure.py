"""What is shown never tells a small count: not by itself, not by subtraction, not through another view."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from survey.disclosure import (
    INTERNAL,
    MERGED_AGES,
    PUBLIC,
    may_filter,
    protect,
    protect_changes,
    protect_shares,
)
from survey.indicators.discourse import ShareChange, share_changes
from survey.indicators.figure import Verdict
from survey.indicators.tally import Tally
from survey.roles import AGE_BANDS
from tests.survey.build import MOMENT

THRESHOLDS = st.sampled_from([INTERNAL, PUBLIC])
COUNTS = st.integers(0, 14) | st.integers(0, 40)


def tally(counts: Sequence[int], unknown: int = 0, *, n: int | None = None) -> Tally:
    names = tuple("abcdefgh"[: len(counts)])
    return Tally(names, tuple(counts), sum(counts) if n is None else n, unknown, MOMENT.now)


@st.composite
def exclusive(draw: st.DrawFn, categories: int | None = None) -> Tally:
    """Counts that add up, with people whose category is not known."""
    size = categories or draw(st.integers(1, 8))
    counts = draw(st.lists(COUNTS, min_size=size, max_size=size))
    return tally(counts, draw(COUNTS))


@st.composite
def overlapping(draw: st.DrawFn, categories: int | None = None) -> Tally:
    """Counts of which one person may be in several."""
    size = categories or draw(st.integers(1, 8))
    n = draw(COUNTS)
    counts = draw(st.lists(st.integers(0, n), min_size=size, max_size=size))
    return tally(counts, draw(COUNTS), n=n)


def small(count: int | None, threshold: int) -> bool:
    return count is not None and 0 < count < threshold


@given(exclusive(), THRESHOLDS)
def test_no_small_count_is_shown(found: Tally, threshold: int) -> None:
    shown = protect(found, threshold=threshold)
    assert not any(small(count, threshold) for count in (*shown.counts, shown.unknown, shown.n))
    for category, count in shown.rows():
        assert count in (None, found.count(category))
    assert shown.unknown in (None, found.unknown)
    assert shown.n in (None, found.n)


@given(exclusive(), THRESHOLDS)
def test_what_is_hidden_is_never_one_small_count_alone(found: Tally, threshold: int) -> None:
    shown = protect(found, threshold=threshold)
    cells = [*found.counts, found.unknown]
    hidden = [cell for cell, seen in zip(cells, [*shown.counts, shown.unknown], strict=True) if seen is None]
    total = found.n + found.unknown
    if total >= threshold:  # the total is published: less what is shown, it leaves the sum of what is hidden
        assert not hidden or (len(hidden) >= 2 and sum(hidden) >= threshold)
        assert shown.hidden == len(hidden)
    else:
        assert hidden == cells
        assert shown.n is None


@given(exclusive(), THRESHOLDS)
def test_nothing_is_hidden_without_need(found: Tally, threshold: int) -> None:
    shown = protect(found, threshold=threshold)
    if not any(small(count, threshold) for count in (*found.counts, found.unknown)):
        total = found.n + found.unknown
        assert total < threshold or (shown.counts, shown.n, shown.hidden) == (found.counts, found.n, 0)


def test_a_second_count_hides_the_first_and_is_the_smallest_that_is_large_enough() -> None:
    assert protect(tally([30, 12, 3, 9], 20), threshold=5).counts == (30, 12, None, None)
    assert protect(tally([30, 3, 2, 9], 20), threshold=5).counts == (30, None, None, 9)
    shown = protect(tally([30, 12, 9], 2), threshold=5)
    assert (shown.counts, shown.n, shown.unknown, shown.hidden) == ((30, 12, None), None, None, 2)


@given(exclusive(), THRESHOLDS)
def test_an_empty_category_is_said_to_be_empty(found: Tally, threshold: int) -> None:
    shown = protect(found, threshold=threshold)
    if found.n + found.unknown >= threshold:
        assert all(shown.counts[place] == 0 for place, count in enumerate(found.counts) if count == 0)


def test_a_total_under_the_threshold_hides_everything() -> None:
    shown = protect(tally([2, 0], 2), threshold=5)
    assert (shown.counts, shown.n, shown.unknown) == ((None, None), None, None)
    assert shown.hides("b")


AGES = st.lists(COUNTS, min_size=8, max_size=8)


@given(AGES, COUNTS, THRESHOLDS)
def test_ages_are_merged_as_soon_as_one_band_is_small(
    counts: list[int], unknown: int, threshold: int
) -> None:
    found = Tally(AGE_BANDS, tuple(counts), sum(counts), unknown, MOMENT.now)
    shown = protect(found, threshold=threshold, merge=MERGED_AGES)
    assert shown.merged == any(small(count, threshold) for count in (*counts, unknown))
    assert shown.categories == (tuple(MERGED_AGES) if shown.merged else AGE_BANDS)


@given(AGES, COUNTS, THRESHOLDS)
def test_no_small_band_can_be_worked_out_of_merged_bands(
    counts: list[int], unknown: int, threshold: int
) -> None:
    found = Tally(AGE_BANDS, tuple(counts), sum(counts), unknown, MOMENT.now)
    shown = protect(found, threshold=threshold, merge=MERGED_AGES)
    if not shown.merged:
        return
    for group, bands in MERGED_AGES.items():
        if shown.hides(group):
            continue
        (count,) = [count for name, count in shown.rows() if name == group]
        assert not small(count, threshold)
        # A merged band that is shown holds a small one only beside another that covers it.
        assert len(bands) > 1 or not small(found.count(bands[0]), threshold)
    hidden = [group for group in MERGED_AGES if shown.hides(group)]
    cells = [sum(found.count(band) for band in MERGED_AGES[group]) for group in hidden]
    cells += [unknown] if shown.unknown is None else []
    assert not cells or shown.n is None or sum(cells) >= threshold
    assert len(cells) != 1


@given(AGES, COUNTS)
def test_the_public_view_beside_the_internal_one_tells_nothing_more(counts: list[int], unknown: int) -> None:
    """A count that the internal view hides is not in the public one, alone or as the rest of a merged band."""
    found = Tally(AGE_BANDS, tuple(counts), sum(counts), unknown, MOMENT.now)
    internal = protect(found, threshold=INTERNAL, merge=MERGED_AGES)
    public = protect(found, threshold=PUBLIC, merge=MERGED_AGES)
    assert public.merged or not internal.merged
    if internal.merged:
        for group in MERGED_AGES:
            cells = sum(found.count(band) for band in MERGED_AGES[group])
            if small(cells, INTERNAL):
                assert internal.hides(group)
                assert public.hides(group)


@given(overlapping(), THRESHOLDS)
def test_of_counts_that_overlap_none_tells_a_small_group_or_a_small_rest(
    found: Tally, threshold: int
) -> None:
    for shown in (
        protect(found, threshold=threshold, exclusive=False),
        protect_shares(found, threshold=threshold, exclusive=False),
    ):
        assert not small(shown.n, threshold)
        for category, count in shown.rows():
            assert count in (None, found.count(category))
            if count is not None and shown.n is not None:
                assert not small(count, threshold)
                assert not small(shown.n - count, threshold)
            if small(found.count(category), threshold):
                assert count is None


def test_an_answer_that_nearly_everybody_gives_would_tell_who_does_not() -> None:
    # 28 of 30 say that nobody treated them worse: two people were.
    shown = protect_shares(tally([28, 2, 1], n=30), threshold=PUBLIC, exclusive=False)
    assert shown.counts == (None, None, None)
    assert protect_shares(tally([19, 12, 0], n=30), threshold=PUBLIC, exclusive=False).counts == (19, 12, 0)


@given(exclusive(), THRESHOLDS)
def test_shares_printed_with_their_n_cover_for_one_another(found: Tally, threshold: int) -> None:
    shown = protect_shares(found, threshold=threshold)
    hidden = [found.count(category) for category, count in shown.rows() if count is None]
    if shown.n is None:
        assert found.n < threshold
        assert shown.unknown is None
        assert len(hidden) == len(found.counts)
    else:
        assert (shown.n, shown.unknown) == (found.n, found.unknown)
        assert not any(small(count, threshold) for count in shown.counts)
        assert not hidden or (len(hidden) >= 2 and sum(hidden) >= threshold)


def printed(change: ShareChange) -> list[float | int | None]:
    """Every number of a side that a page prints."""
    figures = [figure for figure in (change.before, change.after) if figure is not None]
    return [number for figure in figures for number in (figure.value, figure.n, figure.unknown)]


@st.composite
def two_tallies(draw: st.DrawFn) -> tuple[Tally, Tally, bool]:
    adds_up = draw(st.booleans())
    kind = exclusive if adds_up else overlapping
    size = draw(st.integers(1, 6))
    return draw(kind(size)), draw(kind(size)), adds_up


@given(two_tallies(), THRESHOLDS)
def test_changes_say_nothing_that_a_hidden_count_would_follow_from(
    two: tuple[Tally, Tally, bool], threshold: int
) -> None:
    before, after, adds_up = two
    shown = [protect_shares(each, threshold=threshold, exclusive=adds_up) for each in (before, after)]
    changes = protect_changes(share_changes(before, after), *shown)
    assert [change.category for change in changes] == list(before.categories)
    for change in changes:
        for figure, found, seen in zip((change.before, change.after), (before, after), shown, strict=True):
            assert figure is not None
            assert not small(figure.n, threshold)
            if seen.hides(change.category):
                assert (figure.value, figure.interval) == (None, None)
            if figure.value is not None:
                assert figure.n == found.n
                count = round(figure.value * found.n)
                assert not small(count, threshold)
                assert adds_up or not small(found.n - count, threshold)
        if any(seen.hides(change.category) for seen in shown):
            assert (change.interval, change.q, change.verdict) == (None, None, Verdict.TOO_FEW)
    if adds_up:
        for side, found in enumerate((before, after)):
            figures = [(change.before, change.after)[side] for change in changes]
            told = [figure.value for figure in figures if figure is not None and figure.value is not None]
            rest = found.n - round(sum(told) * found.n)
            assert len(told) in (0, len(figures)) or rest == 0 or rest >= threshold


def test_a_side_with_few_people_does_not_even_tell_how_many() -> None:
    before, after = tally([20, 20]), tally([2, 1], 30)
    shown = [protect_shares(each, threshold=5) for each in (before, after)]
    first, second = protect_changes(share_changes(before, after), *shown)
    assert printed(first) == [0.5, 40, 0, None, None, None]
    assert printed(second) == [0.5, 40, 0, None, None, None]


def test_a_change_with_nothing_hidden_is_left_as_it_is() -> None:
    before, after = tally([60, 40]), tally([20, 80])
    changes = share_changes(before, after)
    shown = [protect_shares(each, threshold=5) for each in (before, after)]
    assert protect_changes(changes, *shown) == changes
    assert changes[0].verdict is Verdict.DECREASE


def test_the_verdict_goes_with_the_side_that_is_hidden() -> None:
    before, after = tally([60, 40]), tally([97, 3])
    changes = protect_changes(
        share_changes(before, after),
        protect_shares(before, threshold=5),
        protect_shares(after, threshold=5),
    )
    for change in changes:
        assert change.before.value is not None
        assert change.after is not None
        assert change.after.value is None
        assert (change.interval, change.q, change.verdict) == (None, None, Verdict.TOO_FEW)


def test_one_collection_alone_is_protected_too() -> None:
    before = tally([3, 40])
    (first, second) = protect_changes(share_changes(before, None), protect_shares(before, threshold=5), None)
    assert (first.before.value, first.after, second.before.value) == (None, None, None)


@given(st.integers(0, 60), st.integers(0, 60), THRESHOLDS)
def test_a_filter_is_offered_only_when_neither_part_nor_rest_is_small(
    part: int, rest: int, threshold: int
) -> None:
    allowed = may_filter(part + rest, part, threshold=threshold)
    assert allowed == (not small(part, threshold) and not small(rest, threshold))
    assert allowed == may_filter(part + rest, rest, threshold=threshold)


def test_a_threshold_of_one_merges_and_hides_nothing() -> None:
    shown = protect(tally([1, 2], 1), threshold=1, merge={"all": ("a", "b")})
    assert (shown.counts, shown.n, shown.unknown, shown.merged, shown.hidden) == ((1, 2), 3, 1, False, 0)
