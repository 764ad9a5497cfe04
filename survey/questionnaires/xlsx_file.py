"""Workbooks as `.xlsx`: read within bounds, written row for row."""

import warnings
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires.bounds import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_FILE,
    MAX_ROWS,
    MAX_UNPACKED,
    checked_size,
)
from survey.questionnaires.cell_texts import text_of
from survey.questionnaires.columns import one_title
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import HEADER_ROW, Row, Sheet, Workbook

ZIP = b"PK\x03\x04"
"""How a file of this format begins."""

_PROGRAMS = "vbaProject.bin"

_Cells = tuple[object, ...]


def read_xlsx(content: bytes, name: str) -> Workbook:
    """The workbook of a file: values of cells as text, formulas by the value they were saved with.

    Whole numbers lose their point ("0", "12"), days are ISO 8601, truths TRUE and FALSE as the spreadsheet
    shows them. Raises QuestionnaireRefused when the file is no workbook, too large, or holds a formula
    without a value.
    """
    _check_archive(content)
    sheets, problems = [], []
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out (validation lists, extensions): none of that is asked of anyone.
            warnings.simplefilter("ignore")
            values, formulas = _opened(content, values=True), _opened(content, values=False)
            for shown, written in zip(values.worksheets, formulas.worksheets, strict=True):
                sheet, found = _sheet(shown.title, _rows(shown), _rows(written))
                sheets.append(sheet)
                problems += found
    except QuestionnaireRefused:
        raise
    except Exception as fault:
        raise _unreadable(fault) from fault
    if problems:
        raise QuestionnaireRefused(tuple(problems))
    return Workbook(name, tuple(sheets))


def write_xlsx(workbook: Workbook) -> bytes:
    """The file of a workbook: every sheet, row for row, each cell a text.

    Titles in several languages go under headers that pyxform leaves alone (`form_title (ar)`): it knows one
    title only. Names of sheets lose the spaces around them, for the same reason.
    """
    written = openpyxl.Workbook()
    written.remove(written.worksheets[0])
    for sheet in workbook.sheets:
        page = written.create_sheet(sheet.name.strip())
        columns = one_title(sheet.columns) if sheet.name.strip().lower() == "settings" else sheet.columns
        for number, cells in ((HEADER_ROW, columns), *((row.number, row.cells) for row in sheet.rows)):
            for place, text in enumerate(cells, 1):
                if text:
                    cell = page.cell(number, place, ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_CHARACTERS])
                    # A text that begins with = is a text here: nothing of ours is run by a spreadsheet.
                    cell.data_type = "s"
    file = BytesIO()
    written.save(file)
    return file.getvalue()


def _check_archive(content: bytes) -> None:
    checked_size(content, MAX_FILE)
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise _unreadable(fault) from fault
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _refused(problem(ProblemCode.FILE_TOO_LARGE, cell_place(""), limit=MAX_UNPACKED))
    if any(part.filename.endswith(_PROGRAMS) for part in parts):
        raise _refused(problem(ProblemCode.MACROS, cell_place("")))


def _opened(content: bytes, *, values: bool) -> Any:
    try:
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=values)
    except Exception as fault:
        # Its reader lets any error of a broken file through: KeyError, ParseError, TypeError…
        raise _unreadable(fault) from fault


def _rows(sheet: Any) -> Iterable[_Cells]:
    yield from sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)


def _sheet(name: str, shown: Iterable[_Cells], written: Iterable[_Cells]) -> tuple[Sheet, list[Problem]]:
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, (values, formulas) in enumerate(zip(shown, written, strict=True), HEADER_ROW):
        width = next((place for place in range(len(formulas), 0, -1) if formulas[place - 1] is not None), 0)
        if not width:
            continue
        # Rows are padded to the bound of columns: most of each is nothing.
        values, formulas = values[:width], formulas[:width]
        cells = tuple(text_of(value) for value in values)
        if len(cells) > MAX_COLUMNS and cells[MAX_COLUMNS]:
            raise _refused(problem(ProblemCode.TOO_MANY_COLUMNS, cell_place(name, number), limit=MAX_COLUMNS))
        problems += _cell_problems(name, number, cells, values, formulas)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if number == HEADER_ROW:
            columns = cells
        elif number > MAX_ROWS:
            place = cell_place(name, number)
            raise _refused(problem(ProblemCode.TOO_MANY_ROWS, place, limit=MAX_ROWS))
        elif cells:
            rows.append(Row(number, cells))
    widest = max((len(row.cells) for row in rows), default=0)
    columns += ("",) * (widest - len(columns))
    return Sheet(name, columns, tuple(rows)), problems


def _cell_problems(
    name: str, number: int, cells: tuple[str, ...], values: _Cells, formulas: _Cells
) -> list[Problem]:
    found = []
    for place, (text, value, formula) in enumerate(zip(cells, values, formulas, strict=True), 1):
        where = cell_place(name, number, get_column_letter(place))
        if len(text) > MAX_CHARACTERS:
            found.append(problem(ProblemCode.CELL_TOO_LONG, where, limit=MAX_CHARACTERS))
        if value is None and formula is not None:
            found.append(problem(ProblemCode.FORMULA_WITHOUT_VALUE, where))
    return found


def _unreadable(fault: Exception) -> QuestionnaireRefused:
    reason = " ".join(str(fault).split())[:200] or type(fault).__name__
    return _refused(problem(ProblemCode.UNREADABLE_FILE, cell_place(""), reason=reason))


def _refused(fault: Problem) -> QuestionnaireRefused:
    return QuestionnaireRefused((fault,))
