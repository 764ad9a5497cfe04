"""Counts that cannot be counts are refused where they are made."""

import pytest

from survey.indicators.tally import PairedTable, Tally
from tests.survey.build import MOMENT


def test_counts_are_found_by_category_and_merged_by_groups() -> None:
    found = Tally(("a", "b", "c"), (3, 0, 5), 8, 2, MOMENT.now)
    assert found.count("c") == 5
    merged = found.merged({"ab": ("a", "b"), "c": ("c",)})
    assert (merged.categories, merged.counts, merged.n, merged.unknown) == (("ab", "c"), (3, 5), 8, 2)
    with pytest.raises(ValueError, match="not in tuple"):
        found.count("d")


@pytest.mark.parametrize(
    ("counts", "n", "unknown"),
    [((1,), 3, 0), ((1, -1), 3, 0), ((1, 4), 3, 0), ((1, 1), 3, -1), ((0, 0), -1, 0)],
)
def test_counts_that_cannot_be_are_refused(counts: tuple[int, ...], n: int, unknown: int) -> None:
    with pytest.raises(ValueError, match="count"):
        Tally(("a", "b"), counts, n, unknown, MOMENT.now)


def test_a_paired_table_counts_its_pairs() -> None:
    assert PairedTable(4, 3, 2, 1).n == 10
