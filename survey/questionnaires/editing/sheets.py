"""One cell, one row, one header of a sheet changed: whatever is not named stays as it came in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from survey.questionnaires.columns import header
from survey.questionnaires.table import Record, table
from survey.questionnaires.workbook import HEADER_ROW, Row, Sheet, Workbook


def survey_of(workbook: Workbook) -> Sheet:
    """The sheet of questions; raises LookupError when there is none, which no accepted workbook lacks."""
    if workbook.survey is None:
        raise LookupError("survey")
    return workbook.survey


def with_sheet(workbook: Workbook, name: str, columns: tuple[str, ...]) -> Workbook:
    """The workbook with a sheet of this name, put last with these headers when it had none."""
    if workbook.sheet(name) is not None:
        return workbook
    return replace(workbook, sheets=(*workbook.sheets, Sheet(name, columns, ())))


def records(sheet: Sheet, name: str) -> list[tuple[int, Record]]:
    """The rows that count, each with its place among the rows of the sheet."""
    places = {row.number: place for place, row in enumerate(sheet.rows)}
    return [(places[record.number], record) for record in table(sheet, name)[0].records]


def column_of(sheet: Sheet, *meanings: str) -> int | None:
    """The place of the first header without language that means one of these columns, None when none does."""
    for meaning in meanings:
        for place, written in enumerate(sheet.columns):
            head = header(written)
            if head.column == meaning and not head.written_language:
                return place
    return None


def with_column(sheet: Sheet, written: str) -> tuple[Sheet, int]:
    """The sheet with one more header behind the others, and the header's place."""
    return replace(sheet, columns=(*sheet.columns, written)), len(sheet.columns)


def with_value(sheet: Sheet, place: int, column: str, text: str) -> Sheet:
    """The sheet with the cell of a column without language changed in the row at `place`; the header is added
    when a text needs it."""
    at = column_of(sheet, column)
    if at is None:
        if not text:
            return sheet
        sheet, at = with_column(sheet, column)
    return with_cell(sheet, place, at, text)


def with_cell(sheet: Sheet, place: int, column: int, text: str) -> Sheet:
    """The sheet with one cell changed, in the row and under the header at these places."""
    row = sheet.rows[place]
    if column >= len(row.cells) and not text:
        return sheet
    cells = [*row.cells, *[""] * (column + 1 - len(row.cells))]
    cells[column] = text
    rows = (*sheet.rows[:place], Row(row.number, tuple(cells)), *sheet.rows[place + 1 :])
    return replace(sheet, rows=rows)


def with_rows(sheet: Sheet, place: int, added: Sequence[Mapping[int, str]]) -> Sheet:
    """The sheet with rows put in at `place`, given as texts by place of header; those below go down."""
    before = sheet.rows[place - 1].number if place else HEADER_ROW
    new = [
        Row(before + number, tuple(cells.get(column, "") for column in range(max(cells) + 1)))
        for number, cells in enumerate(added, 1)
    ]
    below = (Row(row.number + len(new), row.cells) for row in sheet.rows[place:])
    return replace(sheet, rows=(*sheet.rows[:place], *new, *below))


def without_rows(sheet: Sheet, places: Iterable[int]) -> Sheet:
    """The sheet without the rows at these places; those below come up."""
    gone = set(places)
    rows: list[Row] = []
    for place, row in enumerate(sheet.rows):
        if place not in gone:
            rows.append(Row(row.number - sum(other < place for other in gone), row.cells))
    return replace(sheet, rows=tuple(rows))


def with_block_moved(sheet: Sheet, start: int, stop: int, to: int) -> Sheet:
    """The sheet with the rows from `start` to `stop` (left out) put before the row at `to`, outside them.

    Row numbers stay where they are: what moves is what stands in them.
    """
    order = [place for place in range(len(sheet.rows)) if not start <= place < stop]
    at = order.index(to) if to in order else len(order)
    order[at:at] = range(start, stop)
    rows = (Row(row.number, sheet.rows[place].cells) for row, place in zip(sheet.rows, order, strict=True))
    return replace(sheet, rows=tuple(rows))
