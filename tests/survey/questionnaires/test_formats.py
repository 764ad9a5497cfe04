"""Workbooks come in as every format of the field, and go out as a spreadsheet that pyxform accepts."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import yaml
from pyxform.xls2xform import convert

from survey.flow import End, is_complete, plan_of
from survey.problems import ProblemCode
from survey.questionnaires import (
    BUILTIN,
    QuestionnaireRefused,
    Sheet,
    Workbook,
    load_builtin,
    questionnaire_from,
    with_choices,
)
from survey.questionnaires.files import read_workbook
from survey.questionnaires.xlsx_file import read_xlsx, write_xlsx
from tests.survey.build import MOMENT, group, item, workbook
from tests.survey.flow.answerer import agreeable, fill_items, fill_pages
from tests.survey.questionnaires.bad_workbooks import SHEET, with_part
from tests.survey.questionnaires.field_workbooks import converts

FOLDER = next(
    (
        found
        for parent in Path(__file__).parents
        if (found := parent / "shared" / "data" / "xlsforms").is_dir()
    ),
    Path("nowhere"),
)
FILES = sorted(path for path in FOLDER.glob("*") if path.suffix in (".xlsx", ".xls", ".csv"))
REFUSED = {
    "UCL_Biomass_Plot_Form.xlsx": (ProblemCode.TYPE_ELSEWHERE, "survey:16:type"),
    "bad_calc.xlsx": (ProblemCode.UNREADABLE_EXPRESSION, "survey:2:calculation"),
    "case_insensitivity.csv": (ProblemCode.TYPE_ELSEWHERE, "survey:3:type"),
    "case_insensitivity.xlsx": (ProblemCode.TYPE_ELSEWHERE, "survey:3:type"),
    "duplicate_columns.xlsx": (ProblemCode.DUPLICATE_COLUMN, "survey:1:label"),
    "gps.xls": (ProblemCode.TYPE_ELSEWHERE, "survey:2:type"),
    "or_other.xlsx": (ProblemCode.UNKNOWN_FILTER_COLUMN, "survey:3:choice_filter"),
    "simple_loop.xls": (ProblemCode.TYPE_ELSEWHERE, "survey:2:type"),
    "spaces_in_choices_header.xls": (ProblemCode.UNNAMED_COLUMN, "choices:1:"),
    "unknown_question_type.xls": (ProblemCode.INVALID_CHOICE_NAME, "choices:51:name"),
    "widgets.xls": (ProblemCode.TYPE_ELSEWHERE, "survey:11:type"),
}
"""The first fault of each file of the folder that is not asked; every other one is."""
REFUSED_BY_PYXFORM = frozenset({"duplicate_columns.xlsx", "unknown_question_type.xls"})
"""What pyxform refuses as well. The others it lets through ask for places, pictures, choices in other files or a loop,
which we do not do; hold an expression or a filter that no device could compute; or have cells under no header, of which
nobody can tell what they mean."""


def rows_of(book: Workbook) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Headers and rows by sheet, without the empty cells at the end of a row."""
    found = {}
    for sheet in book.sheets:
        lines = [(1, sheet.columns), *((row.number, row.cells) for row in sheet.rows)]
        found[sheet.name] = [(number, trimmed(cells)) for number, cells in lines if trimmed(cells)]
    return found


def trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


