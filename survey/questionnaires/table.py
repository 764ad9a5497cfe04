"""A sheet seen by the meaning of its columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires.columns import Header, header
from survey.questionnaires.texts import Texts, texts
from survey.questionnaires.workbook import HEADER_ROW, Sheet


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its cells by header, stripped, empty ones left out."""

    sheet: str
    number: int
    cells: tuple[tuple[Header, str], ...]

    def value(self, column: str) -> str:
        """The cell of a column without language, "" when empty or absent."""
        return next((cell for head, cell in self.cells if head.column == column), "")

    def texts(self, column: str, default_language: str) -> Texts:
        """The cells of a translated column, a header without language counting as the default one.

        A text in a language we do not serve stands in for the default one where that is missing.
        """
        pairs: dict[str, str] = {}
        unserved = ""
        for head, cell in self.cells:
            if head.column == column:
                if head.language or not head.written_language:
                    pairs.setdefault(head.language or default_language, cell)
                unserved = unserved or cell
        if unserved and not pairs:
            pairs[default_language] = unserved
        return texts(default_language, pairs.items())

    def place(self, column: str = "") -> str:
        return cell_place(self.sheet, self.number, column)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headers are understood; empty rows and rows marked `disabled` are left out."""

    name: str
    headers: tuple[Header, ...]
    records: tuple[Record, ...]

    def has(self, column: str) -> bool:
        return any(head.column == column for head in self.headers)

    def languages(self, column: str) -> Iterator[str]:
        """The languages we serve among the headers of a translated column, in their order."""
        return (head.language for head in self.headers if head.column == column and head.language)


def table(sheet: Sheet, name: str) -> tuple[Table, list[Problem]]:
    """The table of a sheet, called `name` in places of problems, and what is wrong with its headers."""
    headers = tuple(header(column) for column in sheet.columns)
    records = []
    for row in sheet.rows:
        named = [(head, cell.strip()) for head, cell in zip(headers, row.cells, strict=False)]
        cells = tuple((head, cell) for head, cell in named if cell and head.column)
        record = Record(name, row.number, cells)
        if cells and record.value("disabled").lower() not in ("yes", "true", "true()"):
            records.append(record)
    return Table(name, headers, tuple(records)), _header_problems(name, sheet, headers)


def _header_problems(name: str, sheet: Sheet, headers: tuple[Header, ...]) -> list[Problem]:
    found: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for place, (written, head) in enumerate(zip(sheet.columns, headers, strict=True)):
        if not head.column:
            if any(len(row.cells) > place and row.cells[place].strip() for row in sheet.rows):
                found.append(
                    problem(ProblemCode.UNNAMED_COLUMN, cell_place(name, HEADER_ROW), column=place + 1)
                )
            continue
        key = (head.column, head.language or head.written_language)
        if key in seen:
            where = cell_place(name, HEADER_ROW, written)
            found.append(problem(ProblemCode.DUPLICATE_COLUMN, where, column=written, first=seen[key]))
        seen.setdefault(key, written)
    return found
