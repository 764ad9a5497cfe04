"""The choices of a list: one more, one less, in another order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from survey.expressions import ExpressionError
from survey.expressions.tree import Call, Chain, Current, Node, Reference, Text, children, walk
from survey.problems import ProblemCode, cell_place
from survey.questionnaires.dependencies import CONDITIONS, condition, read_condition
from survey.questionnaires.editing.lines import refused
from survey.questionnaires.editing.moving import Direction
from survey.questionnaires.editing.names import name_from
from survey.questionnaires.editing.sheets import (
    column_of,
    records,
    with_block_moved,
    with_column,
    with_rows,
    with_sheet,
    without_rows,
)
from survey.questionnaires.editing.texts import Slot, TextEdit, with_texts
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.values import Group, Item
from survey.questionnaires.workbook import Sheet, Workbook


def add_choice(workbook: Workbook, choice_list: str, labels: Mapping[str, str]) -> Workbook:
    """The workbook with one more choice at the end of a list, its labels by language; its name is made from
    the first of them.

    Raises QuestionnaireRefused when a question of this list takes no such choice.
    """
    default = questionnaire_from(workbook, converter=False).default_language
    changed = with_choice(workbook, choice_list, labels, default)
    questionnaire_from(changed, converter=False)
    return changed


def with_choice(
    workbook: Workbook, choice_list: str, labels: Mapping[str, str], default_language: str
) -> Workbook:
    """The workbook with one more choice, not read again: for edits that have more to change first."""
    workbook = with_sheet(workbook, "choices", ("list_name", "name"))
    sheet = _choices(workbook)
    rows = _rows(sheet, choice_list)
    taken = set(rows)
    name = name_from(next(iter(labels.values()), ""), taken, otherwise="choix")
    place = max(rows.values()) + 1 if rows else len(sheet.rows)
    columns: dict[int, str] = {}
    for text, meanings in ((choice_list, ("list_name",)), (name, ("name", "value"))):
        at = column_of(sheet, *meanings)
        if at is None:
            sheet, at = with_column(sheet, meanings[0])
        columns[at] = text
    workbook = workbook.with_sheet(with_rows(sheet, place, [columns]))
    edits = [TextEdit(Slot(choice_list, "label", name), *each) for each in labels.items()]
    return with_texts(workbook, edits, default_language)


def remove_choice(workbook: Workbook, choice_list: str, name: str) -> Workbook:
    """The workbook without a choice; raises QuestionnaireRefused when it is the last one, or when an expression
    compares with it, naming whose."""
    sheet = _choices(workbook)
    rows = _rows(sheet, choice_list)
    place = _place(rows, name)
    at = cell_place("choices", sheet.rows[place].number, "name")
    if len(rows) == 1:
        raise refused(ProblemCode.LAST_CHOICE, at, name=name)
    users = list(dict.fromkeys(_compared(workbook, choice_list, name)))
    if users:
        raise refused(ProblemCode.STILL_USED, at, name=name, users=", ".join(users))
    changed = workbook.with_sheet(without_rows(sheet, [place]))
    questionnaire_from(changed, converter=False)
    return changed


def move_choice(workbook: Workbook, choice_list: str, name: str, direction: Direction) -> Workbook:
    """The workbook with a choice past the one above or below it in its list; refused at the edge."""
    sheet = _choices(workbook)
    rows = _rows(sheet, choice_list)
    places = sorted(rows.values())
    at = places.index(_place(rows, name))
    first = at - 1 if direction is Direction.UP else at
    if not 0 <= first < len(places) - 1:
        raise refused(ProblemCode.AT_THE_EDGE, cell_place("choices"), name=name)
    upper, lower = places[first], places[first + 1]
    # The two change places; rows of other lists between them stay.
    moved = with_block_moved(sheet, lower, lower + 1, upper)
    moved = with_block_moved(moved, upper + 1, upper + 2, lower + 1)
    return workbook.with_sheet(moved)


def editable(workbook: Workbook, choice_list: str) -> bool:
    """Whether each choice of a list stands in the sheet once, so that its name tells it from the others."""
    found = [name for _, name in _named(workbook.sheet("choices"), choice_list)]
    return bool(found) and len(set(found)) == len(found)


def drop_unused(workbook: Workbook, choice_list: str) -> Workbook:
    """The workbook without a list that no row of the survey names any more."""
    sheet, survey = workbook.sheet("choices"), workbook.survey
    if sheet is None or survey is None or any(choice_list in cell.split() for cell in _types(survey)):
        return workbook
    return workbook.with_sheet(without_rows(sheet, _rows(sheet, choice_list).values()))


def _types(survey: Sheet) -> Iterator[str]:
    at = column_of(survey, "type")
    return (row.cells[at] for row in survey.rows if at is not None and at < len(row.cells))


def _choices(workbook: Workbook) -> Sheet:
    return workbook.sheet("choices") or replace(workbook.sheets[0], name="choices", columns=(), rows=())


def _named(sheet: Sheet | None, choice_list: str) -> Iterator[tuple[int, str]]:
    for place, record in records(sheet, "choices") if sheet else ():
        if record.value("list_name") == choice_list:
            yield place, record.value("name") or record.value("value")


def _rows(sheet: Sheet, choice_list: str) -> dict[str, int]:
    return {name: place for place, name in _named(sheet, choice_list)}


def _place(rows: Mapping[str, int], name: str) -> int:
    if name not in rows:
        raise refused(ProblemCode.NO_SUCH_QUESTION, cell_place("choices"), name=name[:100])
    return rows[name]


def _compared(workbook: Workbook, choice_list: str, name: str) -> Iterator[str]:
    """The questions and groups with an expression that compares an answer of this list with this choice."""
    read = questionnaire_from(workbook, converter=False)
    asking = {item.name for item in read.items if item.choice_list == choice_list}
    nodes: list[Item | Group] = [*read.items, *read.groups]
    for node in (node for node in nodes if node.turn == 1):
        for column in CONDITIONS:
            source = condition(node, column)
            try:
                tree = read_condition(source, column).tree if source else None
            except ExpressionError:
                continue
            if tree is not None and any(_compares(each, node, asking, name) for each in walk(tree)):
                yield node.name


def _compares(tree: Node, by: Item | Group, asking: set[str], name: str) -> bool:
    if not isinstance(tree, Chain | Call):
        return False
    inside = children(tree)
    speaks_of = any(
        (isinstance(each, Reference) and each.name in asking)
        or (isinstance(each, Current) and by.name in asking)
        for each in inside
    )
    return speaks_of and any(isinstance(each, Text) and name in each.value.split() for each in inside)
