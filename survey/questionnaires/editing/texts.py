"""The texts of a questionnaire: each one found by what it belongs to, written in one language, listed where it
lacks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.bounds import MAX_CHARACTERS
from survey.questionnaires.columns import header
from survey.questionnaires.editing.lines import LineKind, line_of, lines, refused
from survey.questionnaires.editing.sheets import records, survey_of, with_cell, with_column, with_sheet
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Group, Item, Questionnaire
from survey.questionnaires.workbook import HEADER_ROW, Row, Sheet, Workbook

COLUMNS = {
    "label": "label",
    "hint": "hint",
    "guidance_hint": "guidance",
    "required_message": "required_message",
    "constraint_message": "constraint_message",
}
"""The columns of a question's texts, by the name its value has for each."""
TITLE = "form_title"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text stands: a column of the question or group `name`; the label of a choice of the list
    `name`; the title, when there is no name."""

    name: str = ""
    column: str = "label"
    choice: str = ""


THE_TITLE = Slot(column=TITLE)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """What to write in a slot, in a language; "" to empty it."""

    slot: Slot
    language: str
    text: str


def set_text(workbook: Workbook, slot: Slot, language: str, text: str) -> Workbook:
    """The workbook with one text written, as `set_texts` does."""
    return set_texts(workbook, [TextEdit(slot, language, text)])


def set_texts(workbook: Workbook, edits: Iterable[TextEdit]) -> Workbook:
    """The workbook with texts written, under the headers it has or one more for a new language.

    Raises QuestionnaireRefused for a slot that is not there, for a text too long for a cell, and with every
    fault that the texts would bring (a name in them that no question has, a question left without words).
    """
    default = questionnaire_from(workbook, converter=False).default_language
    workbook = with_texts(workbook, edits, default)
    questionnaire_from(workbook, converter=False)
    return workbook


def with_texts(workbook: Workbook, edits: Iterable[TextEdit], default_language: str) -> Workbook:
    """The workbook with texts written, not read again: for edits that have more to change first."""
    for edit in edits:
        workbook = _written(workbook, edit, default_language)
    return workbook


def slots(questionnaire: Questionnaire) -> tuple[tuple[Slot, Texts], ...]:
    """Every text that the rows hold in some language, in the order of the form; each choice list once, with
    the first question that uses it."""
    found = [(THE_TITLE, questionnaire.title), *_of_lines(questionnaire)]
    return tuple((slot, texts) for slot, texts in found if texts)


def slots_of(item: Item | Group) -> tuple[tuple[Slot, Texts], ...]:
    """The texts of one question or group, written or not; choices left aside."""
    columns = COLUMNS if isinstance(item, Item) else {"label": "label"}
    return tuple((Slot(item.name, column), getattr(item, value)) for column, value in columns.items())


def lacking(questionnaire: Questionnaire, language: str) -> tuple[tuple[Slot, Texts], ...]:
    """The texts that stand in some language and not in this one."""
    return tuple((slot, texts) for slot, texts in slots(questionnaire) if language not in texts.languages)


def _of_lines(questionnaire: Questionnaire) -> Iterator[tuple[Slot, Texts]]:
    items = {item.name: item for item in questionnaire.items if item.turn == 1}
    groups = {group.name: group for group in questionnaire.groups if group.turn == 1}
    seen: set[str] = set()
    for line in lines(survey_of(questionnaire.workbook)):
        if line.kind is LineKind.BEGIN and line.name in groups:
            yield from slots_of(groups[line.name])
        if line.kind is LineKind.ITEM and line.name in items:
            item = items[line.name]
            yield from slots_of(item)
            if item.choices and item.choice_list not in seen:
                seen.add(item.choice_list)
                yield from _of_choices(item)


def _of_choices(item: Item) -> Iterator[tuple[Slot, Texts]]:
    """The labels of the choices that stand in the sheet: the one that or_other adds has a row of its
    question."""
    for choice in item.worded():
        if choice.row != item.row or choice.columns:
            yield Slot(item.choice_list, "label", choice.name), choice.label


def _written(workbook: Workbook, edit: TextEdit, default: str) -> Workbook:
    if len(edit.text) > MAX_CHARACTERS:
        raise refused(ProblemCode.CELL_TOO_LONG, cell_place("survey"), limit=MAX_CHARACTERS)
    workbook, sheet, place = _found(workbook, edit.slot)
    at = _columns(sheet, edit.slot.column, edit.language, default)
    cells = sheet.rows[place].cells
    filled = [column for column in at if column < len(cells) and cells[column].strip()]
    if not edit.text:
        for column in filled:
            sheet = with_cell(sheet, place, column, "")
        return workbook.with_sheet(sheet)
    if not at:
        head = _header(workbook, sheet, edit.slot.column, edit.language, default)
        sheet, column = with_column(sheet, head)
        at = [column]
    return workbook.with_sheet(with_cell(sheet, place, (filled or at)[0], edit.text))


def _found(workbook: Workbook, slot: Slot) -> tuple[Workbook, Sheet, int]:
    """The sheet that holds a slot and the place of its row; a workbook without settings gets them."""
    if slot.column == TITLE:
        workbook, sheet = settings_of(workbook)
        return workbook, sheet, 0
    if not slot.choice:
        sheet = survey_of(workbook)
        return workbook, sheet, line_of(sheet, slot.name).start
    sheet = workbook.sheet("choices") or Sheet("choices", (), ())
    for place, record in records(sheet, "choices"):
        named = record.value("name") or record.value("value")
        if (record.value("list_name"), named) == (slot.name, slot.choice):
            return workbook, sheet, place
    raise refused(ProblemCode.NO_SUCH_QUESTION, cell_place("choices"), name=slot.choice[:100])


def settings_of(workbook: Workbook) -> tuple[Workbook, Sheet]:
    """The workbook with a sheet of settings that has its one row, and that sheet."""
    workbook = with_sheet(workbook, "settings", ())
    sheet = workbook.sheet("settings")
    if sheet is None:
        raise LookupError("settings")
    if not sheet.rows:
        sheet = replace(sheet, rows=(Row(HEADER_ROW + 1, ()),))
    return workbook.with_sheet(sheet), sheet


def _columns(sheet: Sheet, column: str, language: str, default: str) -> list[int]:
    """The places of the headers read for a column in a language, those that name it first."""
    heads = [(place, header(written)) for place, written in enumerate(sheet.columns)]
    named = [place for place, head in heads if head.column == column and head.language == language]
    plain = [place for place, head in heads if head.column == column and not head.written_language]
    return [*named, *(plain if language == default else [])]


def _header(workbook: Workbook, sheet: Sheet, column: str, language: str, default: str) -> str:
    """A header for a column in a language, spelled as the other headers of the workbook are."""
    if language == default and any(header(each) == header("label") for each in sheet.columns):
        return column
    heads = (header(each) for every in workbook.sheets for each in every.columns)
    spelled = (head.written_language for head in heads if head.language == language)
    return f"{column}::{next(spelled, language)}"
