"""One collection or two of a scope, read: what is tested, what is only described, and what stays hidden."""

from collections.abc import Sequence
from typing import Any

import pytest

from nlp.codebook import Mode, Theme
from survey.indicators.figure import Verdict
from survey.indicators.tally import Dimension
from tests.webapp import build
from tests.webapp.voices import Voice, asked_otherwise, coding, hear, wrote
from webapp.models import Action, AgeBand, Quartier, Residence, Sex, Wave, WaveKind, db, now
from webapp.services.attendance import attendance_of
from webapp.services.collections import (
    Collection,
    Scope,
    action_scope,
    chosen,
    collections_of,
    quartier_scope,
)
from webapp.services.comparison import Comparison, Effect, compare, protected_profile
from webapp.services.pairs import plans_of

USE = ("use_choice", "use_activity", "use_way", "use_advise", "use_welcome")


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


@pytest.fixture
def waves(action: int) -> tuple[int, int]:
    """The survey before and the one after the action."""
    return build.wave_of(action, WaveKind.BEFORE), build.open_after(action)


def scope_of(action_id: int) -> Scope:
    return Scope("action", action_id, "Repas partagé")


def read(action_id: int, *, alone: WaveKind | None = None) -> Comparison:
    """Compares the two collections of an action, or reads one of them alone."""
    by_kind = {collection.kind: collection for collection in collections_of(scope_of(action_id))}
    if alone is not None:
        return compare(scope_of(action_id), by_kind[alone], None)
    return compare(scope_of(action_id), by_kind[WaveKind.BEFORE], by_kind[WaveKind.AFTER])


def paired(waves: tuple[int, int], number: int, first: str, second: str, **changes: Any) -> None:
    """Stores people who answered the scale of use both times."""
    before, after = waves
    keys = hear(before, [Voice(answers=dict.fromkeys(USE, first), **changes)] * number)
    hear(after, [Voice(respondent=key, answers=dict.fromkeys(USE, second), **changes) for key in keys])


def use(found: Comparison) -> Any:
    return next(change for change in found.scales if change.scale == "use")


def test_thirty_pairs_are_tested_and_twenty_nine_are_counted_only(
    action: int, waves: tuple[int, int]
) -> None:
    paired(waves, 29, "2", "4")
    few = use(read(action))
    assert (few.change.pairs, few.verdict, few.p) == (29, Verdict.TOO_FEW, None)
    assert (few.change.before, few.change.after, few.change.interval) == (None, None, None)
    paired(waves, 1, "2", "4")
    enough = use(read(action))
    assert (enough.change.pairs, enough.verdict) == (30, Verdict.INCREASE)
    assert (enough.change.before, enough.change.after) == (0.25, 0.75)
    assert enough.p is not None
    assert enough.p < 0.001


def test_people_lost_from_sight_are_counted(action: int, waves: tuple[int, int]) -> None:
    paired(waves, 3, "2", "4")
    hear(waves[0], [Voice(answers=dict.fromkeys(USE, "1"))] * 2)
    hear(waves[1], [Voice(answers=dict.fromkeys(USE, "1"))] * 4)
    change = use(read(action)).change
    assert (change.pairs, change.lost, change.joined) == (3, 2, 4)


def speaking(number: int, **codes: Any) -> list[Voice]:
    themes: Sequence[str] = codes.pop("themes", ("safety",))
    return [wrote(coding(*themes, **codes))] * number


def change_of(found: Comparison, dimension: Dimension, category: str) -> Any:
    return next(change for change in found.codes[dimension] if change.category == category)


def test_shares_of_thirty_people_a_side_are_compared_and_of_fewer_only_shown(
    action: int, waves: tuple[int, int]
) -> None:
    before, after = waves
    hear(before, speaking(30, polarity="negative") + speaking(10, polarity="positive"))
    hear(after, speaking(29, polarity="positive"))
    few = change_of(read(action), Dimension.POLARITY, "positive")
    assert (few.before.value, few.after.value) == (0.25, 1.0)
    assert (few.verdict, few.interval, few.q) == (Verdict.TOO_FEW, None, None)
    hear(after, speaking(1, polarity="positive"))
    enough = change_of(read(action), Dimension.POLARITY, "positive")
    assert (enough.verdict, enough.before.n, enough.after.n) == (Verdict.INCREASE, 40, 30)
    assert enough.q is not None
    assert enough.q < 0.001


