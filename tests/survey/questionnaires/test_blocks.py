"""Blocks of the library put into a form: their words in its languages, its own rows as they were."""

import pytest

from survey.problems import ProblemCode
from survey.questionnaires import QuestionnaireRefused, Workbook, questionnaire_from
from survey.questionnaires.editing import LineKind, add_block, lines
from survey.questionnaires.editing.sheets import survey_of
from survey.questionnaires.library import block_of, fragment, items_of, library
from tests.survey.build import YES_NO, item, workbook

FORM = workbook(item("text", "mine", "À moi ?"), item("select_one yn", "sure", "Sûr ?"), choices=YES_NO)


def names(book: Workbook) -> list[str]:
    return [line.name for line in lines(survey_of(book)) if line.kind is LineKind.ITEM]


@pytest.mark.parametrize("block", [block.id for block in library()])
def test_every_block_goes_into_a_form_in_the_language_of_the_form(block: str) -> None:
    read = questionnaire_from(add_block(FORM, fragment(block_of(block)), after="mine"), converter=False)
    asked = {each.name: each for each in read.items}
    for expected in items_of(block_of(block)):
        found = asked[expected.name]
        assert (found.kind, found.role) == (expected.kind, expected.role)
        assert found.label.text("fr") == expected.label.text("fr")
        assert [choice.label.text("fr") for choice in found.choices] == [
            choice.label.text("fr") for choice in expected.choices
        ]
    assert read.languages == questionnaire_from(FORM, converter=False).languages


def test_the_rows_of_the_form_stay_and_the_block_stands_where_it_was_asked_for() -> None:
    found = names(add_block(FORM, fragment(block_of("use")), after="mine"))
    assert (found[0], found[-1]) == ("mine", "sure")
    assert "use_choice" in found
    before, after = survey_of(FORM), survey_of(add_block(FORM, fragment(block_of("use"))))
    assert [row.cells for row in after.rows][: len(before.rows)] == [row.cells for row in before.rows]


def test_other_choices_of_the_same_name_keep_theirs() -> None:
    own = ({"list_name": "agreement", "name": "so", "label": "Bof"},)
    form = workbook(item("select_one agreement", "mine", "À moi ?"), choices=own)
    read = questionnaire_from(add_block(form, fragment(block_of("use"))), converter=False)
    asked = {each.name: each for each in read.items}
    assert [choice.name for choice in asked["mine"].choices] == ["so"]
    assert asked["use_choice"].choice_list == "agreement_2"
    assert len(asked["use_choice"].choices) >= 5


def test_a_block_that_is_asked_already_is_refused_by_name() -> None:
    once = add_block(FORM, fragment(block_of("use")))
    with pytest.raises(QuestionnaireRefused) as refusal:
        add_block(once, fragment(block_of("use")))
    assert ProblemCode.DUPLICATE_NAME in {fault.code for fault in refusal.value.problems}


def test_what_the_form_asks_already_stays_out() -> None:
    once = add_block(FORM, fragment(block_of("profile")))
    book = add_block(once, fragment(block_of("attachment")))
    assert [name for name in names(book) if name not in names(once)] == [
        "attachment_home",
        "attachment_stay",
    ]


def test_a_second_block_shares_what_is_hidden_and_the_choices() -> None:
    book = add_block(add_block(FORM, fragment(block_of("use"))), fragment(block_of("attachment")))
    assert len(names(book)) == len(set(names(book)))
    choices = book.sheet("choices")
    assert choices is not None
    lists = [(choices.cell(row, "list_name"), choices.cell(row, "name")) for row in choices.rows]
    assert len(lists) == len(set(lists))
