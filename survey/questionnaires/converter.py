"""pyxform's own reading of the same rows: what it refuses, no other tool of the field will open."""

import re
from collections.abc import Iterable

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires.workbook import HEADER_ROW, Sheet, Workbook

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"(?:On the|for sheet:) '(survey|choices|settings|entities)'")
_COLUMN = re.compile(r"the '([\w ]+)' (?:value|column)")
_SHEETS = ("survey", "choices", "settings")


def pyxform_problem(workbook: Workbook) -> Problem | None:
    """The first thing pyxform refuses, with the row it names; None when it makes a form of the workbook."""
    # Imported late: the web process that serves published questionnaires never needs it.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        convert(_definition(workbook), form_name="data")
    except PyXFormError as fault:
        return _problem(str(fault), workbook)
    return None


def _definition(workbook: Workbook) -> dict[str, object]:
    definition: dict[str, object] = {"fallback_form_name": workbook.name}
    for name in _SHEETS:
        sheet = workbook.survey if name == "survey" else workbook.sheet(name)
        if sheet is not None and name == "settings":
            sheet = _in_one_language(sheet)
        if sheet is not None:
            definition[name] = [_cells(sheet, row) for row in _with_gaps(sheet)]
            definition[f"{name}_header"] = [dict.fromkeys(column for column in sheet.columns if column)]
    return definition


def _in_one_language(settings: Sheet) -> Sheet:
    """The settings with plain headers: pyxform knows a title in one language only, ours are kept in the
    rows."""
    plain = [column.split("::", 1)[0].strip() for column in settings.columns]
    columns = tuple("" if column in plain[:place] else column for place, column in enumerate(plain))
    return Sheet(settings.name, columns, settings.rows)


def _with_gaps(sheet: Sheet) -> Iterable[tuple[str, ...]]:
    """The rows with empty ones where a number is skipped, so that pyxform counts as the spreadsheet does."""
    following = HEADER_ROW + 1
    for row in sheet.rows:
        yield from [()] * (row.number - following)
        yield row.cells
        following = row.number + 1


def _cells(sheet: Sheet, cells: tuple[str, ...]) -> dict[str, str]:
    pairs = zip(sheet.columns, cells, strict=False)
    return {column: cell for column, cell in pairs if column and cell.strip()}


def _problem(message: str, workbook: Workbook) -> Problem:
    row, sheet = _ROW.search(message), _SHEET.search(message)
    name = sheet[1] if sheet else "survey"
    column = _COLUMN.search(message) if row else None
    place = cell_place(name, int(row[1]), column[1] if column else "") if row else cell_place(name)
    return problem(ProblemCode.REFUSED_BY_PYXFORM, place, message=" ".join(message.split())[:500])
