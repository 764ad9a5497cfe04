"""Several tests read together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from survey.indicators.multiplicity import benjamini_hochberg, holm

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_holm_multiplies_the_smallest_by_all_and_the_next_by_one_less() -> None:
    assert holm([0.01, 0.04, 0.03]) == [pytest.approx(0.03), pytest.approx(0.06), pytest.approx(0.06)]


def test_benjamini_hochberg_corrects_the_fifteen_p_values_of_its_paper() -> None:
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]
    kept = [p for p, q in zip(p_values, benjamini_hochberg(p_values), strict=True) if q <= 0.05]
    assert kept == p_values[:4]
    assert [p for p, q in zip(p_values, holm(p_values), strict=True) if q <= 0.05] == p_values[:3]


@given(P_VALUES)
def test_corrections_are_their_definitions_worked_out_the_long_way(p_values: list[float]) -> None:
    total, ordered = len(p_values), sorted(p_values)
    steps = [min(p * (total - rank), 1.0) for rank, p in enumerate(ordered)]
    rates = [min(p * total / rank, 1.0) for rank, p in enumerate(ordered, start=1)]
    down = [max(steps[: rank + 1]) for rank in range(total)]
    up = [min(rates[rank:]) for rank in range(total)]
    assert sorted(holm(p_values)) == pytest.approx(down)
    assert sorted(benjamini_hochberg(p_values)) == pytest.approx(up)


@pytest.mark.parametrize(
    "p_values", [[0.04, 0.01, 0.03, 0.005], [0.5, 0.5, 0.5], [0.001, 0.2, 0.04, 0.04, 0.9]]
)
def test_corrections_keep_their_places_as_those_of_statsmodels_do(p_values: list[float]) -> None:
    assert holm(p_values) == pytest.approx(list(multipletests(p_values, method="holm")[1]))
    assert benjamini_hochberg(p_values) == pytest.approx(list(multipletests(p_values, method="fdr_bh")[1]))


@given(P_VALUES)
def test_a_correction_never_helps_and_holm_is_the_harder_one(p_values: list[float]) -> None:
    for p, hard, soft in zip(p_values, holm(p_values), benjamini_hochberg(p_values), strict=True):
        assert p - 1e-12 <= soft <= hard + 1e-12 <= 1 + 2e-12


def test_no_test_needs_no_correction() -> None:
    assert (holm([]), benjamini_hochberg([])) == ([], [])
    assert (holm([0.03]), benjamini_hochberg([0.03])) == ([0.03], [0.03])
