"""Tables that leave the house: CSV and XLSX, with nothing in them that a spreadsheet would run."""

import csv
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

Cell = str | int | float | None
RUNS = frozenset("=+-@")
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"})
"""Unicode categories of what a spreadsheet may leave out before it reads a cell."""


class Kind(StrEnum):
    """What a column holds: it says how a page prints it; an export keeps the number."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    SCORE = "score"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header and what it holds."""

    header: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A title, columns and rows of one table, as printed and exported alike.

    ``keys`` names each row for a page that links it to what lies behind; none for a table that links nowhere.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the columns."""
        return tuple(column.header for column in self.columns)


def safe(text: str) -> str:
    """Returns text that no spreadsheet takes for a formula: an apostrophe goes before a sign that starts one, wide or
    narrow, whatever spaces and invisible characters stand before it."""
    first = next((sign for sign in text if unicodedata.category(sign) not in UNSEEN), "")
    starts = text.startswith(("\t", "\r", "\n")) or unicodedata.normalize("NFKC", first) in RUNS
    return f"'{text}" if starts else text


def as_csv(tables: Sequence[Table]) -> bytes:
    """Returns the tables one below the other, as UTF-8 with a mark that spreadsheets recognise."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for table in tables:
        writer.writerow([safe(table.title)])
        writer.writerow([safe(header) for header in table.headers])
        writer.writerows([_cell(cell) for cell in row] for row in table.rows)
        writer.writerow([])
    return out.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """Returns the tables as sheets of one workbook; text cells are text, whatever they begin with."""
    book = Workbook(write_only=True)
    names: set[str] = set()
    for table in tables or (Table("", (), ()),):  # a workbook without a sheet cannot be opened
        sheet = book.create_sheet(_sheet_name(table.title, names))
        for row in ((table.title,), table.headers, *table.rows):
            sheet.append([_text_cell(sheet, cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell, float):
        return round(cell, 4)
    return safe(cell) if isinstance(cell, str) else "" if cell is None else cell


def _text_cell(sheet: Any, cell: Cell) -> Any:
    if not isinstance(cell, str):
        return round(cell, 4) if isinstance(cell, float) else cell
    written = WriteOnlyCell(sheet, value=_legal(safe(cell)))
    written.data_type = "s"
    return written


def _legal(text: str) -> str:
    """Returns what the parts of a workbook may hold of a text."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and not _unheld(sign)))


def _unheld(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff" or sign in "\ufffe\uffff"


def _sheet_name(title: str, names: set[str]) -> str:
    base = "".join(sign for sign in title if sign not in "[]:*?/\\'")[:28].strip() or "Table"
    name, number = base, 2
    while name.lower() in names:
        name, number = f"{base} {number}", number + 1
    names.add(name.lower())
    return name