def test_used_mode_is_described_and_never_tested(action: int, waves: tuple[int, int]) -> None:
    hear(waves[0], speaking(60, mode="lived"))
    hear(waves[1], speaking(60, mode="used"))
    found = read(action).codes[Dimension.MODE]
    assert {change.category for change in found} == set(Mode)
    assert {(change.verdict, change.q, change.interval) for change in found} == {
        (Verdict.TOO_FEW, None, None)
    }
    assert [change.after.value for change in found if change.category == "used" and change.after] == [1.0]


def test_a_theme_of_few_people_or_of_nearly_everybody_is_hidden_with_its_verdict(
    action: int, waves: tuple[int, int]
) -> None:
    hear(waves[0], speaking(4, themes=("housing",)) + speaking(36, themes=("safety",)))
    hear(waves[1], speaking(20, themes=("housing",)) + speaking(20, themes=("safety",)))
    found = read(action)
    for theme in ("housing", "safety"):
        change = change_of(found, Dimension.THEME, theme)
        assert (change.before.value, change.before.interval, change.before.n) == (None, None, 40)
        assert change.after.value == 0.5
        assert (change.verdict, change.interval, change.q) == (Verdict.TOO_FEW, None, None)
    assert change_of(found, Dimension.THEME, "mobility").before.value == 0.0


def test_a_collection_of_four_people_shows_no_share_and_no_number(
    action: int, waves: tuple[int, int]
) -> None:
    hear(waves[0], speaking(4))
    found = read(action, alone=WaveKind.BEFORE)
    for changes in found.codes.values():
        for change in changes:
            assert (change.before.value, change.before.n, change.before.unknown) == (None, None, None)
    assert all(set(shown.counts) == {None} for shown in found.before.profile.values() if found.before)


def test_one_collection_alone_is_read_without_a_change(action: int, waves: tuple[int, int]) -> None:
    hear(waves[0], [*speaking(12), Voice(complete=False)])
    found = read(action, alone=WaveKind.BEFORE)
    assert found.before is not None
    assert (found.before.people, found.before.complete) == (13, 12)
    assert (found.after, list(found.scales), found.shared_core) == (None, [], None)
    assert {change.after for changes in found.codes.values() for change in changes} == {None}
    assert change_of(found, Dimension.THEME, Theme.SAFETY).before.value == 1.0
    assert len(found.words) == 1


def test_a_scope_without_any_answer_has_nothing_to_read(town: build.SmallTown) -> None:
    here = quartier_scope(db.session.get_one(Quartier, town.quartier))
    assert collections_of(here) == []
    found = compare(here, None, None)
    assert (found.before, found.after, list(found.attendance)) == (None, None, [])
    assert not any((*found.codes.values(), found.scales, found.effects, found.words, found.headings))


def effects(found: Comparison, question: str) -> list[Effect]:
    return [effect for effect in found.effects if effect.question == question]


def treated(**numbers: int) -> list[Voice]:
    return [
        voice
        for choice, number in numbers.items()
        for voice in [Voice(answers={"treated_worse": choice.replace("_and_", " ")})] * number
    ]


def test_felt_discrimination_is_told_from_eleven_people_on_either_side(
    action: int, waves: tuple[int, int]
) -> None:
    hear(waves[1], treated(no=30, address=11, origin=10, address_and_sex=1))
    (effect,) = effects(read(action), "treated_worse")
    told = {group[0]: round((figure.value or 0) * (figure.n or 0)) for group, figure in effect.shares.items()}
    assert told == {"no": 30, "address": 12, "age": 0, "disability": 0}
    hear(waves[1], treated(no=150))  # most people now say no: those who did not are 22, and are told still
    assert ("no",) in effects(read(action), "treated_worse")[0].shares


