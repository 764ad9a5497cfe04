"""Questions put in and taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.dependencies import uses
from survey.questionnaires.editing.choices import drop_unused, with_choice
from survey.questionnaires.editing.lines import LineKind, end_of, lines, place_in, refused
from survey.questionnaires.editing.names import name_from
from survey.questionnaires.editing.sheets import (
    column_of,
    survey_of,
    with_column,
    with_rows,
    without_rows,
)
from survey.questionnaires.editing.texts import Slot, TextEdit, with_texts
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.values import Group, Item, Questionnaire
from survey.questionnaires.workbook import Workbook


class NewKind(StrEnum):
    """The types of question that can be added here; the others come by spreadsheet."""

    TEXT = "text"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    NOTE = "note"


WITH_CHOICES = frozenset({NewKind.SELECT_ONE, NewKind.SELECT_MULTIPLE})


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question to add: its label and the labels of its choices, in one language."""

    kind: NewKind
    label: str
    language: str
    choices: tuple[str, ...] = ()


def free_name(workbook: Workbook, label: str) -> str:
    """A name for a new question with this label, that no question, group or choice list has."""
    read = questionnaire_from(workbook, converter=False)
    taken = {*_names(read), *(item.choice_list for item in read.items)}
    return name_from(label, taken, otherwise="question")


def add_question(workbook: Workbook, name: str, asked: NewQuestion, *, after: str | None = None) -> Workbook:
    """The workbook with a question called `name` below the question `after`, first in the group of that name,
    or last for None; its choices make a list of the same name.

    Raises QuestionnaireRefused when the workbook would not be accepted: no words, a name taken.
    """
    sheet = survey_of(workbook)
    found = lines(sheet)
    place = len(sheet.rows) if after is None else found[place_in(found, after)].stop
    written = f"{asked.kind} {name}" if asked.kind in WITH_CHOICES else asked.kind.value
    cells: dict[int, str] = {}
    for column, text in (("type", written), ("name", name)):
        at = column_of(sheet, column)
        if at is None:
            sheet, at = with_column(sheet, column)
        cells[at] = text
    default = questionnaire_from(workbook, converter=False).default_language
    workbook = workbook.with_sheet(with_rows(sheet, place, [cells]))
    workbook = with_texts(workbook, [TextEdit(Slot(name), asked.language, asked.label)], default)
    for label in asked.choices if asked.kind in WITH_CHOICES else ():
        workbook = with_choice(workbook, name, {asked.language: label}, default)
    questionnaire_from(workbook, converter=False)
    return workbook


def remove_question(workbook: Workbook, name: str) -> Workbook:
    """The workbook without a question, and without its choices when no other question takes them; or without
    a group that is empty.

    Raises QuestionnaireRefused when other rows refer to it, naming them, or when a group still holds something.
    """
    sheet = survey_of(workbook)
    found = lines(sheet)
    first = place_in(found, name)
    last = end_of(found, first)
    place = cell_place("survey", found[first].number)
    if last > first + 1:
        raise refused(ProblemCode.GROUP_NOT_EMPTY, place, name=name)
    read = questionnaire_from(workbook, converter=False)
    gone = {item.name for item in read.items if item.row == found[first].number and item.turn <= 1}
    users = list(dict.fromkeys(_users(read, gone)))
    if users and found[first].kind is LineKind.ITEM:
        raise refused(ProblemCode.STILL_USED, place, name=name, users=", ".join(users))
    changed = workbook.with_sheet(without_rows(sheet, {found[first].start, found[last].start}))
    for choice_list in {item.choice_list for item in read.items if item.name == name and item.choice_list}:
        changed = drop_unused(changed, choice_list)
    questionnaire_from(changed, converter=False)
    return changed


def _users(read: Questionnaire, gone: set[str]) -> Iterator[str]:
    nodes: list[Item | Group] = [*read.items, *read.groups]
    for node in nodes:
        if node.name not in gone and node.turn == 1:
            yield from (node.name for use in uses(node) if use.name in gone)


def _names(read: Questionnaire) -> Sequence[str]:
    return [*(item.name for item in read.items), *(group.name for group in read.groups)]
