"""Workbooks as spreadsheets and people leave them: odd, and mostly meant well."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from survey.problems import ProblemCode
from tests.survey.questionnaires.bad_workbooks import with_part

Rows = list[list[object]]
Place = tuple[ProblemCode, str]

HEADERS: list[object] = ["type", "name", "label"]
YES_NO: Rows = [["list_name", "name", "label"], ["yn", "yes", "Oui"], ["yn", "no", "Non"]]


INLINE = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


@dataclass(frozen=True, slots=True)
class FieldWorkbook:
    """A file, what it is refused for (None: it is filled to its end), and, where pyxform ends otherwise, why we do
    not follow it."""

    what: str
    file_name: str
    content: bytes
    refused: Place | None = None
    unlike_pyxform: str = ""


def converts(path: Path) -> bool:
    """Whether pyxform makes a form of a file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of what it leaves out
            convert(path)
    except (PyXFormError, UnicodeDecodeError):
        return False
    return True


def spreadsheet(
    survey: Rows,
    choices: Rows | None = None,
    settings: Rows | None = None,
    *,
    names: tuple[str, str, str] = ("survey", "choices", "settings"),
    also: Callable[[openpyxl.Workbook], None] | None = None,
) -> bytes:
    """A spreadsheet of these rows as another program saves it, with whatever `also` does to it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in zip(names, (survey, choices, settings), strict=True):
        if rows is not None:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
    if also is not None:
        also(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def asked(*rows: list[object], headers: list[object] | None = None) -> bytes:
    return spreadsheet([headers or HEADERS, *rows], YES_NO)


def hidden_sheets(book: openpyxl.Workbook) -> None:
    notes = book.create_sheet("Brouillon", 0)
    notes.append(["type", "name"])
    notes.sheet_state = "hidden"
    book.create_sheet("autres").sheet_state = "veryHidden"


def merged(book: openpyxl.Workbook) -> None:
    sheet = book["survey"]
    sheet.merge_cells("C2:E2")
    sheet.merge_cells("A5:C5")


def far_away(book: openpyxl.Workbook) -> None:
    """A cell touched by mistake, far right of the others."""
    book["survey"].cell(1, 300).font = openpyxl.styles.Font(bold=True)
    book["survey"].cell(9000, 1).font = openpyxl.styles.Font(bold=True)


def inline_strings() -> bytes:
    """As some programs save: strings in the cells, no shared ones."""
    rows = (("type", "name", "label"), ("text", "a", "Un mot ?"), ("integer", "b", "Un nombre ?"))
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("ABC", row, strict=True)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    plain = asked(["text", "a", "A"])
    return with_part(plain, "xl/worksheets/sheet1.xml", INLINE.format(cells).encode())


CSV = """survey;;;;
;type;name;label;relevant
;select_one yn;a;Êtes-vous d'accord ?;
;text;b;Pourquoi ?;${a} = 'no'
choices;;;;
;list_name;name;label;
;yn;yes;Oui;
;yn;no;Non;
"""
MARKDOWN = """
# Notre enquête

|survey|            |      |            |
|------|------------|------|------------|
|      | type       | name | label      |
|      | select_one yn | a | D'accord ? |
|      | text       | b    | Pourquoi ? |

