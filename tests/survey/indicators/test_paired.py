"""The change of a score in the same people."""

from itertools import product
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, ttest_rel, wilcoxon

from survey.indicators.figure import Verdict
from survey.indicators.paired import (
    FEWEST_PAIRS,
    exact_p,
    matched_rank_biserial,
    paired_change,
    standardised_difference,
)
from survey.indicators.tally import Scores
from tests.survey.build import MOMENT

FIFTHS = st.integers(-8, 8).map(lambda steps: steps / 20)


def scores(
    pairs: list[tuple[float, float]], only_before: tuple[float, ...] = (), only_after: tuple[float, ...] = ()
) -> Scores:
    return Scores(tuple(pairs), only_before, only_after, MOMENT.now)


def flipped(differences: list[float]) -> float:
    """The exact p-value by going through every way to flip signs."""
    seen = abs(sum(differences))
    ways = list(product((1, -1), repeat=len(differences)))
    extreme = [
        signs
        for signs in ways
        if abs(sum(sign * value for sign, value in zip(signs, differences, strict=True))) >= seen - 1e-9
    ]
    return len(extreme) / len(ways)


@given(st.lists(FIFTHS, min_size=1, max_size=9))
def test_the_exact_p_value_counts_every_way_to_flip_signs(differences: list[float]) -> None:
    assert exact_p(differences) == pytest.approx(flipped(differences))


@given(st.lists(st.sampled_from([1 / 3, -1 / 3, 0.25, -0.25, 1 / 7, -2 / 9, 0.6, -1.0]), max_size=8))
def test_scores_over_odd_numbers_of_items_are_counted_exactly_too(differences: list[float]) -> None:
    assert exact_p(differences) == pytest.approx(flipped(differences))


def test_the_exact_p_value_is_that_of_fisher_for_darwin_s_plants() -> None:
    # Fisher, The Design of Experiments (1935), section 21: 1,726 of the 32,768 ways are as extreme.
    darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    assert exact_p([value / 100 for value in darwin]) == pytest.approx(1726 / 32768)


def test_people_who_did_not_change_say_nothing_for_or_against() -> None:
    assert exact_p([0.2, 0.2, 0.2, 0.2, 0.2]) == exact_p([0.2, 0.0, 0.2, 0.2, 0.0, 0.2, 0.2]) == 2 / 32
    assert exact_p([]) == exact_p([0.0, 0.0]) == 1


def test_a_difference_too_small_to_be_one_is_none() -> None:
    assert exact_p([1e-7, -1e-8]) == 1


def test_many_pairs_with_odd_denominators_are_still_near_exact() -> None:
    differences = [((place * 7919) % 211 - 95) / (97 + place % 5) for place in range(200)]
    mean = sum(differences) / 200
    spread = sqrt(sum(value**2 for value in differences))
    assert exact_p(differences) == pytest.approx(2 * norm.sf(abs(mean * 200) / spread), abs=0.01)


@given(st.lists(FIFTHS, min_size=3, max_size=20).filter(any))
def test_the_effect_size_comes_from_the_rank_sums_of_pratt(differences: list[float]) -> None:
    pratt = wilcoxon(differences, zero_method="pratt", alternative="greater", method="asymptotic").statistic
    turned = wilcoxon(
        [-value for value in differences], zero_method="pratt", alternative="greater", method="asymptotic"
    ).statistic
    assert matched_rank_biserial(differences) == pytest.approx((pratt - turned) / (pratt + turned))


def test_the_effect_size_goes_from_everybody_down_to_everybody_up() -> None:
    assert matched_rank_biserial([0.1, 0.2, 0.4]) == 1
    assert matched_rank_biserial([-0.1, -0.2, -0.4]) == -1
    assert matched_rank_biserial([0.0, 0.0]) == 0
    assert matched_rank_biserial([0.0, 0.1, -0.2, 0.2]) == pytest.approx((2 + 3.5 - 3.5) / 9)


