"""The same people before and after, on questions that both surveys ask alike; words as each person ranks them."""

from datetime import timedelta
from typing import Any

import pytest

from nlp.reading import Merges
from survey.indicators.scores import scale_items
from tests.webapp import build
from tests.webapp.voices import Voice, asked_otherwise, hear
from webapp.models import Residence, Wave, WaveKind, now
from webapp.services.pairs import evoked_words, paired_scores, plans_of

USE = ("use_choice", "use_activity", "use_way", "use_advise", "use_welcome")


@pytest.fixture
def waves(town: build.SmallTown) -> tuple[int, int]:
    """The survey before and the one after an action."""
    action = build.action(town)
    return build.wave_of(action, WaveKind.BEFORE), build.open_after(action)


def use(value: str, *, only: int = len(USE), **changes: Any) -> Voice:
    return Voice(answers=dict.fromkeys(USE[:only], value), **changes)


def scores(waves: tuple[int, int], scale: str = "use", *, residents_only: bool = False) -> Any:
    before, after = waves
    items = scale_items(plans_of(waves), scale)
    return paired_scores(items, [before], [after], residents_only=residents_only)


def test_people_are_paired_by_who_they_are_and_not_by_their_place(waves: tuple[int, int]) -> None:
    before, after = waves
    up, down, lost = hear(before, [use("1"), use("5"), use("2")])
    hear(after, [use("4"), use("2", respondent=down), use("5", respondent=up)])
    found = scores(waves)
    assert sorted(found.pairs) == [(0.0, 1.0), (1.0, 0.25)]
    assert (found.only_before, found.only_after) == ((0.25,), (0.75,))
    assert lost not in (up, down)


def test_less_than_half_of_a_scale_gives_no_score_and_half_of_it_does(waves: tuple[int, int]) -> None:
    before, after = waves
    half, less = hear(before, [use("5", only=3), use("5", only=2)])
    hear(after, [use("5", respondent=half), use("5", respondent=less)])
    found = scores(waves)
    assert (found.pairs, found.only_before, found.only_after) == (((1.0, 1.0),), (), (1.0,))


def test_only_residents_have_an_attachment_to_their_quartier(waves: tuple[int, int]) -> None:
    before, after = waves
    answers = {"attachment_home": "5", "attachment_stay": "3"}
    here, away = hear(
        before,
        [
            Voice(answers=answers, residence=Residence.THIS_QUARTIER),
            Voice(answers=answers, residence=Residence.COMMUNE),
        ],
    )
    hear(
        after,
        [
            Voice(respondent=here, answers=answers, residence=Residence.THIS_QUARTIER),
            Voice(respondent=away, answers=answers, residence=Residence.COMMUNE),
        ],
    )
    assert scores(waves, "attachment", residents_only=True).pairs == ((0.75, 0.75),)
    assert len(scores(waves, "attachment").pairs) == 2


def test_an_item_whose_poles_are_turned_round_is_read_backwards(waves: tuple[int, int]) -> None:
    turned = [item for item in scale_items(plans_of(waves), "image") if item.reversed]
    plain = [item for item in scale_items(plans_of(waves), "image") if not item.reversed]
    assert turned
    assert plain
    before, after = waves
    (key,) = hear(before, [Voice(answers={turned[0].name: "7"})])
    hear(after, [Voice(respondent=key, answers={turned[0].name: "1"})])
    assert paired_scores(turned[:1], [before], [after]).pairs == ((0.0, 1.0),)


def test_an_item_that_versions_ask_differently_is_left_out_of_the_scale(
    town: build.SmallTown, waves: tuple[int, int]
) -> None:
    other = asked_otherwise("perception_after", "use_way", "select_one seven")
    before, after = waves
    build.set_row(Wave, after, questionnaire_version_id=other)
    plans = plans_of(waves)
    assert len(plans) == 2
    assert [item.name for item in scale_items(plans, "use")] == [name for name in USE if name != "use_way"]
    (key,) = hear(before, [Voice(answers={**dict.fromkeys(USE, "1"), "use_way": "5"})])
    hear(after, [Voice(respondent=key, answers={**dict.fromkeys(USE, "1"), "use_way": "7"})])
    assert scores(waves).pairs == ((0.0, 0.0),)


def test_each_version_has_one_plan_however_many_waves_asked_it(town: build.SmallTown) -> None:
    one, other = build.action(town, "HAPPY"), build.action(town, "FARFA")
    kinds = [
        build.wave_of(action, kind) for action in (one, other) for kind in (WaveKind.BEFORE, WaveKind.AFTER)
    ]
    assert len(plans_of(kinds)) == 2
    assert len(plans_of(kinds[:1])) == 1
    assert plans_of([]) == []


def words(*given: str, order: str = "", **changes: Any) -> Voice:
    answers = {f"word_{place}": word for place, word in enumerate(given, start=1) if word}
    return Voice(answers=answers | ({"word_order": order} if order else {}), **changes)


def test_words_come_in_the_order_of_importance_and_else_as_they_were_given(waves: tuple[int, int]) -> None:
    before, _ = waves
    hear(before, [words("béton", "marché", "amis", order="word_3 word_1 word_2"), words("béton", "marché")])
    assert set(evoked_words([before]).people) == {("ami", "béton", "marché"), ("béton", "marché")}


def test_a_person_evokes_a_word_once_in_whatever_form_it_is_written(waves: tuple[int, int]) -> None:
    before, _ = waves
    hear(before, [words("Marchés", "le marché", "bruit"), words("", "  ", "..."), Voice()])
    assert evoked_words([before]).people == (("marché", "bruit"),)


def test_words_that_people_put_together_count_as_one(waves: tuple[int, int]) -> None:
    before, _ = waves
    hear(before, [words("vacarme", "bruit", "calme")])
    merges = Merges("1", {"vacarme": "bruit"})
    assert evoked_words([before], merges).people == (("bruit", "calme"),)


def test_somebody_who_evoked_words_twice_is_heard_the_last_time(town: build.SmallTown) -> None:
    one, other = build.quartier_wave(town.quartier), build.quartier_wave(town.quartier)
    (key,) = hear(one, [words("bruit", "béton", "peur", order="word_3 word_2 word_1")])
    hear(other, [words("kindness", "market", respondent=key, language="en")], at=now() + timedelta(minutes=1))
    assert evoked_words([one, other]).people == (("kindness", "market"),)
