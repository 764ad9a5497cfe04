"""Workbooks as `.xls`, the binary format of older spreadsheets."""

from typing import Any

import xlrd

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires.bounds import MAX_CHARACTERS, MAX_COLUMNS, MAX_FILE, MAX_ROWS, checked_size
from survey.questionnaires.cell_texts import text_of
from survey.questionnaires.values import QuestionnaireRefused
from survey.questionnaires.workbook import HEADER_ROW, Row, Sheet, Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file begins: an `.xls`, or an encrypted `.xlsx`."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = "_VBA_PROJECT".encode("utf-16-le")


def read_xls(content: bytes, name: str) -> Workbook:
    """The workbook of a file: values of cells as text, formulas by the value they were saved with.

    Raises QuestionnaireRefused when the file is no workbook, is encrypted, holds programs, or passes a bound.
    """
    checked_size(content, MAX_FILE)
    if _ENCRYPTED in content:
        raise _refused(problem(ProblemCode.ENCRYPTED_FILE, cell_place("")))
    if _PROGRAMS in content:
        raise _refused(problem(ProblemCode.MACROS, cell_place("")))
    book = _opened(content)
    return Workbook(name, tuple(_sheet(sheet, book.datemode) for sheet in book.sheets()))


def _opened(content: bytes) -> Any:
    try:
        # Its reader writes what it thinks of a file on the standard output: nobody reads it there.
        return xlrd.open_workbook(file_contents=content, logfile=_Silence())
    except Exception as fault:
        # It lets any error of a broken file through: struct.error, AssertionError, IndexError…
        reason = " ".join(str(fault).split())[:200] or type(fault).__name__
        if "encrypted" in reason.lower():
            raise _refused(problem(ProblemCode.ENCRYPTED_FILE, cell_place(""))) from fault
        raise _refused(problem(ProblemCode.UNREADABLE_FILE, cell_place(""), reason=reason)) from fault


class _Silence:
    def write(self, _: str) -> None:
        """Forgets what is written."""


def _sheet(sheet: Any, datemode: int) -> Sheet:
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for place in range(sheet.nrows):
        cells = tuple(_text(cell, datemode) for cell in sheet.row(place))
        while cells and not cells[-1]:
            cells = cells[:-1]
        number = place + HEADER_ROW
        if len(cells) > MAX_COLUMNS:
            raise _too_large(ProblemCode.TOO_MANY_COLUMNS, sheet.name, number, MAX_COLUMNS)
        if cells and number > MAX_ROWS:
            raise _too_large(ProblemCode.TOO_MANY_ROWS, sheet.name, number, MAX_ROWS)
        if any(len(cell) > MAX_CHARACTERS for cell in cells):
            raise _too_large(ProblemCode.CELL_TOO_LONG, sheet.name, number, MAX_CHARACTERS)
        if number == HEADER_ROW:
            columns = cells
        elif cells:
            rows.append(Row(number, cells))
    widest = max((len(row.cells) for row in rows), default=0)
    return Sheet(sheet.name, columns + ("",) * (widest - len(columns)), tuple(rows))


def _text(cell: Any, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return text_of(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return text_of(cell.value)
    return text_of(cell.value)


def _too_large(code: ProblemCode, sheet: str, row: int, limit: int) -> QuestionnaireRefused:
    return _refused(problem(code, cell_place(sheet, row), limit=limit))


def _refused(fault: Problem) -> QuestionnaireRefused:
    return QuestionnaireRefused((fault,))
