"""What the versions behind a comparison do not ask alike, and how many people answered each of them."""

import pytest

from survey.questionnaires.comparability import Aspect, Reworded
from tests.webapp import build
from tests.webapp.voices import Voice, hear, republished
from webapp.models import Quartier, Wave, WaveKind, db
from webapp.services.collections import Scope, collections_of, quartier_scope
from webapp.services.comparison import Comparison, compare
from webapp.services.versions_compared import NONE, Contrast

USE = ("use_choice", "use_activity", "use_way", "use_advise", "use_welcome")


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


@pytest.fixture
def waves(action: int) -> tuple[int, int]:
    """The survey before and the one after the action."""
    return build.wave_of(action, WaveKind.BEFORE), build.open_after(action)


def read(action_id: int) -> Comparison:
    by_kind = {each.kind: each for each in collections_of(Scope("action", action_id, "Repas partagé"))}
    return compare(
        Scope("action", action_id, "Repas partagé"), by_kind[WaveKind.BEFORE], by_kind[WaveKind.AFTER]
    )


def ask(wave: int, version_id: int) -> None:
    build.set_row(Wave, wave, questionnaire_version_id=version_id)


def changed(contrast: Contrast) -> list[tuple[str, Aspect, str]]:
    found: list[Reworded] = [each for several in contrast.changed.values() for each in several]
    return [(each.item.name, one.aspect, one.language) for each in found for one in each.divergences]


def pairs(waves: tuple[int, int], number: int, first: str = "2", second: str = "4", **changes: str) -> None:
    before, after = waves
    keys = hear(before, [Voice(answers=dict.fromkeys(USE, first), **changes)] * number)  # type: ignore[arg-type]
    voices = [Voice(respondent=key, answers=dict.fromkeys(USE, second), **changes) for key in keys]  # type: ignore[arg-type]
    hear(after, voices)


def test_before_and_after_of_the_house_have_nothing_to_tell(action: int, waves: tuple[int, int]) -> None:
    for language in ("fr", "ar", "fr@simple"):
        pairs(waves, 3, language=language)
    contrast = read(action).contrast
    assert [each.name for each in contrast.versions] == ["perception_before", "perception_after"]
    assert (changed(contrast), contrast.pooled) == ([], {})


def test_one_version_alone_or_nobody_yet_is_compared_with_nothing(
    action: int, waves: tuple[int, int]
) -> None:
    assert read(action).contrast == NONE
    hear(waves[0], [Voice()])
    assert read(action).contrast == NONE


def test_a_changed_wording_is_told_with_who_answered_which_and_still_scored(
    action: int, waves: tuple[int, int]
) -> None:
    ask(waves[1], republished("perception_after", "use_way", label__fr="Tout autre chose"))
    pairs(waves, 30)
    hear(waves[1], [Voice(language="en")] * 2)
    found = read(action)
    assert changed(found.contrast) == [("use_way", Aspect.LABEL, "fr")]
    first, last = found.contrast.versions
    assert (first.people, last.people) == (({"fr": 30}, {}), ({}, {"fr": 30, "en": 2}))
    assert (last.answered(0), last.answered(1)) == (0, 32)
    (scale,) = [scale for scale in found.scales if scale.scale == "use"]
    assert (scale.items, scale.change.pairs) == (5, 30)


def test_a_wording_in_a_language_nobody_answered_in_is_not_told(action: int, waves: tuple[int, int]) -> None:
    ask(waves[1], republished("perception_after", "represents", label__ar="شيء آخر"))
    pairs(waves, 2)
    assert changed(read(action).contrast) == []
    hear(waves[0], [Voice(language="ar")])
    assert changed(read(action).contrast) == [("represents", Aspect.LABEL, "ar")]


def test_an_item_whose_answers_mean_something_else_is_neither_scored_nor_pooled(
    action: int, waves: tuple[int, int]
) -> None:
    ask(waves[1], republished("perception_after", "use_way", type="select_one seven"))
    pairs(waves, 30)
    found = read(action)
    ((told,),) = (found.contrast.changed["scale:use"],)
    assert (told.item.name, told.together) == ("use_way", False)
    (scale,) = [scale for scale in found.scales if scale.scale == "use"]
    assert scale.items == 4
    assert "use_way" in [effect.question for effect in found.effects]  # alone, as the later one asks it


def test_two_versions_within_one_collection_are_told_and_not_pooled_when_answers_differ(
    town: build.SmallTown,
) -> None:
    one, other = build.quartier_wave(town.quartier), build.quartier_wave(town.quartier)
    ask(other, republished("perception_yearly", "use_way", type="select_one seven"))
    hear(one, [Voice(answers=dict.fromkeys(USE, "5"))] * 10)
    hear(other, [Voice(answers=dict.fromkeys(USE, "5"))] * 8)
    here = quartier_scope(db.session.get_one(Quartier, town.quartier))
    (pooled,) = collections_of(here)
    found = compare(here, pooled, None)
    assert [each.people for each in found.contrast.last] == [({"fr": 10},), ({"fr": 8},)]
    assert [each.item.name for each in found.contrast.pooled["scale:use"]] == ["use_way"]
    told = {effect.question for effect in found.effects}
    assert "use_choice" in told
    assert "use_way" not in told


def test_a_profile_taken_at_the_registration_is_compared_with_one_that_a_survey_asks(
    action: int, waves: tuple[int, int], town: build.SmallTown
) -> None:
    yearly = build.quartier_wave(town.quartier)
    ask(yearly, republished("perception_yearly", "sex", label__fr="Qui êtes-vous ?"))
    hear(waves[0], [Voice()] * 5)
    hear(yearly, [Voice()] * 6)
    here = quartier_scope(db.session.get_one(Quartier, town.quartier))
    by_kind = {each.kind: each for each in collections_of(here)}
    contrast = compare(here, by_kind[WaveKind.BEFORE], by_kind[WaveKind.YEARLY]).contrast
    assert ("sex", Aspect.LABEL, "fr") in changed(contrast)
    assert not [name for name, _, _ in changed(contrast) if name.startswith(("use", "word", "represents"))]
