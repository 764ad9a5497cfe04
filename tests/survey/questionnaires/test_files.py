"""Workbooks come in as YAML or .xlsx and go out as .xlsx, row for row, within bounds."""

import datetime
import zipfile
from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.problems import ProblemCode
from survey.questionnaires import (
    QuestionnaireRefused,
    Row,
    Sheet,
    Workbook,
    read_yaml,
    with_choices,
    workbook_as_json,
    workbook_from_json,
    xlsx_file,
)
from survey.questionnaires.bounds import MAX_COLUMNS, MAX_FILE
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx
from tests.survey.build import YES_NO, item, workbook

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5)


def xlsx(*rows: Sequence[object], sheet: str = "survey") -> bytes:
    """A spreadsheet of the rows given, as another program would save it."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(content: bytes) -> tuple[ProblemCode, str]:
    with pytest.raises(QuestionnaireRefused) as refused:
        read_xlsx(content, "w")
    (fault,) = refused.value.problems
    return fault.code, fault.place


def test_yaml_rows_are_numbered_as_the_spreadsheet_they_become() -> None:
    read = read_yaml(
        "settings: {form_id: f, version: 001}\n"
        "survey:\n"
        "  - {type: text, name: a, 'label::fr': 'oui'}\n"
        "  - {type: integer, name: b, required: yes}\n",
        "f",
    )
    survey = read.sheet("survey")
    assert survey is not None
    assert survey.columns == ("type", "name", "label::fr", "required")
    assert [(row.number, row.cells) for row in survey.rows] == [
        (2, ("text", "a", "oui", "")),
        (3, ("integer", "b", "", "yes")),
    ]
    settings = read.sheet("settings")
    assert settings is not None
    assert settings.cell(settings.rows[0], "version") == "001"


@pytest.mark.parametrize(
    "source",
    [
        "- a\n- b",
        "survey: text",
        "survey: [1, 2]",
        "survey:\n - {type: [a]}",
        "a: [",
        "a: &a [*a]",
    ],
)
def test_yaml_of_another_shape_is_refused(source: str) -> None:
    with pytest.raises(QuestionnaireRefused) as refused:
        read_yaml(source, "f")
    assert [fault.code for fault in refused.value.problems] == [ProblemCode.UNREADABLE_FILE]


@given(ROWS)
def test_what_is_written_as_xlsx_is_read_back_cell_for_cell(rows: list[list[str]]) -> None:
    columns = ("type", "name", "label::fr")
    kept = [(number, tuple(row)) for number, row in enumerate(rows, 2) if any(row)]
    sheet = Sheet("survey", columns, tuple(Row(number, cells) for number, cells in kept))
    read = read_xlsx(write_xlsx(Workbook("w", (sheet,))), "w").sheets[0]
    assert read.columns == columns
    assert [(row.number, [*row.cells, "", "", ""][:3]) for row in read.rows] == [
        (number, list(cells)) for number, cells in kept
    ]


def test_cells_of_every_kind_become_the_text_people_see() -> None:
    day, instant = datetime.date(2026, 11, 23), datetime.datetime(2026, 11, 23, 8, 30)
    read = read_xlsx(xlsx(["a", "b", "c", "d", "e", "f", "g"], [0, 1.0, 2.5, True, day, instant, " x "]), "w")
    assert read.sheets[0].rows[0].cells == (
        "0",
        "1",
        "2.5",
        "TRUE",
        "2026-11-23",
        "2026-11-23T08:30:00",
        " x ",
    )


def test_formulas_count_by_their_saved_value_and_not_without_one() -> None:
    assert refusal(xlsx(["type", "name"], ["text", "=A2"])) == (
        ProblemCode.FORMULA_WITHOUT_VALUE,
        "survey:2:B",
    )


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    written = write_xlsx(Workbook("w", (Sheet("survey", ("type",), (Row(2, ("=1+1",)),)),)))
    assert openpyxl.load_workbook(BytesIO(written))["survey"]["A2"].data_type == "s"
    assert read_xlsx(written, "w").sheets[0].rows[0].cells == ("=1+1",)


def test_empty_rows_keep_the_numbers_of_the_others() -> None:
    read = read_xlsx(xlsx(["type"], [None], ["text"], [None], [None], ["note"]), "w")
    assert [row.number for row in read.sheets[0].rows] == [3, 6]


def test_cells_under_no_header_are_kept_for_the_check_to_name() -> None:
    read = read_xlsx(xlsx(["type", None, None], ["text", "a", "b"]), "w")
    assert read.sheets[0].columns == ("type", "", "")


@pytest.mark.parametrize(
    "content",
    [b"", b"not a workbook", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512],
)
def test_what_is_no_workbook_is_refused_in_one_problem(content: bytes) -> None:
    assert refusal(content) == (ProblemCode.UNREADABLE_FILE, "::")


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal(file.getvalue()) == (ProblemCode.UNREADABLE_FILE, "::")


def test_a_zip_bomb_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "MAX_UNPACKED", 1_000_000)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 1_000_001)
    assert len(file.getvalue()) < 10_000
    assert refusal(file.getvalue()) == (ProblemCode.FILE_TOO_LARGE, "::")


def test_a_file_too_large_is_refused() -> None:
    assert refusal(b"x" * (MAX_FILE + 1)) == (ProblemCode.FILE_TOO_LARGE, "::")


def test_too_many_rows_and_columns_are_refused_where_they_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "MAX_ROWS", 4)
    assert len(read_xlsx(xlsx(["type"], *([["text"]] * 3)), "w").sheets[0].rows) == 3
    assert refusal(xlsx(["type"], *([["text"]] * 4))) == (ProblemCode.TOO_MANY_ROWS, "survey:5:")
    wide = [str(number) for number in range(MAX_COLUMNS + 1)]
    assert refusal(xlsx(wide)) == (ProblemCode.TOO_MANY_COLUMNS, "survey:1:")


def test_a_workbook_survives_a_database_as_json() -> None:
    book = workbook(item("text", "a", "Été ?"), item("integer", "b"))
    assert workbook_from_json(workbook_as_json(book)) == book


def test_the_towns_choices_stand_in_front_of_a_list() -> None:
    choices = (*YES_NO, {"list_name": "quartier", "name": "other", "label::fr": "Un autre"})
    book = with_choices(
        workbook(item("text", "a"), choices=choices), "quartier", [("QN1", "Sanitas"), ("QN2", "Fontaines")]
    )
    sheet = book.sheet("choices")
    assert sheet is not None
    names = [(sheet.cell(row, "list_name"), sheet.cell(row, "name")) for row in sheet.rows]
    assert names == [
        ("yn", "yes"),
        ("yn", "no"),
        ("quartier", "QN1"),
        ("quartier", "QN2"),
        ("quartier", "other"),
    ]
    assert sheet.cell(sheet.rows[2], "label::fr") == "Sanitas"
    assert [row.number for row in sheet.rows] == [2, 3, 4, 5, 6]
    again = with_choices(book, "quartier", [("QN2", "Les Fontaines")])
    assert again.has_choice_list("quartier")
    assert [row.cells for row in again.sheets[1].rows if "QN2" in row.cells] == [
        ("quartier", "QN2", "Les Fontaines", "", "")
    ]


def test_a_list_that_is_not_there_takes_no_choices() -> None:
    with pytest.raises(KeyError, match="quartier"):
        with_choices(workbook(item("text", "a")), "quartier", [])