def test_a_change_has_the_interval_of_the_paired_t_test() -> None:
    pairs = [(0.2 + (place % 5) / 10, 0.3 + (place % 7) / 10) for place in range(40)]
    found = paired_change(scores(pairs))
    expected = ttest_rel([after for _, after in pairs], [before for before, _ in pairs])
    interval = expected.confidence_interval(0.95)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(interval.low)
    assert found.interval.high == pytest.approx(interval.high)
    assert found.d_z == pytest.approx(expected.statistic / sqrt(40))
    assert found.before == pytest.approx(sum(before for before, _ in pairs) / 40)
    assert found.after == pytest.approx(sum(after for _, after in pairs) / 40)
    assert found.verdict is Verdict.INCREASE


def test_below_thirty_pairs_nothing_is_filled_in_but_counts() -> None:
    found = paired_change(scores([(0.1, 0.9)] * (FEWEST_PAIRS - 1), (0.5,) * 3, (0.4,) * 2))
    assert (found.pairs, found.lost, found.joined) == (29, 3, 2)
    assert found.verdict is Verdict.TOO_FEW
    assert [found.before, found.after, found.interval, found.p, found.d_z, found.rank_biserial] == [None] * 6


def test_thirty_pairs_are_tested() -> None:
    pairs = [(0.2, 0.4 + (place % 3) / 10) for place in range(FEWEST_PAIRS)]
    assert paired_change(scores(pairs)).verdict is Verdict.INCREASE
    turned = [(after, before) for before, after in pairs]
    assert paired_change(scores(turned)).verdict is Verdict.DECREASE


def test_small_changes_both_ways_are_no_change_larger_than_a_twentieth() -> None:
    pairs = [(0.5, 0.5 + (-1) ** place * 0.05) for place in range(60)]
    assert paired_change(scores(pairs)).verdict is Verdict.NO_LARGER


def test_large_changes_both_ways_conclude_nothing() -> None:
    pairs = [(0.5, 0.5 + (-1) ** place * 0.4) for place in range(40)]
    found = paired_change(scores(pairs))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.p == 1


def test_everybody_changing_alike_has_no_spread_to_measure_the_change_by() -> None:
    pairs = [(0.2, 0.3), (0.5, 0.6), (0.6, 0.7)] * 10
    found = paired_change(scores(pairs))
    assert found.verdict is Verdict.INCREASE
    assert found.d_z is None
    nothing = paired_change(scores([(0.4, 0.4)] * 30))
    assert nothing.verdict is Verdict.NO_LARGER
    assert nothing.d_z == 0


def test_people_lost_who_answered_otherwise_are_seen() -> None:
    kept = [(0.6 + (place % 3) / 10, 0.7) for place in range(12)]
    found = paired_change(scores(kept, (0.2, 0.3, 0.4, 0.3, 0.2)))
    assert found.attrition is not None
    assert found.attrition > 2


def test_the_standardised_difference_divides_by_the_mean_of_both_variances() -> None:
    kept, lost = [0.0, 0.5, 1.0, 0.5, 0.5], [0.25, 0.25, 0.75, 0.25, 0.0]
    assert standardised_difference(kept, lost) == pytest.approx(0.2 / sqrt((0.125 + 0.075) / 2))
    assert standardised_difference(lost, kept) == pytest.approx(-0.2 / sqrt((0.125 + 0.075) / 2))


def test_fewer_than_five_people_on_a_side_are_not_compared() -> None:
    assert standardised_difference([0.1] * 4, [0.1] * 9) is None
    assert standardised_difference([0.1] * 9, [0.1] * 4) is None


def test_two_sides_without_spread_differ_by_nothing_or_beyond_measure() -> None:
    assert standardised_difference([0.3] * 5, [0.3] * 6) == 0
    assert standardised_difference([0.2] * 5, [0.8] * 6) == float("-inf")
