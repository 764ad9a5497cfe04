"""The source of truth of a questionnaire: the rows of its sheets, with their numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a spreadsheet numbers it (headers are row 1); `cells` stand in the order of the sheet's
    columns."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its headers as written, and its rows; a row may have fewer cells than there are headers."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def cell(self, row: Row, column: str) -> str:
        """The cell of a row under the header written `column`, "" when there is none."""
        place = self.columns.index(column) if column in self.columns else len(row.cells)
        return row.cells[place] if place < len(row.cells) else ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in their order. `name` is the file's name without its ending, used where settings name no
    form."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, whatever its capitals and surrounding spaces; None when there is none."""
        wanted = name.strip().lower()
        return next((sheet for sheet in self.sheets if sheet.name.strip().lower() == wanted), None)

    @property
    def survey(self) -> Sheet | None:
        """The sheet of questions: `survey`, or the only sheet whatever its name, as pyxform reads it."""
        named = self.sheet("survey")
        return self.sheets[0] if named is None and len(self.sheets) == 1 else named

    def has_choice_list(self, name: str) -> bool:
        """Whether the sheet `choices` has rows of a list."""
        sheet = self.sheet("choices")
        return sheet is not None and any(sheet.cell(row, "list_name") == name for row in sheet.rows)

    def with_sheet(self, changed: Sheet) -> "Workbook":
        """The workbook with the sheet of the same name replaced."""
        sheets = (changed if sheet.name == changed.name else sheet for sheet in self.sheets)
        return replace(self, sheets=tuple(sheets))


def numbered(rows: Iterable[tuple[str, ...]]) -> tuple[Row, ...]:
    """Rows one under another, below the headers."""
    return tuple(Row(number, cells) for number, cells in enumerate(rows, HEADER_ROW + 1))


def workbook_as_json(workbook: Workbook) -> dict[str, Any]:
    """The workbook as JSON values, for a database: nothing of it is lost."""
    return {
        "name": workbook.name,
        "sheets": [
            {
                "name": sheet.name,
                "columns": list(sheet.columns),
                "rows": [[row.number, *row.cells] for row in sheet.rows],
            }
            for sheet in workbook.sheets
        ],
    }


def workbook_from_json(values: Mapping[str, Any]) -> Workbook:
    """The workbook that `workbook_as_json` wrote."""
    return Workbook(values["name"], tuple(_sheet(sheet) for sheet in values["sheets"]))


def _sheet(values: Mapping[str, Any]) -> Sheet:
    rows = tuple(Row(number, tuple(cells)) for number, *cells in values["rows"])
    return Sheet(values["name"], tuple(values["columns"]), rows)
