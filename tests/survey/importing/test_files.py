"""Files of any origin are read within bounds, or refused with a reason and a line."""

import json
import zipfile
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.importing import FileRefused, Source, SourceKind, read_file
from survey.importing import files as bounds


def refusal(name: str, content: bytes) -> tuple[str, int]:
    with pytest.raises(FileRefused) as refused:
        read_file(name, content)
    return refused.value.reason, refused.value.line


def rows(source: Source) -> list[dict[str, str]]:
    return [dict(record.values) for record in source.records]


def workbook(*lines: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)  # type: ignore[union-attr]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.jsonl", "a.ods"])
@pytest.mark.parametrize("content", [b"", b" \n\r\n\t "])
def test_an_empty_file_is_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == ("empty", 0)


@pytest.mark.parametrize("name", ["a.ods", "a.pdf", "a", "csv", "a.csv.zip"])
def test_a_format_we_do_not_read_is_refused(name: str) -> None:
    if name == "csv":
        assert read_file(name, b"a\n1\n").kind is SourceKind.TABLE
    else:
        assert refusal(name, b"a;b\n1;2\n") == ("format", 0)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_tables_are_read_with_the_delimiter_of_their_headers(delimiter: str) -> None:
    content = f'a{delimiter}b c\n1{delimiter}"x{delimiter}y"\n\n2{delimiter}\n'
    found = read_file("a.CSV", content.encode())
    assert found.columns == ("a", "b c")
    assert rows(found) == [{"a": "1", "b c": f"x{delimiter}y"}, {"a": "2", "b c": ""}]
    assert [record.number for record in found.records] == [2, 4]


def test_short_rows_and_empty_cells_beyond_the_headers_are_read() -> None:
    assert rows(read_file("a.csv", b"a,b\n1\n2,3,,\n")) == [{"a": "1"}, {"a": "2", "b": "3"}]


def test_a_row_that_a_stray_delimiter_lengthens_is_refused_and_not_cut() -> None:
    assert refusal("a.csv", b"a,b\n1,2\n3,calme, mais cher\n") == ("line", 3)


def test_a_single_column_keeps_its_texts_whole() -> None:
    found = read_file("a.csv", 'réponse\nUn lieu, calme ; cher\n"été\tici"\n'.encode())
    assert rows(found) == [{"réponse": "Un lieu, calme ; cher"}, {"réponse": "été\tici"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_of_windows_and_of_everybody_else_are_read(encoding: str) -> None:
    found = read_file("a.csv", "thème;réponse\nété;« œuf » – 5 €\n".encode(encoding))
    assert rows(found) == [{"thème": "été", "réponse": "« œuf » – 5 €"}]


@pytest.mark.parametrize(
    "content", [b"a;b\n1;\x00\n", "a;b\n1;é\n".encode("utf-16"), b"a;b\n1;\x81\x8d\n", b"\x00" * 50]
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_letters_that_cannot_be_told_are_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == ("encoding", 0)


@pytest.mark.parametrize("content", [b"a;b;a\n1;2;3\n", b";;\n1;2;3\n", b"a; a\n1;2\n"])
def test_headers_name_each_column_once(content: bytes) -> None:
    assert refusal("a.csv", content) == ("columns", 1)


def test_three_hundred_thousand_columns_are_refused() -> None:
    header = ";".join(f"c{place}" for place in range(300_000))
    assert refusal("a.csv", f"{header}\n1;2\n".encode()) == ("columns", 1)
    line = json.dumps({f"c{place}": 1 for place in range(30_000)})
    assert refusal("a.jsonl", f'{{"a": 1}}\n{line}\n'.encode()) == ("columns", 2)
    assert refusal("a.csv", b"a;b\n" + b"1;" * 300_000 + b"\n") == ("line", 2)
    wide = read_file("a.csv", b"a;b\n1" + b";" * 300_000 + b"\n")
    assert rows(wide) == [{"a": "1", "b": ""}]


def test_too_many_rows_are_refused_at_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ROWS", 3)
    assert len(read_file("a.csv", b"a\n1\n2\n3\n").records) == 3
    assert refusal("a.csv", b"a\n1\n2\n3\n4\n") == ("rows", 5)
    assert refusal("a.jsonl", b'{"a": 1}\n' * 4) == ("rows", 4)
    assert refusal("a.xlsx", workbook(("a",), (1,), (2,), (3,), (4,)))[0] == "rows"


def test_a_cell_is_cut_and_a_monstrous_one_refused() -> None:
    found = read_file("a.csv", b"a\n" + b"x" * 30_000 + b"\n")
    assert len(rows(found)[0]["a"]) == bounds.MOST_CELL
    assert refusal("a.csv", b"a\n" + b"x" * 200_000 + b"\n") == ("line", 2)


def test_json_lines_keep_texts_and_write_the_rest_down() -> None:
    lines = [
        {"text": "été", "n": 5, "list": ["a", "é"], "none": None, "yes": True},
        {"text": "\ud800x\u0000y", "other": "z"},
    ]
    found = read_file("a.jsonl", "\n\n".join(json.dumps(line) for line in lines).encode())
    assert found.kind is SourceKind.LINES
    assert found.columns == ("text", "n", "list", "none", "yes", "other")
    assert rows(found) == [
        {"text": "été", "n": "5", "list": '["a", "é"]', "none": "", "yes": "true"},
        {"text": "xy", "other": "z"},
    ]
    assert [record.number for record in found.records] == [1, 3]


@pytest.mark.parametrize(
    "line",
    ['{"a": ', "[1, 2]", "1", '"a"', "null", "{'a': 1}", "[" * 50_000, '{"a": ' + "9" * 5_000 + "}"],
)
def test_a_broken_line_is_refused_by_its_number(line: str) -> None:
    assert refusal("a.jsonl", f'{{"a": 1}}\n{line}\n'.encode()) == ("line", 2)


def test_a_header_holds_nothing_that_a_page_could_not_show() -> None:
    found = read_file("a.jsonl", b'{"a\\ud800b": 1, "c\\u0000": 2}')
    assert found.columns == ("ab", "c")
    assert rows(found) == [{"ab": "1", "c": "2"}]


def test_a_workbook_is_read_from_its_first_sheet() -> None:
    found = read_file("a.xlsx", workbook(("a", "b", None), (1, 2.5, None), (None,) * 3, (3.0, " x ", "y")))
    assert found.kind is SourceKind.TABLE
    assert found.columns == ("a", "b")
    assert rows(found) == [{"a": "1", "b": "2.5"}, {"a": "3", "b": " x "}]
    assert [record.number for record in found.records] == [2, 4]


def test_a_formula_is_read_by_its_saved_value_and_never_run() -> None:
    # Nothing computed these: they have no saved value.
    assert rows(read_file("a.xlsx", workbook(("a", "b"), ("=1+1", "x")))) == [{"a": "", "b": "x"}]
    written = b'a;b\n"=HYPERLINK(""http://example.org"")";@SUM(1)\n'
    assert rows(read_file("a.csv", written)) == [{"a": '=HYPERLINK("http://example.org")', "b": "@SUM(1)"}]


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:XFD1048576"/><sheetData>{}</sheetData></worksheet>'
)


def damaged(name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(("a",), (1,)))) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"a;b\n1;2\n",
        b"PK\x03\x04 no more",
        workbook(("a",), (1,))[:-40],
        damaged("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r="),
        damaged(
            "xl/worksheets/sheet1.xml", SHEET.format('<row r="1"><c r="A1"><v>one</v></c></row>').encode()
        ),
        damaged("xl/workbook.xml", b"<html>"),
        damaged("[Content_Types].xml", b""),
        damaged("xl/styles.xml", b"\x00\x01"),
    ],
    ids=["csv", "stub", "cut", "sheet cut", "sheet mad", "no workbook", "no types", "no styles"],
)
def test_a_workbook_that_is_none_is_refused(content: bytes) -> None:
    assert refusal("a.xlsx", content) == ("format", 0)


