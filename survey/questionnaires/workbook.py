"""The source of truth of a questionnaire: the rows of its sheets, with their numbers."""

from dataclasses import dataclass

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
