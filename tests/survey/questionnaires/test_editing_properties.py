"""Edits of made-up forms: each changes its target and nothing else, breaks nothing, and can be taken back."""

from collections import Counter
from collections.abc import Callable

from hypothesis import assume, given
from hypothesis import strategies as st

from survey.questionnaires import QuestionnaireRefused, Workbook, questionnaire_from
from survey.questionnaires.editing import (
    AnswerTest,
    Direction,
    LineKind,
    NewKind,
    NewQuestion,
    Operator,
    SimpleCondition,
    Slot,
    add_choice,
    add_question,
    lines,
    move,
    move_before,
    move_choice,
    remove_choice,
    remove_question,
    set_condition,
    set_required,
    set_text,
    simple_condition,
)
from survey.questionnaires.editing.conditions import written
from tests.survey.flow.generate import workbooks

Cell = tuple[str, int, str]
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="$"), min_size=1).filter(
    lambda text: text.strip() == text
)


def cells(workbook: Workbook) -> dict[Cell, str]:
    """Every cell that holds something, by sheet, row number and header."""
    return {
        (sheet.name, row.number, column): text
        for sheet in workbook.sheets
        for row in sheet.rows
        for column, text in zip(sheet.columns, row.cells, strict=False)
        if text
    }


def changed(before: Workbook, after: Workbook) -> set[Cell]:
    old, new = cells(before), cells(after)
    return {cell for cell in old.keys() | new.keys() if old.get(cell) != new.get(cell)}


def contents(workbook: Workbook) -> Counter[tuple[str, tuple[str, ...]]]:
    """What the rows hold, whatever their numbers."""
    return Counter((sheet.name, row.cells) for sheet in workbook.sheets for row in sheet.rows)


def names(workbook: Workbook, *kinds: LineKind) -> list[str]:
    assert workbook.survey is not None
    return [line.name for line in lines(workbook.survey) if line.kind in kinds]


def row_of(workbook: Workbook, name: str) -> int:
    assert workbook.survey is not None
    return next(
        line.number for line in lines(workbook.survey) if line.name == name and line.kind is not LineKind.END
    )


def attempt(edit: Callable[[], Workbook]) -> Workbook:
    """The edited workbook, accepted; a refusal that names its problems ends the example."""
    try:
        edited = edit()
    except QuestionnaireRefused as refusal:
        assume(not refusal.problems)
        raise
    questionnaire_from(edited, converter=False)
    return edited


@given(workbooks(), st.data())
def test_a_wording_changes_one_cell_and_can_be_taken_back(workbook: Workbook, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names(workbook, LineKind.ITEM)))
    language = data.draw(st.sampled_from(["fr", "ar", "tr", "fr@simple"]))
    column = data.draw(st.sampled_from(["label", "hint", "constraint_message"]))
    row = row_of(workbook, name)
    before = cells(workbook).get(("survey", row, f"{column}::{language}"), "")
    edited = attempt(lambda: set_text(workbook, Slot(name, column), language, data.draw(WORDS)))
    assert changed(workbook, edited) <= {("survey", row, f"{column}::{language}")}
    back = set_text(edited, Slot(name, column), language, before)
    assert cells(back) == cells(workbook)


@given(workbooks(), st.data())
def test_a_step_moves_lines_and_the_step_back_brings_the_same_rows(
    workbook: Workbook, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(names(workbook, LineKind.ITEM, LineKind.BEGIN)))
    direction = data.draw(st.sampled_from(Direction))
    other = Direction.UP if direction is Direction.DOWN else Direction.DOWN
    edited = attempt(lambda: move(workbook, name, direction))
    assert contents(edited) == contents(workbook)
    assert [row.number for row in edited.sheets[0].rows] == [row.number for row in workbook.sheets[0].rows]
    assert edited.sheets[1:] == workbook.sheets[1:]
    assert edited != workbook
    assert move(edited, name, other) == workbook


@given(workbooks(), st.data())
def test_a_line_goes_before_any_other_with_all_that_it_holds(workbook: Workbook, data: st.DataObject) -> None:
    everything = names(workbook, LineKind.ITEM, LineKind.BEGIN)
    name, other = data.draw(st.sampled_from(everything)), data.draw(st.sampled_from([*everything, None]))
    edited = attempt(lambda: move_before(workbook, name, other))
    assert contents(edited) == contents(workbook)
    order = names(edited, LineKind.ITEM, LineKind.BEGIN)
    if other is not None and other != name:
        assert order.index(name) < order.index(other)
    rest = [each for each in everything if each != name]
    if name in names(workbook, LineKind.ITEM):
        assert [each for each in order if each != name] == rest


