"""The library of questions: every scale has its place, its source and its rows to take out."""

from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook

from survey.languages import LANGUAGES
from survey.questionnaires import BUILTIN, Item, load_builtin, questionnaire_from
from survey.questionnaires.library import Block, Validity, block_of, fragment, items_of, library, used_in
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx

FAMILIES = ("scale:", "needs.", "open.", "evocation.", "origin.", "profile.", "residence", "agreement.")
"""How the roles begin whose questions the library holds."""
CODES = {entry.code for entry in LANGUAGES}
BLOCKS = [pytest.param(block, id=block.id) for block in library()]


def asked() -> dict[str, dict[str, Item]]:
    """The questions of every built-in instrument, by its name and theirs."""
    return {
        name: {item.name: item for item in questionnaire_from(load_builtin(name), converter=False).items}
        for name in BUILTIN
    }


def test_every_question_of_a_family_belongs_to_exactly_one_block() -> None:
    belongs = Counter(name for block in library() for _, names in block.names for name in names)
    wanted = {
        item.name
        for items in asked().values()
        for item in items.values()
        if item.role.startswith(FAMILIES) or item.role == "consent.survey"
    }
    assert set(belongs) == wanted
    assert set(belongs.values()) == {1}


def test_questions_of_the_same_name_are_asked_in_the_same_words_in_every_survey() -> None:
    differing = []
    first: dict[str, tuple[str, object]] = {}
    surveys = {name: items for name, items in asked().items() if name != "registration"}
    for questionnaire, items in surveys.items():
        for name, item in items.items():
            choices = tuple((choice.name, choice.label) for choice in item.choices)
            words = (item.kind, item.role, item.scoring, item.label, item.hint, item.constraint, choices)
            there, known = first.setdefault(name, (questionnaire, words))
            if words != known:
                differing.append((name, there, questionnaire))
    assert differing == []


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_has_its_title_in_every_language_and_says_where_it_comes_from(block: Block) -> None:
    assert set(block.title.languages) == CODES
    assert bool(block.sources) == (block.validity is Validity.ADAPTED)
    assert used_in(block)
    assert all(set(item.label.languages) == CODES for item in items_of(block))


@pytest.mark.parametrize("block", BLOCKS)
def test_the_rows_of_a_block_are_a_form_that_stands_alone(block: Block) -> None:
    taken = fragment(block)
    assert [sheet.name for sheet in taken.sheets] == ["survey", "choices"]
    again = read_xlsx(write_xlsx(taken), block.id)
    read = {item.name: item for item in questionnaire_from(again).items}
    for item in items_of(block):
        there = read[item.name]
        assert (there.kind, there.role, there.scoring) == (item.kind, item.role, item.scoring)
        assert dict(there.label.by_language) == dict(item.label.by_language)
        assert [choice.name for choice in there.choices] == [choice.name for choice in item.choices]


def test_what_a_block_refers_to_comes_first_and_groups_come_whole() -> None:
    rows = load_workbook(BytesIO(write_xlsx(fragment(block_of("attachment"))))).worksheets[0]
    names = [row[:2] for row in rows.iter_rows(min_row=2, values_only=True)]
    assert names == [
        ("hidden", "quartier_name"),
        ("select_one residence", "residence"),
        ("begin_group", "attachment"),
        ("select_one agreement", "attachment_home"),
        ("select_one agreement", "attachment_stay"),
        ("end_group", "attachment"),
    ]
    alone = fragment(block_of("discrimination")).survey
    assert alone is not None
    assert [alone.cell(row, "name") for row in alone.rows] == ["treated_worse"]


def test_a_block_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        block_of("nothing")