def test_that_nearly_nobody_felt_discrimination_is_hidden_with_those_who_did(
    action: int, waves: tuple[int, int]
) -> None:
    hear(waves[1], treated(no=30, origin=10))
    (effect,) = effects(read(action), "treated_worse")
    assert ("no",) not in effect.shares
    assert ("origin",) not in effect.shares


def test_a_question_of_two_answers_is_told_by_one_and_hidden_when_the_other_is_small(
    action: int, waves: tuple[int, int]
) -> None:
    question = "ties_new" if "ties_new" in _yes_no(action) else _yes_no(action)[0]
    hear(waves[1], [Voice(answers={question: "yes"})] * 8 + [Voice(answers={question: "no"})] * 5 + [Voice()])
    (effect,) = effects(read(action), question)
    ((group, figure),) = effect.shares.items()
    assert (group, figure.value, figure.n, figure.unknown) == (("yes",), 8 / 13, 13, 1)
    hear(waves[1], [Voice(answers={question: "yes"})] * 30)
    assert effects(read(action), question)[0].shares[("yes",)].n == 43
    other = _yes_no(action)[-1]
    hear(waves[1], [Voice(answers={other: "yes"})] * 30 + [Voice(answers={other: "no"})] * 4)
    assert effects(read(action), other)[0].shares == {}


@pytest.mark.parametrize(("question", "choices"), [("ties_favour", "favour"), ("use_choice", "agreement")])
def test_a_question_of_several_choices_is_told_choice_by_choice_whatever_it_measures(
    action: int, waves: tuple[int, int], question: str, choices: str
) -> None:
    version = asked_otherwise("perception_after", question, f"select_multiple {choices}")
    build.set_row(Wave, waves[1], questionnaire_version_id=version)
    one, other, *_ = ("none", "few") if choices == "favour" else ("1", "2")
    hear(waves[1], [Voice(answers={question: f"{one} {other}"})] * 8 + [Voice(answers={question: other})] * 7)
    (effect,) = effects(read(action), question)
    told = {group: (figure.value, figure.n) for group, figure in effect.shares.items()}
    assert (told[(one,)], told[(other,)]) == ((8 / 15, 15), (1.0, 15))


def test_discrimination_asked_as_one_choice_leaves_no_small_count_to_subtract(
    action: int, waves: tuple[int, int]
) -> None:
    version = asked_otherwise("perception_after", "treated_worse", "select_one treated")
    build.set_row(Wave, waves[1], questionnaire_version_id=version)
    hear(waves[1], treated(no=30, origin=12, address=3))
    (effect,) = effects(read(action), "treated_worse")
    # Forty-five answered: thirty and twelve, both told, would leave three.
    assert not {("no",), ("origin",)} <= set(effect.shares)
    assert ("address",) not in effect.shares


def _yes_no(action_id: int) -> list[str]:
    """Returns the questions of the later survey that are answered by yes or no."""
    (plan,) = plans_of([build.wave_of(action_id, WaveKind.AFTER)])
    return [
        name
        for name in plan.with_role("scale:ties")
        if {choice.name for choice in plan.items[name].choices} == {"yes", "no"}
    ]


def test_attachment_is_hidden_where_the_number_of_residents_is(action: int, waves: tuple[int, int]) -> None:
    attached = {"attachment_home": "5", "attachment_stay": "5"}
    before, after = waves
    for number, hidden in ((3, True), (2, False)):
        keys = hear(before, [Voice(answers=attached, residence=Residence.THIS_QUARTIER)] * number)
        hear(
            after,
            [Voice(respondent=key, answers=attached, residence=Residence.THIS_QUARTIER) for key in keys],
        )
        for wave in waves:
            hear(wave, [Voice(residence=Residence.COMMUNE)] * 10)
        found = read(action)
        (change,) = [change for change in found.scales if change.scale == "attachment"]
        assert change.hidden is hidden
        assert change.change.pairs == (0 if hidden else 5)
        alone = read(action, alone=WaveKind.AFTER)
        assert bool(effects(alone, "attachment_home")) is not hidden