def test_a_workbook_without_rows_is_empty() -> None:
    assert refusal("a.xlsx", workbook()) == ("empty", 0)


def sheet(rows_xml: str) -> bytes:
    return damaged("xl/worksheets/sheet1.xml", SHEET.format(rows_xml).encode())


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_sheet_that_claims_to_be_endless_is_read_as_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ROWS", 5_000)
    filled = f'<row r="1">{cell("A1", "a")}</row><row r="4000">{cell("A4000", "x")}</row>'
    found = read_file("a.xlsx", sheet(filled))
    assert [(record.number, dict(record.values)) for record in found.records] == [(4_000, {"a": "x"})]
    far = f'<row r="1">{cell("A1", "a")}{cell("XFD1", "far")}</row>'
    assert rows(read_file("a.xlsx", sheet(f'{far}<row r="2">{cell("A2", "x")}</row>'))) == [{"a": "x"}]
    gap = f'<row r="1">{cell("A1", "a")}</row><row r="1000000">{cell("A1000000", "x")}</row>'
    assert refusal("a.xlsx", sheet(gap))[0] == "rows"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = sheet(f'<row r="1">{cell("A1", "x" * 3_000_000)}</row>')
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 2_000_000)
    assert refusal("a.xlsx", bomb) == ("format", 0)


@given(st.binary(max_size=60), st.sampled_from(["a.csv", "a.jsonl", "a.xlsx", "a.txt"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    reason = ""
    try:
        found = read_file(name, content)
    except FileRefused as refused:
        reason = refused.reason
    else:
        assert all(set(record.values) <= set(found.columns) for record in found.records)
        json.dumps([list(found.columns), rows(found)]).encode()
    assert reason in {"", "empty", "encoding", "columns", "rows", "line", "format"}


@given(st.data())
def test_a_workbook_with_a_few_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reason = ""
    try:
        read_file("a.xlsx", bytes(content))
    except FileRefused as refused:
        reason = refused.reason
    assert reason in {"", "format", "empty", "columns", "rows"}


WHOLE = workbook(("a", "b"), (1, "x"), (2, "y"))
