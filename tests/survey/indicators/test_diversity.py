"""Diversity of counts, against values worked out by hand and against other programs."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.indicators.diversity import blau_interval, diversity

COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=9).filter(lambda counts: sum(counts) >= 2)


@pytest.mark.parametrize(
    ("counts", "blau", "unbiased", "shannon", "miller_madow", "evenness", "blau_error", "shannon_error"),
    [
        ([18, 12], 0.4800, 0.49655, 0.67301, 0.68968, 0.97095, 0.03578, 0.03627),
        ([10, 10, 6, 4], 0.7200, 0.74483, 1.32295, 1.37295, 0.95431, 0.02839, 0.06159),
    ],
)
def test_indices_are_those_worked_out_by_hand(
    counts: list[int],
    blau: float,
    unbiased: float,
    shannon: float,
    miller_madow: float,
    evenness: float,
    blau_error: float,
    shannon_error: float,
) -> None:
    found = diversity(counts)
    assert found.n == 30
    assert found.blau == pytest.approx(blau, abs=5e-6)
    assert found.blau_unbiased == pytest.approx(unbiased, abs=5e-6)
    assert found.shannon == pytest.approx(shannon, abs=5e-6)
    assert found.miller_madow == pytest.approx(miller_madow, abs=5e-6)
    assert found.evenness == pytest.approx(evenness, abs=5e-6)
    assert found.blau_error == pytest.approx(blau_error, abs=5e-6)
    assert found.shannon_error == pytest.approx(shannon_error, abs=5e-6)


def test_the_normalised_index_divides_by_its_largest_value_and_stops_at_one() -> None:
    assert diversity([10, 10, 6, 4]).blau_normalised == pytest.approx(0.744828 / 0.75, abs=1e-6)
    assert diversity([5, 5]).blau_unbiased == pytest.approx(5 / 9)
    assert diversity([5, 5]).blau_normalised == 1.0


def test_an_empty_category_counts_in_what_could_have_been_and_not_in_the_correction() -> None:
    without, with_empty = diversity([18, 12]), diversity([18, 12, 0])
    assert with_empty.shannon == without.shannon
    assert with_empty.miller_madow == without.miller_madow
    assert with_empty.evenness == pytest.approx(without.shannon / log(3))
    assert with_empty.blau_normalised == pytest.approx(without.blau_unbiased / (2 / 3))


def test_one_public_alone_has_no_diversity() -> None:
    found = diversity([30, 0, 0])
    assert (found.blau, found.blau_unbiased, found.shannon, found.evenness) == (0, 0, 0, 0)
    assert (found.blau_error, found.shannon_error) == (0, 0)


@given(COUNTS)
def test_indices_stay_within_their_bounds(counts: list[int]) -> None:
    found = diversity(counts)
    k = len(counts)
    assert -1e-12 <= found.blau <= 1 - 1 / k + 1e-12
    assert found.blau - 1e-12 <= found.blau_unbiased <= 1
    assert 0 <= found.blau_normalised <= 1
    assert -1e-12 <= found.evenness <= 1 + 1e-12
    assert found.blau_error >= 0
    assert found.shannon_error >= 0


@given(COUNTS)
def test_the_order_of_categories_does_not_matter(counts: list[int]) -> None:
    shuffled = sorted(counts)
    assert diversity(shuffled).blau == pytest.approx(diversity(counts).blau)
    assert diversity(shuffled).shannon == pytest.approx(diversity(counts).shannon)


@pytest.mark.parametrize("counts", [[], [5], [1, 0], [0, 0]])
def test_fewer_than_two_people_or_categories_have_no_diversity(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="two people and two categories"):
        diversity(counts)


def test_nothing_is_said_of_the_interval_below_five_people() -> None:
    assert blau_interval([2, 2]) is None
    assert blau_interval([3, 2]) is not None


@pytest.mark.parametrize("counts", [[3, 2], [12, 8], [18, 12], [10, 10, 6, 4], [120, 80, 60]])
def test_the_interval_holds_the_value_and_is_the_same_each_time(counts: list[int]) -> None:
    found = blau_interval(counts)
    assert found is not None
    assert 0 <= found.low < diversity(counts).blau < found.high <= 1
    assert blau_interval(counts) == found


def test_more_people_make_the_interval_narrower() -> None:
    few, many = blau_interval([12, 8]), blau_interval([120, 80])
    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 2


def test_a_large_interval_is_near_the_one_of_the_standard_error() -> None:
    counts = [400, 250, 150, 200]
    found, index = blau_interval(counts), diversity(counts)
    assert found is not None
    assert found.low == pytest.approx(index.blau - 1.96 * index.blau_error, abs=0.004)
    assert found.high == pytest.approx(index.blau + 1.96 * index.blau_error, abs=0.004)


def test_thirty_people_of_one_public_have_an_interval_of_nothing() -> None:
    found = blau_interval([30, 0])
    assert found is not None
    assert (found.low, found.high) == (0, 0)