def test_ages_are_merged_before_they_are_hidden_and_others_are_with_those_unknown(
    action: int, waves: tuple[int, int]
) -> None:
    hear(
        waves[0],
        [Voice(age=AgeBand.FROM_18, sex=Sex.MAN)] * 3
        + [Voice(age=AgeBand.FROM_25, sex=Sex.WOMAN)] * 9
        + [Voice(age=AgeBand.FROM_60, sex=Sex.OTHER)] * 6,
    )
    side = read(action, alone=WaveKind.BEFORE).before
    assert side is not None
    ages, sexes = side.profile[Dimension.AGE_BAND], side.profile[Dimension.SEX]
    assert (ages.merged, dict(ages.rows())) == (True, {"under_18": 0, "18_39": 12, "40_59": 0, "60_plus": 6})
    assert (dict(sexes.rows()), sexes.unknown) == ({"woman": 9, "man": None}, None)


def test_an_organiser_reads_their_own_people_as_they_are(action: int, waves: tuple[int, int]) -> None:
    (found,) = attendance_of([action])
    shown = protected_profile(found.profile[Dimension.SEX], Dimension.SEX, threshold=1)
    assert shown.categories == ("woman", "man", "other")


def collection(key: str, kind: WaveKind) -> Collection:
    return Collection(key, kind, 2026, (1,), False)


def test_what_is_compared_is_what_was_asked_for_else_before_and_after_else_the_first_and_the_last() -> None:
    before, after, late = (
        collection(key, kind)
        for key, kind in (("a", WaveKind.BEFORE), ("b", WaveKind.AFTER), ("c", WaveKind.FOLLOW_UP))
    )
    every = [before, after, late]
    assert chosen(every, "", "") == (before, after)
    assert chosen(every, "c", "a") == (late, before)
    assert chosen(every, "c", "") == (late, None)
    assert chosen(every, "c", "c") == (late, None)
    assert chosen(every, "nothing", "a") == (before, after)
    assert chosen([after, late], "", "") == (after, late)
    assert chosen([late], "", "") == (late, None)
    assert chosen([], "a", "b") == (None, None)


def test_a_quartier_pools_its_actions_by_kind_and_keeps_surveys_that_were_brought_in_apart(
    town: build.SmallTown,
) -> None:
    actions = [build.action(town, code) for code in ("HAPPY", "FARFA")]
    own, brought = build.quartier_wave(town.quartier), build.quartier_wave(town.quartier)
    build.set_row(Wave, brought, label="Paris 2024")
    build.quartier_wave(town.port)
    here = quartier_scope(db.session.get_one(Quartier, town.quartier))
    found = {each.key: each for each in collections_of(here)}
    year = now().year
    assert set(found) == {"before", "after", f"yearly-{year}", f"w{brought}"}
    assert set(found["before"].wave_ids) == {build.wave_of(action, WaveKind.BEFORE) for action in actions}
    assert (found[f"yearly-{year}"].wave_ids, found[f"w{brought}"].label) == ((own,), "Paris 2024")
    whole = collections_of(Scope("town", 0, "Essais"))
    assert [len(each.wave_ids) for each in whole if each.key == f"yearly-{year}"] == [2]


def test_an_action_shows_its_waves_one_by_one(action: int, waves: tuple[int, int]) -> None:
    here = action_scope(db.session.get_one(Action, action))
    assert here == Scope("action", action, "Repas partagé")
    assert {each.wave_ids for each in collections_of(here)} == {(wave,) for wave in waves}
    assert not any(each.pooled for each in collections_of(here))


def test_the_same_people_in_two_pooled_surveys_do_not_break_the_reading(town: build.SmallTown) -> None:
    one, other = build.quartier_wave(town.quartier), build.quartier_wave(town.quartier)
    keys = hear(one, speaking(8, polarity="negative", frame="stigmatising"))
    hear(
        other,
        [
            wrote(
                coding("housing", polarity="positive"),
                respondent=key,
                age=AgeBand.FROM_60,
                residence=Residence.ELSEWHERE,
            )
            for key in keys
        ],
    )
    here = quartier_scope(db.session.get_one(Quartier, town.quartier))
    (pooled,) = collections_of(here)
    found = compare(here, pooled, None)
    assert found.before is not None
    assert found.before.people == 8
    assert change_of(found, Dimension.POLARITY, "positive").before.value == 1.0