| choices |
| | list_name | name | label |
| | yn | yes | Oui |
| | yn | no | Non |
"""


def accepted() -> Iterator[FieldWorkbook]:
    """Odd workbooks that are asked."""
    yield FieldWorkbook(
        "spaces and capitals in headers",
        "a.xlsx",
        spreadsheet(
            [[" Type ", "NAME", "Label ", "Required", "Constraint Message"], ["text", "a", "A ?", "yes", "!"]]
        ),
    )
    yield FieldWorkbook(
        "a plain label beside one with its language",
        "b.xlsx",
        asked(["text", "a", "A ?", "Un A ?"], headers=[*HEADERS, "label::French (fr)"]),
    )
    for header in ("list_name", "list name", "List Name", "LIST_NAME "):
        choices = [[header, "name", "label"], *YES_NO[1:]]
        yield FieldWorkbook(
            f"choices under {header!r}",
            "c.xlsx",
            spreadsheet([HEADERS, ["select_one yn", "a", "A ?"]], choices),
        )
    yield FieldWorkbook(
        "numbers as the spreadsheet holds them",
        "d.xlsx",
        spreadsheet(
            [
                [*HEADERS, "default", "relevant"],
                ["integer", "a", 2026.0, 1.0, None],
                ["select_one n", "b", 3, 2.0, "${a} = 1"],
            ],
            [["list_name", "name", "label"], ["n", 1.0, 1.0], ["n", 2.0, 2.5]],
            [["form_id", "version"], ["essai", 20261126.0]],
        ),
    )
    yield FieldWorkbook(
        "days and hours as the spreadsheet holds them",
        "e.xlsx",
        spreadsheet(
            [
                [*HEADERS, "default"],
                ["date", "a", "A ?", date(2026, 11, 26)],
                ["time", "b", "B ?", time(9, 30)],
            ],
            None,
            [["form_id", "version"], ["essai", datetime(2026, 11, 26)]],
        ),
    )
    yield FieldWorkbook(
        "truths as the spreadsheet holds them",
        "f.xlsx",
        asked(
            ["text", "a", "A ?", True, True, None],
            ["text", "b", "B ?", False, None, False],
            headers=[*HEADERS, "required", "relevant", "readonly"],
        ),
    )
    yield FieldWorkbook(
        "merged cells",
        "g.xlsx",
        spreadsheet(
            [HEADERS, ["text", "a", "A ?"], ["text", "b", "B ?"], ["text", "d", "D ?"]],
            also=merged,
        ),
    )
    yield FieldWorkbook(
        "hidden sheets and drafts beside",
        "h.xlsx",
        spreadsheet([HEADERS, ["text", "a", "A ?"]], also=hidden_sheets),
    )
    for begin, end in (
        ("begin group", "end group"),
        ("begin_group", "end_group"),
        ("begin  group", "end_group"),
    ):
        yield FieldWorkbook(
            f"groups spelled {begin!r}",
            "i.xlsx",
            asked([begin, "g", "G"], ["text", "a", "A ?"], [end, "g", None]),
        )
    for kind in (
        "select one yn",
        "select_one  yn",
        "select one from yn",
        "select1 yn",
        "select all that apply from yn",
        "select_multiple yn",
        "rank yn",
    ):
        yield FieldWorkbook(f"a type spelled {kind!r}", "j.xlsx", asked([kind, "a", "A ?"]))
    yield FieldWorkbook(
        "curly quotes, and lines in cells",
        "k.xlsx",
        asked(
            ["select_one yn", "a", "Une ligne\r\net une autre ?", None],
            ["text", "b", "Vous avez dit ${a} ?", "${a} = ‘yes’\r\nor ${a} = “no”"],
            headers=[*HEADERS, "relevant"],
        ),
    )
    yield FieldWorkbook(
        "a format far beyond the last cell",
        "l.xlsx",
        spreadsheet([HEADERS, ["text", "a", "A ?"]], also=far_away),
    )
    doubles = [
        ["list_name", "name", "label", "town"],
        ["q", "port", "Le Port", "a"],
        ["q", "port", "Le Port", "b"],
    ]
    yield FieldWorkbook(
        "choices twice, as the settings allow",
        "m.xlsx",
        spreadsheet(
            [
                [*HEADERS, "choice_filter"],
                ["text", "t", "Ville ?", None],
                ["select_one q", "a", "A ?", "town = 'a' or town = ${t}"],
            ],
            doubles,
            [["form_id", "allow_choice_duplicates"], ["essai", "yes"]],
        ),
    )
    yield FieldWorkbook(
        "sheets called with capitals and spaces",
        "n.xlsx",
        spreadsheet(
            [HEADERS, ["select_one yn", "a", "A ?"]],
            YES_NO,
            [["form_id"], ["essai"]],
            names=("Survey ", "CHOICES", " Settings"),
        ),
        unlike_pyxform="it takes spaces around the name of a sheet for another name; they go when we write it",
    )
    yield FieldWorkbook("strings in the cells", "o.xlsx", inline_strings())
    yield FieldWorkbook(
        "semicolons and a mark",
        "p.csv",
        b"\xef\xbb\xbf" + CSV.encode(),
        unlike_pyxform="it parts cells by commas only; spreadsheets in French write semicolons",
    )
    yield FieldWorkbook("tables of Markdown", "q.md", MARKDOWN.encode())
    yield FieldWorkbook(
        "an empty row under the headers and between the rows",
        "r.xlsx",
        asked([None], ["text", "a", "A ?"], [None, None, " "], ["text", "b", "B ?"]),
    )
    yield FieldWorkbook(
        "a column of remarks and one of its own",
        "s.xlsx",
        asked(["text", "a", "A ?", "à revoir", 12], headers=[*HEADERS, "Commentaire interne", "#"]),
    )


def refused() -> Iterator[FieldWorkbook]:
    """Workbooks that end in one message."""
    code = ProblemCode
    yield FieldWorkbook(
        "a choice whose name has spaces, of several at once",
        "a.xlsx",
        spreadsheet([HEADERS, ["select_multiple yn", "a", "A ?"]], [*YES_NO, ["yn", "je ne sais pas", "?"]]),
        (code.INVALID_CHOICE_NAME, "choices:4:name"),
    )
    yield FieldWorkbook(
        "a choice whose name has spaces, one of all",
        "b.xlsx",
        spreadsheet([HEADERS, ["select_one yn", "a", "A ?"]], [*YES_NO, ["yn", "je ne sais pas", "?"]]),
        (code.INVALID_CHOICE_NAME, "choices:4:name"),
        unlike_pyxform="answers are parted by spaces wherever they are counted",
    )
    yield FieldWorkbook(
        "pictures beside questions",
        "c.xlsx",
        asked(["text", "a", "A ?", "plan.png"], headers=[*HEADERS, "media::image"]),
        (code.UNSUPPORTED_COLUMN, "survey:2:media::image"),
        unlike_pyxform="we show no pictures: the question would not be the same",
    )
    yield FieldWorkbook(
        "three hundred columns",
        "d.xlsx",
        asked(["text", "a", "A ?", *["x"] * 300], headers=[*HEADERS, *[f"note {n}" for n in range(300)]]),
        (code.TOO_MANY_COLUMNS, "survey:1:"),
        unlike_pyxform="a file of strangers is read within bounds",
    )
    yield FieldWorkbook(
        "no sheet of choices",
        "e.xlsx",
        spreadsheet([HEADERS, ["select_one yn", "a", "A ?"]]),
        (code.MISSING_CHOICE_LIST, "survey:2:type"),
    )
    yield FieldWorkbook(
        "a choice twice",
        "f.xlsx",
        spreadsheet([HEADERS, ["select_one yn", "a", "A ?"]], [*YES_NO, ["yn", "yes", "Encore"]]),
        (code.DUPLICATE_CHOICE, "choices:4:name"),
    )
    external = [["select_one_external towns", "a", "Ville ?", "department = '37'"]]
    yield FieldWorkbook(
        "choices in a sheet of external ones",
        "g.xlsx",
        spreadsheet(
            [[*HEADERS, "choice_filter"], *external],
            [["list_name", "name", "department"], ["towns", "tours", "37"]],
            names=("survey", "external_choices", "settings"),
        ),
        (code.TYPE_ELSEWHERE, "survey:2:type"),
        unlike_pyxform="choices in another file are not read",
    )
    yield FieldWorkbook("letters of old", "h.csv", CSV.encode("latin-1"), (code.UNREADABLE_LETTERS, ":3:"))
    yield FieldWorkbook(
        "two headers that mean one",
        "i.xlsx",
        asked(["text", "a", "A ?", "yes", "no"], headers=[*HEADERS, "relevant", "relevance"]),
        (code.DUPLICATE_COLUMN, "survey:1:relevance"),
    )
    yield FieldWorkbook(
        "headers on the second row",
        "j.xlsx",
        spreadsheet([["Notre enquête"], HEADERS, ["text", "a", "A ?"]]),
        (code.MISSING_COLUMN, "survey:1:type"),
    )
    yield FieldWorkbook(
        "a row merged with the one above",
        "k.xlsx",
        spreadsheet([HEADERS, ["text", "a", "A ?"], ["text", None, "B ?"]]),
        (code.MISSING_NAME, "survey:3:name"),
    )
    yield FieldWorkbook(
        "names with spaces in their braces",
        "l.xlsx",
        asked(["text", "a", "A ?"], ["text", "b", "Vous avez dit ${ a } ?"]),
        (code.SPACED_REFERENCE, "survey:3:label"),
    )
    for kind in ("Select_One yn", "select multiple yn", "Text", "select_all_that_apply yn"):
        yield FieldWorkbook(
            f"a type spelled {kind!r}",
            "m.xlsx",
            asked([kind, "a", "A ?"]),
            (code.UNSUPPORTED_TYPE, "survey:2:type"),
        )
    yield FieldWorkbook(
        "a group in capitals",
        "n.xlsx",
        asked(["Begin Group", "g", "G"], ["text", "a", "A ?"], ["end group", None, None]),
        (code.UNSUPPORTED_TYPE, "survey:2:type"),
    )
    yield FieldWorkbook(
        "a formula of the spreadsheet in a condition",
        "o.xlsx",
        asked(["text", "a", "A ?", "=IF(B2=1,1,2)"], headers=[*HEADERS, "relevant"]),
        (code.FORMULA_WITHOUT_VALUE, "survey:2:D"),
        unlike_pyxform="it reads a formula that was never computed as an empty cell: the condition would be lost",
    )
    yield FieldWorkbook(
        "a word that only older forms have",
        "p.xlsx",
        asked(["select_one from yn", "a", "A ?"]),
        (code.MISSING_CHOICE_LIST, "survey:2:type"),
    )
