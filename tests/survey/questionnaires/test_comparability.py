"""Which questions of several versions were not asked alike, in whose words, and whose answers still count together."""

from itertools import combinations

import pytest

from survey.questionnaires import BUILTIN, Item, Questionnaire, load_builtin, questionnaire_from
from survey.questionnaires.comparability import (
    Aspect,
    Divergence,
    Reworded,
    Variant,
    Version,
    counted_together,
    reworded,
)
from survey.roles import NO_ANSWER
from tests.survey.build import YES_NO, Cells, item, questionnaire

SCALE, OPEN = "scale:use", "open.represents"
MAYBE = {"list_name": "yn", "name": "maybe", "label::fr": "Peut-être"}


def version(*rows: Cells, read: str = "fr", choices: tuple[Cells, ...] = YES_NO) -> Version:
    """A version that people answered in the languages `read`."""
    return as_version(questionnaire(*rows, choices=choices), read)


def as_version(found: Questionnaire, read: str = "fr") -> Version:
    return Version(found.items, found.languages, frozenset(read.split()))


def question(label: str = "Oui ?", name: str = "a", kind: str = "select_one yn", **cells: str) -> Cells:
    return item(kind, name, label, **{"role": SCALE, **cells})


def aspects(found: tuple[Reworded, ...]) -> list[tuple[str, Aspect, str]]:
    return [(each.item.name, one.aspect, one.language) for each in found for one in each.divergences]


def test_the_same_question_has_nothing_to_tell_whatever_its_spaces_and_its_place() -> None:
    one, other = version(question("Oui ?")), version(item("text", "z"), question("Oui\u00a0?"))
    assert reworded([one, other], SCALE) == ()
    assert reworded([one], SCALE) == ()


def test_a_wording_is_told_with_its_language_and_the_versions_that_say_it() -> None:
    versions = [version(question(label)) for label in ("Avant ?", "Après ?", "Avant ?")]
    (found,) = reworded(versions, SCALE)
    variants = (Variant("Avant ?", "fr", (0, 2)), Variant("Après ?", "fr", (1,)))
    assert found.divergences == (Divergence(Aspect.LABEL, "fr", variants),)
    assert (found.item.label.text("fr"), found.together) == ("Avant ?", True)


def test_words_count_only_in_languages_that_people_answered_in() -> None:
    before = question(**{"label::en": "Yes?", "hint::fr": "Aide"})
    after = question(**{"label::en": "Indeed?", "hint::fr": "Aide"})
    assert reworded([version(before), version(after)], SCALE) == ()
    found = reworded([version(before, read="fr en"), version(after)], SCALE)
    assert aspects(found) == [("a", Aspect.LABEL, "en")]


def test_a_language_that_one_version_alone_is_written_in_is_no_change() -> None:
    arabic = question(**{"label::ar": "نعم؟"})
    assert reworded([version(question()), version(arabic, read="fr ar")], SCALE) == ()


def test_versions_without_a_common_language_are_compared_as_their_readers_see_them() -> None:
    english = {"type": "text", "name": "a", "label::en": "What is it?", "role": OPEN}
    before = version(item("text", "a", "Qu'est-ce ?", role=OPEN))
    (found,) = reworded([before, version(english, read="en")], OPEN)
    variants = (Variant("Qu'est-ce ?", "fr", (0,)), Variant("What is it?", "en", (1,)))
    assert found.divergences == (Divergence(Aspect.LABEL, "", variants),)


def test_a_role_given_once_finds_its_question_under_another_name_and_a_scale_does_not() -> None:
    before, after = (version(item("text", name, name, role=OPEN)) for name in ("words", "phrase"))
    assert aspects(reworded([before, after], OPEN)) == [("phrase", Aspect.LABEL, "fr")]
    assert reworded([version(question("A", "a")), version(question("B", "b"))], SCALE) == ()


def test_choices_differ_by_their_words_their_number_or_their_order() -> None:
    asked = question()
    shouted = ({**YES_NO[0], "label::fr": "Oui !"}, YES_NO[1])
    for choices, aspect, together in (
        (shouted, Aspect.CHOICES, True),
        ((*YES_NO, MAYBE), Aspect.CHOICES, False),
        (YES_NO[:1], Aspect.CHOICES, False),
        (YES_NO[::-1], Aspect.ORDER, False),
    ):
        (found,) = reworded([version(asked), version(asked, choices=choices)], SCALE)
        assert ([one.aspect for one in found.divergences], found.together) == ([aspect], together)
    assert found.divergences[0].variants[0].text == "Oui / Non"


def test_to_prefer_not_to_say_is_no_part_of_the_order() -> None:
    silent = {"list_name": "yn", "name": NO_ANSWER, "label::fr": "Je préfère ne pas dire"}
    (found,) = reworded([version(question()), version(question(), choices=(silent, *YES_NO))], SCALE)
    assert found.together


def test_labels_that_change_places_turn_the_answers_round() -> None:
    turned = tuple({**cells, "label::fr": label} for cells, label in zip(YES_NO, ("non", "Oui"), strict=True))
    (found,) = reworded([version(question()), version(question(), choices=turned)], SCALE)
    assert (found.divergences[0].aspect, found.together) == (Aspect.CHOICES, False)


def test_other_codes_under_the_same_labels_are_told_and_not_counted_together() -> None:
    coded = tuple({**cells, "name": name} for cells, name in zip(YES_NO, "12", strict=True))
    (found,) = reworded([version(question()), version(question(), choices=coded)], SCALE)
    assert [one.aspect for one in found.divergences] == [Aspect.CODES]
    assert [variant.text for variant in found.divergences[0].variants] == ["yes, no", "1, 2"]
    assert not found.together


@pytest.mark.parametrize(
    ("changed", "aspect"),
    [
        ({"kind": "select_multiple yn"}, Aspect.KIND),
        ({"scoring": "reversed"}, Aspect.POLES),
    ],
)
def test_another_type_or_another_best_end_is_told_and_not_counted_together(
    changed: dict[str, str], aspect: Aspect
) -> None:
    (found,) = reworded([version(question()), version(question(**changed))], SCALE)
    assert ([one.aspect for one in found.divergences], found.together) == ([aspect], False)


def test_other_bounds_are_told_and_not_counted_together() -> None:
    def asked(most: str) -> Item:
        return questionnaire(item("range", "a", parameters=f"start=0 end={most} step=1")).items[0]

    assert counted_together(asked("5"), asked("5"))
    assert not counted_together(asked("5"), asked("10"))


def test_the_surveys_of_the_house_ask_what_they_share_in_the_same_words() -> None:
    surveys = [name for name in BUILTIN if name.startswith("perception")]
    read = {name: questionnaire_from(load_builtin(name), converter=False) for name in surveys}
    for one, other in combinations(surveys, 2):
        versions = [as_version(read[name], " ".join(read[name].languages)) for name in (one, other)]
        roles = {found.role for found in read[one].items} & {found.role for found in read[other].items}
        assert len(roles - {""}) > 10
        assert [found.item.name for role in sorted(roles - {""}) for found in reworded(versions, role)] == []
