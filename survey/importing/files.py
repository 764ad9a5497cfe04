"""Reads CSV, XLSX and JSON-lines files into records, within bounds."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nlp.cleaning import storable
from survey.importing.values import Record, Source, SourceKind

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_CELL = 20_000
KOBO = frozenset({"_id", "_uuid", "_submission_time"})
LIMESURVEY = frozenset({"submitdate", "lastpage", "startlanguage"})


class FileRefused(ValueError):
    """The file cannot be read; ``reason`` is empty, encoding, columns, rows, line or format, ``line`` where."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"{reason} at line {line}" if line else reason)
        self.reason = reason
        self.line = line


def read_file(name: str, content: bytes) -> Source:
    """Returns the records of a file, by the ending of its name; raises :class:`FileRefused`."""
    if not content.strip():
        raise FileRefused("empty")
    ending = name.lower().rsplit(".", 1)[-1]
    if ending in ("jsonl", "ndjson"):
        return _lines(content)
    if ending == "xlsx":
        return _source(_xlsx_rows(content))
    if ending in ("csv", "tsv", "txt"):
        return _source(_csv_rows(content))
    raise FileRefused("format")


def _source(rows: list[tuple[int, list[str]]]) -> Source:
    if not rows:
        raise FileRefused("empty")
    columns = tuple(cell.strip() for cell in rows[0][1])
    if len(columns) > MOST_COLUMNS or len(set(filter(None, columns))) != len(list(filter(None, columns))):
        raise FileRefused("columns", rows[0][0])
    records = []
    for number, cells in rows[1:]:
        values = {
            column: storable(cell)[:MOST_CELL] for column, cell in zip(columns, cells, strict=False) if column
        }
        if any(value.strip() for value in values.values()):
            records.append(Record(number, values))
    known = {column.rsplit("/", 1)[-1].lower() for column in columns}
    kind = SourceKind.TABLE
    if len(known & KOBO) >= 2:
        kind = SourceKind.KOBO
    elif len({column.split(".", 1)[0].lower() for column in columns} & LIMESURVEY) >= 2:
        kind = SourceKind.LIMESURVEY
    return Source(kind, columns, tuple(records))


def _csv_rows(content: bytes) -> list[tuple[int, list[str]]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if len(rows) > MOST_ROWS:
                raise FileRefused("rows", reader.line_num)
            if cells:
                rows.append((reader.line_num, cells))
    except csv.Error:
        raise FileRefused("line", reader.line_num) from None
    return rows


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise FileRefused("encoding")


def _xlsx_rows(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MOST_ROWS:
                raise FileRefused("rows", number)
            rows.append((number, [_text(cell) for cell in cells[: MOST_COLUMNS + 1]]))
    except (BadZipFile, InvalidFileException, KeyError, OSError, IndexError):
        raise FileRefused("format") from None
    return [row for row in rows if any(row[1])]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _lines(content: bytes) -> Source:
    records: list[Record] = []
    columns: dict[str, None] = {}
    for number, line in enumerate(_decoded(content).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            raise FileRefused("line", number) from None
        if not isinstance(values, dict) or len(records) >= MOST_ROWS:
            raise FileRefused("line", number)
        texts = {str(key): storable(_of_json(value))[:MOST_CELL] for key, value in values.items()}
        columns.update(dict.fromkeys(texts))
        records.append(Record(number, texts))
    if not records:
        raise FileRefused("empty")
    return Source(SourceKind.LINES, tuple(columns), tuple(records))


def _of_json(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
