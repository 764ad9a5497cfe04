"""How shares of people change between two collections, and what may be said of it."""

import pytest
from scipy.stats import fisher_exact

from survey.indicators.discourse import FEWEST_PEOPLE, SMALLEST_CHANGE, share, share_changes
from survey.indicators.figure import Basis, Method, Verdict, verdict
from survey.indicators.proportion import difference, wilson
from survey.indicators.tally import Tally
from tests.survey.build import MOMENT


def tally(n: int, *counts: int, unknown: int = 0) -> Tally:
    return Tally(tuple("abcdefgh"[: len(counts)]), counts, n, unknown, MOMENT.now)


def test_a_share_is_printed_with_all_that_defends_it() -> None:
    found = share(tally(40, 10, 30, unknown=5), "a")
    assert (found.value, found.n, found.unknown) == (0.25, 40, 5)
    assert found.interval == wilson(10, 40)
    assert (found.basis, found.method, found.data_date) == (Basis.SAMPLE, Method.WILSON, MOMENT.now)


def test_a_share_of_nobody_has_no_value() -> None:
    assert share(tally(0, 0, 0), "a").value is None


def test_a_change_has_the_interval_of_two_groups_and_the_exact_test_of_fisher() -> None:
    (found,) = share_changes(tally(100, 60), tally(80, 20))
    assert found.interval == difference(60, 100, 20, 80)
    assert found.q == pytest.approx(fisher_exact([[60, 40], [20, 60]])[1])
    assert found.verdict is Verdict.DECREASE
    (found,) = share_changes(tally(80, 20), tally(100, 60))
    assert found.verdict is Verdict.INCREASE


def test_tests_read_together_are_corrected_together() -> None:
    before, after = tally(100, 30, 50, 50, 50, 50, 50), tally(100, 45, 50, 50, 50, 50, 50)
    alone = share_changes(tally(100, 30), tally(100, 45))[0]
    among_six = share_changes(before, after)[0]
    assert alone.q is not None
    assert among_six.q is not None
    assert among_six.q == pytest.approx(min(6 * alone.q, 1.0))
    assert alone.verdict is Verdict.INCREASE
    assert among_six.verdict is Verdict.INCONCLUSIVE
    assert among_six.interval == alone.interval


def test_below_thirty_people_on_a_side_nothing_is_said() -> None:
    few, enough = tally(FEWEST_PEOPLE - 1, 20), tally(FEWEST_PEOPLE, 1)
    for before, after in ((few, enough), (enough, few)):
        (found,) = share_changes(before, after)
        assert (found.interval, found.q, found.verdict) == (None, None, Verdict.TOO_FEW)
        assert found.before.interval is not None
        assert found.after is not None
        assert found.after.value == after.count("a") / after.n
    (found,) = share_changes(enough, tally(FEWEST_PEOPLE, 20))
    assert found.verdict is Verdict.INCREASE


def test_what_is_only_described_is_never_tested() -> None:
    (found,) = share_changes(tally(200, 180), tally(200, 10), tested=False)
    assert (found.interval, found.q, found.verdict) == (None, None, Verdict.TOO_FEW)
    assert found.before.value == 0.9
    assert found.after is not None
    assert found.after.value == 0.05


def test_one_collection_alone_has_shares_and_no_change() -> None:
    (first, second) = share_changes(tally(50, 20, 30), None)
    assert (first.after, first.interval, first.q, first.verdict) == (None, None, None, Verdict.TOO_FEW)
    assert second.before.value == 0.6


def test_a_change_that_the_interval_keeps_small_is_said_to_be_small() -> None:
    (found,) = share_changes(tally(2000, 1000), tally(2000, 1010))
    assert found.verdict is Verdict.NO_LARGER


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.01, 0.3, Verdict.INCREASE),
        (-0.3, -0.01, Verdict.DECREASE),
        (0.0, 0.05, Verdict.NO_LARGER),
        (-0.09, 0.09, Verdict.NO_LARGER),
        (-0.1, 0.05, Verdict.INCONCLUSIVE),
        (-0.05, 0.1, Verdict.INCONCLUSIVE),
        (0.02, 0.04, Verdict.INCREASE),
    ],
)
def test_a_verdict_reads_the_interval(low: float, high: float, said: Verdict) -> None:
    assert verdict(low, high, smallest=SMALLEST_CHANGE) is said
