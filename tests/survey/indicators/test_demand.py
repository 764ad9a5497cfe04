"""The growth of a demand, against published values and what must always hold."""

from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.indicators.demand import Flow, growth, poisson_interval
from survey.indicators.figure import Interval, Verdict

COUNTS = st.integers(0, 400)
DAYS = st.floats(1, 2000)


def test_twenty_four_then_thirty_nine_over_equal_times() -> None:
    found = growth(Flow(24, 1), Flow(39, 1))
    assert found.ratio == 1.625
    assert (round(found.interval.low, 3), round(found.interval.high, 3)) == (0.953, 2.825)
    assert round(found.p_value, 3) == 0.077
    assert found.verdict is Verdict.INCONCLUSIVE


def test_the_exact_interval_of_a_count_of_seven() -> None:
    found = poisson_interval(7)
    assert (round(found.low, 3), round(found.high, 3)) == (2.814, 14.423)


def test_no_request_is_no_proof_of_no_demand() -> None:
    found = poisson_interval(0)
    assert (found.low, round(found.high, 3)) == (0.0, 3.689)


def test_twice_the_time_halves_the_ratio() -> None:
    equal, longer = growth(Flow(20, 100), Flow(44, 100)), growth(Flow(20, 100), Flow(44, 200))
    assert equal.ratio == pytest.approx(2.2)
    assert longer.ratio == pytest.approx(1.1)
    assert longer.interval.low == pytest.approx(equal.interval.low / 2)
    assert longer.interval.high == pytest.approx(equal.interval.high / 2)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (10, 40, Verdict.INCREASE),
        (40, 10, Verdict.DECREASE),
        (900, 905, Verdict.NO_LARGER),
        (10, 14, Verdict.INCONCLUSIVE),
        (0, 0, Verdict.INCONCLUSIVE),
        (0, 3, Verdict.INCONCLUSIVE),
        (0, 12, Verdict.INCREASE),
    ],
)
def test_what_may_be_said(before: int, after: int, expected: Verdict) -> None:
    assert growth(Flow(before, 365), Flow(after, 365)).verdict is expected


def test_growth_from_nothing_has_no_ratio_and_no_upper_end() -> None:
    found = growth(Flow(0, 90), Flow(6, 90))
    assert found.ratio is None
    assert found.interval.high == inf
    assert found.interval.low > 1
    nothing = growth(Flow(0, 90), Flow(0, 90))
    assert (nothing.interval, nothing.p_value) == (Interval(0.0, inf), 1.0)


@pytest.mark.parametrize(("count", "exposure"), [(-1, 1.0), (3, 0.0)])
def test_a_flow_that_cannot_be_is_refused(count: int, exposure: float) -> None:
    with pytest.raises(ValueError, match="a count from 0"):
        Flow(count, exposure)


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_the_ratio_lies_in_its_interval_and_the_p_value_agrees_with_it(
    before: int, after: int, first: float, second: float
) -> None:
    found = growth(Flow(before, first), Flow(after, second))
    if found.ratio is not None:
        assert found.interval.low <= found.ratio * (1 + 1e-9)
        assert found.ratio <= found.interval.high * (1 + 1e-9)
    assert 0 <= found.p_value <= 1
    near = isclose(found.p_value, 0.05, rel_tol=1e-6)
    assert near or (found.interval.low > 1 or found.interval.high < 1) == (found.p_value < 0.05)


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_turning_time_round_turns_the_ratio_over(
    before: int, after: int, first: float, second: float
) -> None:
    there, back = (
        growth(Flow(before, first), Flow(after, second)),
        growth(Flow(after, second), Flow(before, first)),
    )
    assert there.p_value == pytest.approx(back.p_value)
    if there.interval.low > 0:
        assert there.interval.low * back.interval.high == pytest.approx(1)
