"""A block of questions put into a form: rows of another workbook, texts under the headers that the form has."""

from collections.abc import Mapping, Sequence
from itertools import count

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.columns import TRANSLATED, header
from survey.questionnaires.editing.lines import lines, place_in, refused
from survey.questionnaires.editing.sheets import column_of, survey_of, with_column, with_rows, with_sheet
from survey.questionnaires.editing.texts import THE_TITLE, Slot, TextEdit, slots, with_texts
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.rows import BEGINS, ENDS
from survey.questionnaires.values import Questionnaire
from survey.questionnaires.workbook import Sheet, Workbook

_Row = dict[str, str]


def add_block(workbook: Workbook, block: Workbook, *, after: str | None = None) -> Workbook:
    """The workbook with the questions of another one below the question `after`, or last for None.

    Texts come in the languages that the form has. What the form asks already, by the same name for the same role,
    stays out; a list of the same choices is shared, one of other choices comes under a free name. Raises
    QuestionnaireRefused when nothing is left to ask, or when the form would not be accepted: another question or
    page has a name of the block.
    """
    read, given = (questionnaire_from(each, converter=False) for each in (workbook, block))
    lists = _lists(read, given)
    rows = _not_yet(_rows(survey_of(block)), read, given)
    sheet = survey_of(workbook)
    found = lines(sheet)
    place = len(sheet.rows) if after is None else found[place_in(found, after)].stop
    asked = [row | {"type": _choosing(row["type"], lists)} for row in rows]
    workbook = workbook.with_sheet(_with(sheet, place, asked))
    new = [name for name in lists.values() if name not in {item.choice_list for item in read.items}]
    choices = block.sheet("choices")
    if new and choices is not None:
        workbook = with_sheet(workbook, "choices", ("list_name", "name"))
        added = [row | {"list_name": lists[row["list_name"]]} for row in _rows(choices)]
        there = workbook.sheet("choices") or choices
        added = [row for row in added if row["list_name"] in new]
        workbook = workbook.with_sheet(_with(there, len(there.rows), added))
    names = {row["name"] for row in rows if "name" in row}
    workbook = with_texts(workbook, _texts(read, given, lists, names | set(new)), read.default_language)
    questionnaire_from(workbook, converter=False)
    return workbook


def _not_yet(rows: Sequence[_Row], read: Questionnaire, given: Questionnaire) -> list[_Row]:
    """The rows of what the form does not ask yet; groups that hold none of it stay out."""
    known = {(item.name, item.role): item for item in read.items}
    there = {
        item.name: known[item.name, item.role] for item in given.items if (item.name, item.role) in known
    }
    kept: list[_Row] = []
    for row in rows:
        if row.get("name") in there and row["type"] not in BEGINS:
            continue
        if row["type"] in ENDS and kept and kept[-1]["type"] in BEGINS:
            kept.pop()
            continue
        kept.append(row)
    if not kept:
        first = next(item for item in there.values() if item.label)
        raise refused(
            ProblemCode.DUPLICATE_NAME,
            cell_place("survey", first.row, "name"),
            name=first.name,
            first=first.row,
        )
    return kept


def _rows(sheet: Sheet) -> list[_Row]:
    """The cells of each row by header, texts and empty ones left out."""
    kept = [column for column in sheet.columns if header(column).column not in TRANSLATED]
    return [{column: cell for column in kept if (cell := sheet.cell(row, column))} for row in sheet.rows]


def _with(sheet: Sheet, place: int, rows: Sequence[_Row]) -> Sheet:
    """The sheet with rows put in, under headers that mean the same or under new ones."""
    cells: list[dict[int, str]] = []
    for row in rows:
        cells.append({})
        for column, text in row.items():
            at = column_of(sheet, column)
            if at is None:
                sheet, at = with_column(sheet, column)
            cells[-1][at] = text
    return with_rows(sheet, place, cells)


def _lists(read: Questionnaire, given: Questionnaire) -> dict[str, str]:
    """What each choice list of the block is called in the form."""
    known = {item.choice_list: {choice.name for choice in item.choices} for item in read.items}
    found: dict[str, str] = {}
    for item in given.items:
        name = item.choice_list
        if not name or name in found:
            continue
        same = {choice.name for choice in item.choices}
        tries = (name if number == 1 else f"{name}_{number}" for number in count(1))
        found[name] = next(each for each in tries if known.get(each, same) == same)
    return found


def _choosing(kind: str, lists: Mapping[str, str]) -> str:
    """A cell of the column type, its list under the name that it has in the form."""
    first, space, name = kind.partition(" ")
    return f"{first} {lists.get(name, name)}" if space else kind


def _texts(
    read: Questionnaire, given: Questionnaire, lists: Mapping[str, str], new: set[str]
) -> list[TextEdit]:
    """The texts of the questions, groups and lists named in ``new``, in the languages of the form."""
    edits = []
    for slot, texts in slots(given):
        if slot == THE_TITLE:
            continue
        if slot.choice:
            slot = Slot(lists[slot.name], slot.column, slot.choice)
        if slot.name not in new:
            continue
        edits += [
            TextEdit(slot, language, text)
            for language, text in texts.by_language
            if language in read.languages
        ]
    return edits
