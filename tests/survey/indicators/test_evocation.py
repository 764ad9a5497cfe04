"""The words a quartier evokes, where they stand, and what becomes of them."""

import pytest

from survey.indicators.evocation import Cuts, Evocation, Evoked, Zone, cuts_of, evocation, jaccard
from survey.indicators.tally import Words
from tests.survey.build import MOMENT


def words(*people: tuple[str, ...]) -> Words:
    return Words(people, MOMENT.now)


# Forty people: "tours" many and first, "bus" many and last, "amis" few and first, "bruit" few and last.
FORTY = words(
    *[("tours", "x", "bus")] * 2,
    *[("tours", "bus")] * 18,
    *[("amis", "tours", "bus")] * 4,
    *[("tours", "bus", "bruit")] * 4,
    *[(f"seul {place}",) for place in range(12)],
)


def by_word(found: Evocation) -> dict[str, Evoked]:
    return {evoked.word: evoked for evoked in found.words}


def test_each_word_stands_in_its_zone() -> None:
    found = evocation(FORTY)
    assert {word: evoked.zone for word, evoked in by_word(found).items()} == {
        "tours": Zone.CORE,
        "bus": Zone.FIRST_PERIPHERY,
        "amis": Zone.CONTRAST,
        "bruit": Zone.SECOND_PERIPHERY,
    }
    assert found.core() == {"tours"}
    assert found.n == 40


def test_the_plane_is_cut_at_the_mean_of_people_and_the_weighted_mean_of_ranks() -> None:
    cuts = evocation(FORTY).cuts
    assert cuts is not None
    assert cuts.people == pytest.approx((28 + 28 + 4 + 4) / 4)
    ranks = 24 * 1 + 4 * 2 + (2 * 3 + 22 * 2 + 4 * 3) + 4 * 1 + 4 * 3
    assert cuts.rank == pytest.approx(ranks / 64)
    assert cuts_of({"a": [1, 1, 2], "b": [3]}, of=4) == Cuts(people=2, rank=7 / 4, of=4)


def test_people_and_mean_rank_are_those_of_the_word() -> None:
    found = by_word(evocation(FORTY))
    assert (found["tours"].people, found["tours"].mean_rank) == (28, pytest.approx(32 / 28))
    assert (found["amis"].people, found["amis"].mean_rank) == (4, 1)
    assert [evoked.word for evoked in evocation(FORTY).words] == ["tours", "bus", "amis", "bruit"]


def test_a_word_said_twice_by_one_person_counts_once_at_its_first_rank() -> None:
    found = by_word(evocation(words(*[("bus", "bus", "tours")] * 5)))
    assert (found["bus"].people, found["bus"].mean_rank) == (5, 1)
    assert (found["tours"].people, found["tours"].mean_rank) == (5, 2)


@pytest.mark.parametrize(("people", "kept_from"), [(30, 3), (60, 3), (61, 4), (100, 5), (101, 6)])
def test_a_word_is_kept_from_three_people_or_a_twentieth(people: int, kept_from: int) -> None:
    others = [(f"seul {place}",) for place in range(people - kept_from)]
    found = evocation(words(*[("tours",)] * kept_from, *others))
    assert found.kept_from == kept_from
    assert [evoked.word for evoked in found.words] == ["tours"]
    others.append(("seul",))
    assert evocation(words(*[("tours",)] * (kept_from - 1), *others)).words == ()


def test_below_thirty_people_words_are_only_listed() -> None:
    found = evocation(words(*[("tours", "bus")] * 29))
    assert found.cuts is None
    assert [(evoked.word, evoked.people, evoked.zone) for evoked in found.words] == [
        ("tours", 29, None),
        ("bus", 29, None),
    ]
    assert found.core() == frozenset()
    assert all(evoked.stability is None and not evoked.stable for evoked in found.words)
    assert evocation(words(*[("tours", "bus")] * 30)).cuts is not None


def test_one_word_that_some_resamples_miss_breaks_nothing() -> None:
    found = evocation(words(*[("tours",)] * 3, *[(f"seul {place}",) for place in range(27)]))
    (only,) = found.words
    assert only.zone is Zone.CORE
    assert only.stability is not None
    assert only.stability < 1


def test_a_clear_place_is_stable_and_one_at_the_border_is_not() -> None:
    clear = by_word(evocation(FORTY))
    assert clear["tours"].stable
    border = words(*[("a", "b")] * 20, *[("b", "a")] * 20)
    assert not by_word(evocation(border))["a"].stable
    assert evocation(FORTY) == evocation(FORTY)


def test_the_wave_after_is_cut_where_the_wave_before_was_and_tells_its_own_cuts() -> None:
    before = evocation(FORTY)
    later = words(
        *[("amis", "tours")] * 24, *[("tours", "bus")] * 4, *[(f"seul {place}",) for place in range(12)]
    )
    after = evocation(later, cuts=before.cuts)
    assert after.cuts == before.cuts
    assert after.own_cuts == evocation(later).cuts
    assert after.own_cuts != before.cuts
    assert before.own_cuts == before.cuts
    assert after.core() == {"amis"}


def test_cuts_kept_for_fewer_people_ask_for_the_same_share_of_them() -> None:
    before = evocation(words(*FORTY.people * 3))
    after = evocation(FORTY, cuts=before.cuts)
    assert before.cuts is not None
    assert after.cuts is not None
    assert after.cuts.people == pytest.approx(before.cuts.people / 3)
    assert after.cuts.rank == before.cuts.rank
    assert after.core() == before.core() == {"tours"}
    assert by_word(after)["tours"].stable


def test_cores_are_compared_by_the_words_they_share() -> None:
    assert jaccard(frozenset("abc"), frozenset("bcd")) == 0.5
    assert jaccard(frozenset("ab"), frozenset("ab")) == 1
    assert jaccard(frozenset("ab"), frozenset("cd")) == 0
    assert jaccard(frozenset(), frozenset("a")) == 0
    assert jaccard(frozenset(), frozenset()) is None


def test_nobody_evokes_nothing() -> None:
    found = evocation(words())
    assert (found.n, found.words, found.cuts) == (0, (), None)