@pytest.mark.skipif(not FILES, reason="the folder of workbooks is not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workbook_of_the_field_is_filled_to_its_end_or_refused_by_place(path: Path) -> None:
    book = read_workbook(path.name, path.read_bytes())
    if path.name in REFUSED:
        with pytest.raises(QuestionnaireRefused) as refused:
            questionnaire_from(book)
        first = refused.value.problems[0]
        assert (first.code, first.place) == REFUSED[path.name]
        for fault in refused.value.problems:
            sheet, row, column = fault.place.split(":", 2)
            assert sheet
            assert row
            assert column or fault.value("column") or fault.value("message")
        assert converts(path) is (path.name not in REFUSED_BY_PYXFORM)
        return
    assert converts(path)
    read = questionnaire_from(book)
    plan = plan_of(read)
    for language in read.languages:
        answers, _ = fill_pages(plan, agreeable(), language=language)
        again, _, end = fill_items(plan, agreeable(), language=language)
        assert answers == again
        assert isinstance(end, End)
        assert is_complete(plan, answers, MOMENT)
    assert rows_of(read_xlsx(write_xlsx(book), book.name)) == rows_of(book)


@pytest.mark.parametrize("name", BUILTIN)
def test_a_questionnaire_of_the_house_goes_out_as_pyxform_reads_it_and_comes_back(name: str) -> None:
    book = load_builtin(name)
    if book.has_choice_list("quartier"):
        book = with_choices(book, "quartier", [("QN0", "Sanitas")])
    content = write_xlsx(book)
    assert convert(BytesIO(content), file_type=".xlsx").xform.startswith("<?xml")
    back = read_workbook(f"{name}.xlsx", content)
    assert {sheet: rows[1:] for sheet, rows in rows_of(back).items()} == {
        sheet: rows[1:] for sheet, rows in rows_of(book).items()
    }
    read, again = (questionnaire_from(each, converter=False) for each in (book, back))
    assert (again.title, again.items, again.groups) == (read.title, read.items, read.groups)


FORM = workbook(
    *group(
        "g",
        item("select_one yn", "a", "Un | trait, une virgule ; un point", **{"label::ar": "سؤال"}),
        item("integer", "zero", default="0", relevant="${a} = 'yes'", **{"hint::fr": '"Guillemets"'}),
    )
)


def as_csv(book: Workbook, delimiter: str = ",") -> bytes:
    file = StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    for sheet in book.sheets:
        writer.writerow([sheet.name])
        for cells in (sheet.columns, *(row.cells for row in sheet.rows)):
            writer.writerow(["", *cells])
    return file.getvalue().encode()


def as_markdown(book: Workbook) -> bytes:
    lines = ["Un questionnaire.", ""]
    for sheet in book.sheets:
        lines.append(f"| {sheet.name} |")
        for cells in (sheet.columns, *(row.cells for row in sheet.rows)):
            lines.append("| | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("|---|---|")
    return "\n".join(lines).encode()


def as_yaml(book: Workbook) -> bytes:
    sheets = {
        sheet.name: [dict(zip(sheet.columns, row.cells, strict=True)) for row in sheet.rows]
        for sheet in book.sheets
    }
    return yaml.safe_dump(sheets, allow_unicode=True, sort_keys=False).encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("f.csv", as_csv(FORM)),
        ("f.CSV", b"\xef\xbb\xbf" + as_csv(FORM, ";")),
        ("f.csv", as_csv(FORM, "\t").decode().encode("utf-16")),
        ("f.md", as_markdown(FORM)),
        ("f.yaml", as_yaml(FORM)),
        ("f.xlsx", write_xlsx(FORM)),
        ("f.txt", write_xlsx(FORM)),
    ],
)
def test_the_same_rows_come_out_of_every_format(name: str, content: bytes) -> None:
    read = read_workbook(name, content)
    assert rows_of(read) == rows_of(FORM)
    assert [found.name for found in questionnaire_from(read).items] == ["a", "zero"]


def test_rows_of_a_text_are_numbered_within_their_sheet_with_the_empty_ones() -> None:
    read = read_workbook("f.csv", b"survey\n,type,name,label\n,text,a,A\n,,,\n,text,b,B\n")
    assert [(row.number, row.cells[1]) for row in read.sheets[0].rows] == [(2, "a"), (4, "b")]


def test_a_sheet_may_begin_on_the_line_of_its_headers() -> None:
    read = read_workbook("f.md", b"| survey | type | name | label |\n| | text | a | A |")
    assert read.sheets[0] == Sheet("survey", ("type", "name", "label"), read.sheets[0].rows)
    assert read.sheets[0].rows[0].cells == ("text", "a", "A")


def test_a_row_of_a_text_that_stands_in_no_sheet_is_refused_by_line() -> None:
    with pytest.raises(QuestionnaireRefused) as refused:
        read_workbook("f.csv", b",type,name\n,text,a\n")
    (fault,) = refused.value.problems
    assert (fault.code, fault.place) == (ProblemCode.UNREADABLE_FILE, ":1:")


def test_an_ending_nobody_knows_is_refused_with_those_we_read() -> None:
    with pytest.raises(QuestionnaireRefused) as refused:
        read_workbook("form.docx.txt", b"hello")
    (fault,) = refused.value.problems
    assert (fault.code, fault.value("name")) == (ProblemCode.UNKNOWN_FORMAT, "form.docx.txt")
    assert fault.value("known").split() == [".xlsx", ".xls", ".csv", ".md", ".yaml", ".yml"]


def test_formula_cells_count_by_their_value_and_zeros_stay() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is>'
        '</c><c r="C1" t="inlineStr"><is><t>label</t></is></c><c r="D1" t="inlineStr"><is><t>default</t></is></c>'
        '</row><row r="2"><c r="A2" t="inlineStr"><is><t>integer</t></is></c><c r="B2" t="str"><f>"a"&amp;C2</f>'
        '<v>a7</v></c><c r="C2"><f>3+4</f><v>7</v></c><c r="D2"><v>0</v></c></row>'
    )
    content = with_part(write_xlsx(FORM), "xl/worksheets/sheet1.xml", SHEET.format(cells).encode())
    (found,) = questionnaire_from(read_workbook("f.xlsx", content)).items
    assert (found.name, found.label.text("fr"), found.default) == ("a7", "7", "0")
    again = read_xlsx(write_xlsx(read_workbook("f.xlsx", content)), "f")
    assert again.sheets[0].rows[0].cells == ("integer", "a7", "7", "0")