@given(workbooks(), st.data())
def test_a_requirement_changes_one_cell_and_can_be_taken_back(
    workbook: Workbook, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(names(workbook, LineKind.ITEM)))
    row = row_of(workbook, name)
    was = cells(workbook).get(("survey", row, "required"), "")
    edited = attempt(lambda: set_required(workbook, name, not was))
    assert changed(workbook, edited) == {("survey", row, "required")}
    assert cells(set_required(edited, name, bool(was))) == cells(workbook)


@given(workbooks(), st.data())
def test_a_condition_is_written_on_its_row_alone_and_read_back(
    workbook: Workbook, data: st.DataObject
) -> None:
    everything = names(workbook, LineKind.ITEM, LineKind.BEGIN)
    name = data.draw(st.sampled_from(everything))
    one = AnswerTest(data.draw(st.sampled_from(everything)), Operator.IS_NOT, "two0")
    condition = SimpleCondition((one, AnswerTest(one.question, Operator.MORE, "2", number=True)), every=False)
    row = row_of(workbook, name)
    was = cells(workbook).get(("survey", row, "relevant"), "")
    edited = attempt(lambda: set_condition(workbook, name, condition))
    assert changed(workbook, edited) == {("survey", row, "relevant")}
    assert simple_condition(cells(edited)["survey", row, "relevant"]) == condition
    back = set_condition(edited, name, simple_condition(was) if was else None)
    assert changed(workbook, back) <= {("survey", row, "relevant")}
    read = cells(back).get(("survey", row, "relevant"), "")
    assert simple_condition(read) == simple_condition(was)


@given(workbooks(), st.data())
def test_a_question_put_in_and_taken_out_leaves_the_same_rows(
    workbook: Workbook, data: st.DataObject
) -> None:
    after = data.draw(st.sampled_from([*names(workbook, LineKind.ITEM, LineKind.BEGIN), None]))
    asked = NewQuestion(data.draw(st.sampled_from(NewKind)), data.draw(WORDS), "fr", ("Oui", "Non"))
    edited = attempt(lambda: add_question(workbook, "neuve", asked, after=after))
    assert "neuve" in names(edited, LineKind.ITEM)
    assert not contents(workbook) - contents(edited)
    assert cells(remove_question(edited, "neuve")) == cells(workbook)


@given(workbooks(), st.data())
def test_what_is_taken_out_was_referred_to_by_nobody(workbook: Workbook, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names(workbook, LineKind.ITEM)))
    edited = attempt(lambda: remove_question(workbook, name))
    assert name not in names(edited, LineKind.ITEM)
    assert not contents(edited) - contents(workbook)
    assert not any(f"${{{name}}}" in cell for cell in cells(edited).values())


@given(workbooks(), st.data())
def test_choices_come_go_and_change_places(workbook: Workbook, data: st.DataObject) -> None:
    lists = {item.choice_list for item in questionnaire_from(workbook, converter=False).items if item.choices}
    assume(lists)
    name = data.draw(st.sampled_from(sorted(lists)))
    edited = attempt(lambda: add_choice(workbook, name, {"fr": "Ni oui ni non", "ar": "لا"}))
    assert not contents(workbook) - contents(edited)
    assert cells(remove_choice(edited, name, "ni_oui_ni_non")) == cells(workbook)
    moved = move_choice(edited, name, "ni_oui_ni_non", Direction.UP)
    assert contents(moved) == contents(edited)
    assert move_choice(moved, name, "ni_oui_ni_non", Direction.DOWN) == edited


TESTS = st.one_of(
    st.builds(
        AnswerTest,
        st.sampled_from(["q0", "age", "é_1"]),
        st.sampled_from([Operator.IS, Operator.IS_NOT, Operator.INCLUDES, Operator.EXCLUDES]),
        WORDS.filter(lambda text: "'" not in text or '"' not in text),
    ),
    st.builds(
        AnswerTest,
        st.just("age"),
        st.sampled_from([each for each in Operator if each not in (Operator.INCLUDES, Operator.EXCLUDES)]),
        st.integers(-200, 200).map(str),
        st.just(True),
    ),
)


@given(st.lists(TESTS, min_size=1, max_size=5), st.booleans())
def test_a_simple_condition_reads_back_as_it_was_meant(tests: list[AnswerTest], every: bool) -> None:
    condition = SimpleCondition(tuple(tests), every or len(tests) == 1)
    assert simple_condition(written(condition)) == condition
