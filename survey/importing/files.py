"""Reads CSV, XLSX and JSON-lines files into records, within bounds."""

import csv
import json
import warnings
from collections.abc import Iterator
from io import BytesIO, StringIO
from zipfile import ZipFile

from openpyxl import load_workbook

from nlp.cleaning import storable
from survey.importing.headers import bare_name
from survey.importing.values import Record, Source, SourceKind

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
MOST_CELL = 20_000
MOST_UNPACKED = 100_000_000
"""Bytes of the parts of a workbook together: a zip bomb is refused before anything of it is read."""
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
    columns = tuple(storable(cell).strip() for cell in rows[0][1][: MOST_COLUMNS + 1])
    named = [column for column in columns if column]
    if not named or len(columns) > MOST_COLUMNS or len(set(named)) != len(named):
        raise FileRefused("columns", rows[0][0])
    records = []
    for number, cells in rows[1:]:
        values = {
            column: storable(cell)[:MOST_CELL] for column, cell in zip(columns, cells, strict=False) if column
        }
        if any(value.strip() for value in values.values()):
            records.append(Record(number, values))
    known = {bare_name(column).lower() for column in columns}
    kind = SourceKind.TABLE
    if len(known & KOBO) >= 2:
        kind = SourceKind.KOBO
    elif len(known & LIMESURVEY) >= 2:
        kind = SourceKind.LIMESURVEY
    return Source(kind, columns, tuple(records))


def _csv_rows(content: bytes) -> list[tuple[int, list[str]]]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    # One column alone has no delimiter: what looks like one below belongs to its texts.
    delimiter = max(";,\t", key=first.count) if any(sign in first for sign in ";,\t") else "\x1f"
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if len(rows) > MOST_ROWS:
                raise FileRefused("rows", reader.line_num)
            if rows and any(cells[len(rows[0][1]) :]):
                raise FileRefused("line", reader.line_num)  # a delimiter in a text without quotes
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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: validation lists, extensions
            return list(_filled_rows(content))
    except FileRefused:
        raise
    except Exception:  # openpyxl lets any error of a broken file through: KeyError, ParseError, TypeError…
        raise FileRefused("format") from None


def _filled_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yields the rows that hold something under the first of them, without the empty cells after their last one."""
    if sum(part.file_size for part in ZipFile(BytesIO(content)).infolist()) > MOST_UNPACKED:
        raise FileRefused("format")
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    headers, width = 0, MOST_COLUMNS + 1
    rows = book.worksheets[0].iter_rows(max_col=width, values_only=True)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise FileRefused("rows", number)
        if cells.count(None) == len(cells):
            continue
        texts = [_text(cell) for cell in cells[:width]]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield number, texts
            if not headers:
                headers = width = len(texts)  # what stands beyond the headers answers nothing


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
        if not isinstance(values, dict):
            raise FileRefused("line", number)
        if len(records) >= MOST_ROWS:
            raise FileRefused("rows", number)
        if len(values) > MOST_COLUMNS:
            raise FileRefused("columns", number)
        texts = {
            storable(key).strip(): storable(_of_json(value))[:MOST_CELL] for key, value in values.items()
        }
        columns.update(dict.fromkeys(texts))
        if len(columns) > MOST_COLUMNS:
            raise FileRefused("columns", number)
        records.append(Record(number, texts))
    if not records:
        raise FileRefused("empty")
    return Source(SourceKind.LINES, tuple(columns), tuple(records))


def _of_json(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
