"""Tables that leave the house are read back as they were, and nothing in them runs."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from webapp.figures.tables import Cell, Column, Kind, Table, as_csv, as_xlsx

ATTACK = 'cmd|"/C calc"!A1'
BEFORE = (
    "",
    " ",
    "   ",
    "\u00a0",
    "\u202f",
    "\u3000",
    "\u2003",
    "\u200b",
    "\u200c",
    "\u200e",
    "\u200f",
    "\u202b",
    "\u2060",
    "\u2066",
    "\u00ad",
    "\ufeff",
    "\u061c",
    "\x0b",
    "\x0c",
    "\x1f",
    "\x7f",
    "\x85",
    "\u2028",
    " \u200b\t \u2060",
)
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
RUNS = tuple(before + sign + ATTACK for before in BEFORE for sign in SIGNS)
CONTROLS = ("\ta", "\ra", "\na", "\t=1+1", "\r=1+1", "\n=1+1", " \t=1+1", "\r\n@a")
HARMLESS = (
    "a",
    "a = b",
    "3 + 4",
    "é@exemple.org",
    "l'été",
    "",
    "12",
    "1e5",
    "المكتبة",
    "a;b",
    'a "b"',
    "a\nb",
)


def table(*rows: tuple[Cell, ...], title: str = "Titre", headers: tuple[str, ...] = ("a", "b")) -> Table:
    return Table(title, tuple(Column(header) for header in headers), rows)


def csv_rows(*tables: Table) -> list[list[str]]:
    return list(csv.reader(StringIO(as_csv(tables).decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_rows(*tables: Table) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(as_xlsx(tables)))
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def is_started(text: str) -> bool:
    """True when a spreadsheet would take the cell for a formula, or lose what stands before it and then do so."""
    bare = text.lstrip("".join(BEFORE) + "\t\r\n")
    return bare[:1] in SIGNS or text[:1] in ("\t", "\r", "\n")


@pytest.mark.parametrize("text", [*RUNS, *CONTROLS], ids=ascii)
def test_no_cell_of_a_text_starts_a_formula(text: str) -> None:
    assert is_started(text)
    found = csv_rows(table((text, 1), title=text, headers=(text, "b")))
    assert [row[0][:1] for row in found[:3]] == ["'"] * 3
    assert found[2] == [f"'{text}", "1"]


def test_no_cell_of_a_workbook_is_a_formula_or_starts_one() -> None:
    texts = [*RUNS, *CONTROLS]
    book = load_workbook(BytesIO(as_xlsx([table(*((text, 1) for text in texts), title="=1+1")])))
    cells = [cell for row in book.active.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.value for cell in cells if is_started(cell.value)]
    assert len(cells) == len(texts) + 3


@pytest.mark.parametrize("text", HARMLESS, ids=ascii)
def test_a_text_that_starts_no_formula_is_left_as_it_is(text: str) -> None:
    assert csv_rows(table((text, 1)))[2] == [text, "1"]
    assert xlsx_rows(table((text, 1)))[2] == (text or None, 1)


def test_numbers_are_numbers_and_a_negative_one_is_no_formula() -> None:
    row: tuple[Cell, ...] = (-3, -0.123456, 0, None, 2.5)
    found = table(row, headers=("a", "b", "c", "d", "e"))
    assert csv_rows(found)[2] == ["-3", "-0.1235", "0", "", "2.5"]
    assert xlsx_rows(found)[2] == (-3, -0.1235, 0, None, 2.5)


def test_a_text_that_looks_like_a_number_stays_a_text_in_a_workbook() -> None:
    assert xlsx_rows(table(("007", "1E5")))[2] == ("007", "1E5")


def test_letters_survive_and_control_characters_do_not_break_a_workbook() -> None:
    text = "L’été à l’École, ça va ? \U0001f600 שלום\x00\x01\x1b[31m\ufffe\uffff\ud800"
    ((found, _),) = xlsx_rows(table((text, 1)))[2:]
    assert str(found).startswith("L’été à l’École, ça va ? \U0001f600 שלום[31m")
    as_csv([table((text.replace("\ud800", ""), 1))]).decode("utf-8-sig")


def test_each_table_is_a_sheet_with_a_name_of_its_own() -> None:
    titles = ("Profil [a]: b/c\\d*?", "Profil [a]: b/c\\d*?", "x" * 60, "X" * 60, "'", "", "History")
    book = load_workbook(BytesIO(as_xlsx([table(("a", 1), title=title) for title in titles])))
    names = book.sheetnames
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert [sheet["A1"].value for sheet in book.worksheets] == [title or None for title in titles]


def test_tables_lie_one_below_the_other_with_an_empty_row_between() -> None:
    one, other = table(("a", 1)), table(("b", 2), title="Autre")
    assert csv_rows(one, other) == [
        ["Titre"],
        ["a", "b"],
        ["a", "1"],
        [],
        ["Autre"],
        ["a", "b"],
        ["b", "2"],
        [],
    ]
    assert as_csv([one]).startswith(b"\xef\xbb\xbf")


def test_no_table_at_all_is_an_empty_file_that_opens() -> None:
    assert csv_rows() == []
    assert load_workbook(BytesIO(as_xlsx([]))).sheetnames == ["Table"]


def test_headers_are_those_of_the_columns() -> None:
    assert Table("a", (Column("b"), Column("c", Kind.SHARE)), ()).headers == ("b", "c")
