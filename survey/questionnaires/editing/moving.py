"""Questions and groups put elsewhere, unless something would be asked before what it depends on."""

from enum import StrEnum

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires.editing.lines import Line, LineKind, end_of, lines, place_in, refused
from survey.questionnaires.editing.sheets import survey_of, with_block_moved
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import Sheet, Workbook


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


def move(workbook: Workbook, name: str, direction: Direction) -> Workbook:
    """The workbook with a question one line up or down, into and out of groups; a group goes past the line
    or the whole group beside it.

    Raises QuestionnaireRefused at the edge, or when what is asked would depend on what is asked later.
    """
    sheet = survey_of(workbook)
    found = lines(sheet)
    first = place_in(found, name)
    to = _target(found, first, direction)
    if to is None:
        raise refused(ProblemCode.AT_THE_EDGE, cell_place("survey", found[first].number), name=name)
    return _moved(workbook, found, first, to)


def can_move(found: tuple[Line, ...], name: str, direction: Direction) -> bool:
    """Whether there is a line to go past on this side."""
    return _target(found, place_in(found, name), direction) is not None


def move_before(workbook: Workbook, name: str, other: str | None) -> Workbook:
    """The workbook with a question, or a group and all it holds, put before another one; last for None.

    Raises QuestionnaireRefused as `move` does; a group cannot go into itself.
    """
    sheet = survey_of(workbook)
    found = lines(sheet)
    first = place_in(found, name)
    last = end_of(found, first)
    to = len(sheet.rows) if other is None else found[place_in(found, other)].start
    if found[first].start < to < found[last].stop:
        raise refused(ProblemCode.AT_THE_EDGE, cell_place("survey", found[first].number), name=name)
    return _moved(workbook, found, first, to)


def _target(found: tuple[Line, ...], first: int, direction: Direction) -> int | None:
    """The row before which a move of one step puts a line, None at the edge."""
    group = found[first].kind is LineKind.BEGIN
    if direction is Direction.UP:
        if first == 0 or (group and found[first - 1].kind is LineKind.BEGIN):
            return None
        above = first - 1
        if group and found[above].kind is LineKind.END:
            above = place_in(found, found[above].name)
        return found[above].start
    below = end_of(found, first) + 1
    if below == len(found) or (group and found[below].kind is LineKind.END):
        return None
    return found[end_of(found, below) if group else below].stop


def _moved(workbook: Workbook, found: tuple[Line, ...], first: int, to: int) -> Workbook:
    start, stop = found[first].start, found[end_of(found, first)].stop
    moved = workbook.with_sheet(with_block_moved(survey_of(workbook), start, stop, to))
    try:
        questionnaire_from(moved, converter=False)
    except QuestionnaireRefused as fault:
        raise QuestionnaireRefused(
            tuple(_as_of_a_move(each, survey_of(moved)) for each in fault.problems)
        ) from fault
    return moved


def _as_of_a_move(fault: Problem, sheet: Sheet) -> Problem:
    """What a move breaks, said by names: the row numbers of a refused move are nowhere to be seen."""
    if fault.code is not ProblemCode.LATER_REFERENCE:
        return fault
    by = {str(line.number): line.name for line in lines(sheet)}
    user, needed = (
        by.get(fault.place.split(":")[1], ""),
        by.get(fault.value("later"), "") or fault.value("name"),
    )
    return problem(ProblemCode.MOVE_BREAKS, fault.place, name=user, needed=needed)
