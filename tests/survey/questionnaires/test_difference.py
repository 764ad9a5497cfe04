"""The difference of two versions says what a reader would: questions, words by language, choices, conditions."""

from survey.questionnaires import load_builtin, questionnaire_from
from survey.questionnaires.difference import Change, ChangeKind, difference
from tests.survey.build import YES_NO, Cells, group, item, questionnaire

BASE = (item("text", "a"), item("select_one yn", "b"), item("integer", "c", relevant="${b} = 'yes'"))


def changes(
    *after: Cells, before: tuple[Cells, ...] = BASE, choices: tuple[Cells, ...] = YES_NO
) -> list[Change]:
    return list(difference(questionnaire(*before), questionnaire(*after, choices=choices)))


def test_the_same_rows_have_no_difference() -> None:
    assert changes(*BASE) == []
    for name in ("registration", "perception_yearly"):
        read = questionnaire_from(load_builtin(name), converter=False)
        assert difference(read, read) == ()


def test_questions_come_and_go_with_their_labels() -> None:
    assert changes(BASE[0], BASE[1], item("date", "d", "Quel jour ?")) == [
        Change(ChangeKind.REMOVED, "c", before="c"),
        Change(ChangeKind.ADDED, "d", after="Quel jour ?"),
    ]


def test_one_question_moved_is_one_change() -> None:
    six = tuple(item("text", name) for name in "abcdef")
    moved = (*six[1:5], six[0], six[5])
    assert changes(*moved, before=six) == [Change(ChangeKind.MOVED, "a", before="", after="e")]


def test_words_are_compared_language_by_language() -> None:
    before = (item("text", "a", "Un mot", **{"label::en": "A word", "hint::fr": "Court"}),)
    after = (item("text", "a", "Un mot", **{"label::en": "One word", "hint::fr": ""}),)
    assert changes(*after, before=before) == [
        Change(ChangeKind.WORDING, "a", "label", "en", "A word", "One word"),
        Change(ChangeKind.WORDING, "a", "hint", "fr", "Court", ""),
    ]


def test_a_new_language_is_said_once() -> None:
    after = tuple({**cells, "label::tr": "x", "label::en": cells["name"]} for cells in BASE)
    found = [change for change in changes(*after) if change.kind is ChangeKind.LANGUAGE_ADDED]
    assert "en" in [change.language for change in found]
    assert all(change.kind is ChangeKind.LANGUAGE_ADDED for change in changes(*after))


def test_conditions_and_properties_are_shown_as_they_are_written() -> None:
    after = (
        item("text", "a", required="yes"),
        BASE[1],
        item("decimal", "c", relevant="${b} = 'no'", role="origin.years"),
    )
    assert changes(*after[:2], item("decimal", "c", relevant="${b} = 'no'")) == [
        Change(ChangeKind.CONDITION, "a", "required", before="", after="true()"),
        Change(ChangeKind.PROPERTY, "c", "kind", before="integer", after="decimal"),
        Change(ChangeKind.CONDITION, "c", "relevant", before="${b} = 'yes'", after="${b} = 'no'"),
    ]


def test_a_group_changes_its_words_its_condition_and_its_page() -> None:
    before = (item("text", "z"), *group("g", item("text", "a"), label="Avant"))
    after = (
        item("text", "z"),
        *group("g", item("text", "a"), label="Après", relevant="${z} = 'x'", appearance=""),
    )
    assert changes(*after, before=before) == [
        Change(ChangeKind.WORDING, "g", "label", "fr", "Avant", "Après"),
        Change(ChangeKind.CONDITION, "g", "relevant", before="", after="${z} = 'x'"),
        Change(ChangeKind.PROPERTY, "g", "appearance", before="field-list", after=""),
    ]


def test_choices_are_compared_list_by_list() -> None:
    maybe = {"list_name": "yn", "name": "maybe", "label::fr": "Peut-être"}
    no, yes = {**YES_NO[1], "label::fr": "Pas du tout"}, YES_NO[0]
    assert changes(*BASE, choices=(no, yes)) == [
        Change(ChangeKind.CHOICE_WORDING, "yn", "no", "fr", "Non", "Pas du tout"),
        Change(ChangeKind.CHOICES_MOVED, "yn", before="yes no", after="no yes"),
    ]
    assert changes(*BASE, choices=(yes, maybe)) == [
        Change(ChangeKind.CHOICE_REMOVED, "yn", "no", before="Non"),
        Change(ChangeKind.CHOICE_ADDED, "yn", "maybe", after="Peut-être"),
    ]
