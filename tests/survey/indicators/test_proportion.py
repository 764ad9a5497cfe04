"""Shares and their differences, against the papers they come from and against other programs."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from survey.indicators.proportion import (
    difference,
    mcnemar_exact,
    mcnemar_mid_p,
    paired_difference,
    phi_corrected,
    wilson,
)
from survey.indicators.tally import PairedTable

TABLES = st.builds(PairedTable, *(st.integers(0, 40),) * 4)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_score_interval_of_newcombe_1998_table_1(
    count: int, n: int, low: float, high: float
) -> None:
    found = wilson(count, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_every_share_of_up_to_thirty_people_has_the_interval_of_statsmodels() -> None:
    for n in range(1, 31):
        for count in range(n + 1):
            low, high = proportion_confint(count, n, method="wilson")
            found = wilson(count, n)
            assert (found.low, found.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_a_share_of_nobody_may_be_anything() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)


@pytest.mark.parametrize(
    ("count_1", "n_1", "count_2", "n_2", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10; there p1 - p2, here 2 minus 1.
        (48, 80, 56, 70, 0.0524, 0.3339),
        (3, 10, 9, 10, 0.1705, 0.8090),
        (0, 10, 0, 20, -0.2775, 0.1611),
        (0, 10, 10, 10, 0.6075, 1.0),
        (0, 10, 0, 10, -0.2775, 0.2775),
    ],
)
def test_independent_groups_have_the_interval_of_newcombe(
    count_1: int, n_1: int, count_2: int, n_2: int, low: float, high: float
) -> None:
    found = difference(count_1, n_1, count_2, n_2)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_independent_groups_have_the_interval_of_statsmodels() -> None:
    for count_1, count_2 in product(range(0, 13, 3), range(0, 16, 3)):
        low, high = confint_proportions_2indep(count_2, 15, count_1, 12, method="newcomb", compare="diff")
        found = difference(count_1, 12, count_2, 15)
        assert (found.low, found.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_a_difference_with_nobody_on_a_side_may_be_anything() -> None:
    assert (difference(0, 0, 3, 5).low, difference(0, 0, 3, 5).high) == (-1, 1)
    assert (difference(3, 5, 0, 0).low, difference(3, 5, 0, 0).high) == (-1, 1)


@pytest.mark.parametrize(
    ("table", "change", "low", "high"),
    [
        (PairedTable(1, 1, 7, 12), -0.2857, -0.5069, -0.0256),
        (PairedTable(40, 10, 25, 45), -0.1250, -0.2169, -0.0290),
    ],
)
def test_paired_answers_have_the_interval_worked_out_by_hand(
    table: PairedTable, change: float, low: float, high: float
) -> None:
    found = paired_difference(table)
    assert (table.lost - table.gained) / table.n == pytest.approx(change, abs=5e-5)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_the_correlation_of_a_paired_table_is_corrected_for_continuity() -> None:
    assert phi_corrected(PairedTable(40, 10, 25, 45)) == pytest.approx(0.4212, abs=5e-5)


def test_a_weak_agreement_is_corrected_to_none_and_a_disagreement_is_left_as_it_is() -> None:
    assert phi_corrected(PairedTable(6, 5, 5, 6)) == 0  # ad - bc = 11, half of n = 11
    assert phi_corrected(PairedTable(2, 6, 7, 3)) == pytest.approx((6 - 42) / (8 * 10 * 9 * 9) ** 0.5)
    assert phi_corrected(PairedTable(5, 0, 0, 0)) == 0


@given(TABLES)
def test_turning_before_and_after_round_turns_the_interval_round(table: PairedTable) -> None:
    found = paired_difference(table)
    turned = paired_difference(PairedTable(table.both, table.gained, table.lost, table.neither))
    assert (turned.low, turned.high) == (pytest.approx(-found.high), pytest.approx(-found.low))


@given(TABLES.filter(lambda table: table.n > 0))
def test_the_interval_of_a_paired_difference_holds_it(table: PairedTable) -> None:
    found = paired_difference(table)
    change = (table.lost - table.gained) / table.n
    assert -1 - 1e-9 <= found.low <= change + 1e-12
    assert change - 1e-12 <= found.high <= 1 + 1e-9


def test_the_exact_test_and_its_mid_p_are_those_worked_out_by_hand() -> None:
    assert mcnemar_exact(10, 25) == pytest.approx(0.01667, abs=5e-6)
    assert mcnemar_mid_p(10, 25) == pytest.approx(0.01133, abs=5e-6)


def test_the_exact_test_is_that_of_statsmodels_whoever_changed() -> None:
    for lost, gained in product(range(9), range(9)):
        expected = mcnemar([[5, lost], [gained, 5]], exact=True).pvalue if lost + gained else 1.0
        assert mcnemar_exact(lost, gained) == pytest.approx(min(expected, 1.0))
        assert mcnemar_exact(lost, gained) == mcnemar_exact(gained, lost)


def test_the_mid_p_is_the_mid_p_of_a_binomial_tail() -> None:
    for lost, gained in product(range(9), range(9)):
        if lost == gained:
            continue
        changed, fewer = lost + gained, min(lost, gained)
        upper = binomtest(fewer, changed, alternative="less").pvalue
        below = binomtest(fewer - 1, changed, alternative="less").pvalue if fewer else 0.0
        assert mcnemar_mid_p(lost, gained) == pytest.approx(upper + below)


def test_as_many_lost_as_gained_is_no_evidence_of_a_change() -> None:
    assert mcnemar_exact(4, 4) == 1
    assert mcnemar_mid_p(4, 4) == pytest.approx(1 - 70 / 256 / 2)
    assert (mcnemar_exact(0, 0), mcnemar_mid_p(0, 0)) == (1, 1)
