"""Lines of cells whose first one names a sheet, as `.csv` and `.md` write workbooks."""

from collections.abc import Iterable

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires.bounds import MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import HEADER_ROW, Row, Sheet, Workbook

Line = tuple[int, list[str]]
"""The number of a line in its file, and its cells."""


def workbook_of(lines: Iterable[Line], name: str) -> Workbook:
    """The workbook of lines: one with a first cell begins the sheet of that name, the others are its rows.

    Rows are numbered within their sheet, its headers being row 1, empty lines counted: as in the
    spreadsheet that export writes. Raises QuestionnaireRefused where a line stands in no sheet or a bound is
    passed.
    """
    sheets: dict[str, list[Row]] = {}
    current: list[Row] | None = None
    number = 0
    for line, written in lines:
        cells = [cell.strip() for cell in written]
        if cells and cells[0]:
            current, number = sheets.setdefault(cells[0], []), 0
            cells = cells[1:]
            if not any(cells):
                continue
        else:
            cells = cells[1:]
        if current is None:
            if any(cells):
                raise _refused(ProblemCode.UNREADABLE_FILE, "", line, reason="a row stands in no sheet")
            continue
        number += 1
        while cells and not cells[-1]:
            cells.pop()
        sheet = next(reversed(sheets))
        if len(cells) > MAX_COLUMNS:
            raise _refused(ProblemCode.TOO_MANY_COLUMNS, sheet, number, limit=MAX_COLUMNS)
        if number > MAX_ROWS:
            raise _refused(ProblemCode.TOO_MANY_ROWS, sheet, number, limit=MAX_ROWS)
        if any(len(cell) > MAX_CHARACTERS for cell in cells):
            raise _refused(ProblemCode.CELL_TOO_LONG, sheet, number, limit=MAX_CHARACTERS)
        if cells:
            current.append(Row(number, tuple(cells)))
    return Workbook(name, tuple(_sheet(sheet, rows) for sheet, rows in sheets.items()))


def _sheet(name: str, rows: list[Row]) -> Sheet:
    columns = rows[0].cells if rows and rows[0].number == HEADER_ROW else ()
    rest = tuple(row for row in rows if row.number > HEADER_ROW)
    widest = max((len(row.cells) for row in rest), default=0)
    return Sheet(name, columns + ("",) * (widest - len(columns)), rest)


def _refused(code: ProblemCode, sheet: str, row: int, **values: object) -> QuestionnaireRefused:
    return QuestionnaireRefused((problem(code, cell_place(sheet, row), **values),))
