"""The sheet `survey` as an author sees it: questions one after the other, and groups that open and close."""

from dataclasses import dataclass
from enum import StrEnum

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.editing.sheets import records
from survey.questionnaires.rows import BEGINS, ENDS, note_name
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import Sheet


class LineKind(StrEnum):
    ITEM = "item"
    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """One row that counts. `start` is its place among the rows of the sheet, `stop` that of the line below:
    remarks in between go with it. `name` is the group's at its end, `depth` how many groups are around."""

    kind: LineKind
    name: str
    number: int
    start: int
    stop: int
    depth: int


def lines(sheet: Sheet) -> tuple[Line, ...]:
    """The lines of an accepted sheet, in their order."""
    found: list[Line] = []
    opened: list[str] = []
    rows = [(place, record) for place, record in records(sheet, "survey") if record.value("type")]
    stops = [*(place for place, _ in rows[1:]), len(sheet.rows)]
    for (place, record), stop in zip(rows, stops, strict=True):
        spelled = "_".join(record.value("type").lower().split())
        name = record.value("name") or note_name(record.number)
        if spelled in BEGINS:
            found.append(Line(LineKind.BEGIN, name, record.number, place, stop, len(opened)))
            opened.append(name)
        elif spelled in ENDS:
            name = opened.pop() if opened else ""
            found.append(Line(LineKind.END, name, record.number, place, stop, len(opened)))
        else:
            found.append(Line(LineKind.ITEM, name, record.number, place, stop, len(opened)))
    return tuple(found)


def place_in(found: tuple[Line, ...], name: str) -> int:
    """The place among lines of the question or group `name`; raises QuestionnaireRefused when there is
    none."""
    for place, line in enumerate(found):
        if line.name == name and line.kind is not LineKind.END:
            return place
    raise refused(ProblemCode.NO_SUCH_QUESTION, cell_place("survey"), name=name[:100])


def line_of(sheet: Sheet, name: str) -> Line:
    """The line of the question or group `name`; raises QuestionnaireRefused when there is none."""
    found = lines(sheet)
    return found[place_in(found, name)]


def end_of(found: tuple[Line, ...], place: int) -> int:
    """The place among lines where what begins at `place` ends: itself for a question."""
    if found[place].kind is not LineKind.BEGIN:
        return place
    ends = (
        at
        for at in range(place + 1, len(found))
        if found[at].kind is LineKind.END and found[at].depth == found[place].depth
    )
    return next(ends)


def refused(code: ProblemCode, place: str, **values: object) -> QuestionnaireRefused:
    """The refusal of an edit, with its one reason."""
    return QuestionnaireRefused((problem(code, place, **values),))
