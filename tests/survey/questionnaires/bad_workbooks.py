"""Workbooks that nobody can ask, as they reach a town hall; run as a program it reads them all, see the test."""

import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO

import openpyxl

from survey.problems import Problem, ProblemCode
from survey.questionnaires import QuestionnaireRefused, questionnaire_from
from survey.questionnaires.files import read_workbook
from survey.questionnaires.xlsx_file import write_xlsx
from tests.survey.build import item, workbook

SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:A1048576"/><sheetData>{}</sheetData></worksheet>'
)
ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>text</t></is></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def spreadsheet(*rows: list[str], sheet: str = "survey") -> bytes:
    """A spreadsheet as another program would save it, formulas without values."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The spreadsheet with one of its parts replaced or added."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for other in before.namelist():
            if other != name:
                after.writestr(other, before.read(other))
        after.writestr(name, part)
    return file.getvalue()


FIRST_SHEET = "xl/worksheets/sheet1.xml"
GOOD = write_xlsx(workbook(item("text", "a")))


def circular() -> bytes:
    return write_xlsx(
        workbook(item("text", "a", relevant="${b} = 1"), item("text", "b", relevant="${a} = 1"))
    )


def many_rows(count: int) -> bytes:
    rows = "".join(ROW.format(number) for number in range(1, count + 1))
    return with_part(GOOD, FIRST_SHEET, SHEET.format(rows).encode())


def bad_workbooks() -> Iterator[tuple[str, str, bytes, ProblemCode, str]]:
    """Name of the fault, of the file, its bytes, the code it is refused with and the place."""
    code = ProblemCode
    yield "nothing in it", "a.xlsx", b"", code.EMPTY_FILE, "::"
    yield "an empty sheet", "b.xlsx", spreadsheet(), code.EMPTY_SHEET, "survey::"
    encrypted = OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2_000
    yield "a password", "c.xlsx", encrypted, code.ENCRYPTED_FILE, "::"
    bomb = with_part(GOOD, FIRST_SHEET, b" " * 500_000_000)
    yield "a zip bomb", "d.xlsx", bomb, code.FILE_TOO_LARGE, "::"
    yield "100,000 rows", "e.xlsx", many_rows(100_000), code.TOO_MANY_ROWS, "survey:10001:"
    lines = b"survey\n,type\n" + b",text\n" * 100_000
    yield "100,000 lines", "f.csv", lines, code.TOO_MANY_ROWS, "survey:10001:"
    yield "conditions in a circle", "g.xlsx", circular(), code.CIRCULAR_REFERENCE, "survey:2:relevant"
    twice = write_xlsx(workbook(item("text", "a"), item("text", "a")))
    yield "a name twice", "h.xlsx", twice, code.DUPLICATE_NAME, "survey:3:name"
    formula = spreadsheet(["type", "name", "label"], ["text", "a", "=B2&B3"])
    yield "a formula never computed", "i.xlsx", formula, code.FORMULA_WITHOUT_VALUE, "survey:2:C"
    macros = with_part(GOOD, "xl/vbaProject.bin", b"Sub Auto_Open()")
    yield "programs", "j.xlsm", macros, code.MACROS, "::"
    old_macros = OLE + b"\0" * 504 + "_VBA_PROJECT_CUR".encode("utf-16-le") + b"\0" * 2_000
    yield "programs of old", "k.xls", old_macros, code.MACROS, "::"
    named = b"| Questions |\n| | type | name |\n| | text | a |\n| Reponses |\n| | list_name |\n"
    yield "sheets of other names", "l.md", named, code.MISSING_SHEET, "survey::"
    mixed = "survey\n,type,name,label\n,text,a,Été\n".encode() + ",text,b,Âge\n".encode("latin-1")
    yield "two encodings", "m.csv", mixed, code.UNREADABLE_LETTERS, ":4:"
    yield "an alias that grows", "n.yaml", aliases(), code.UNREADABLE_FILE, "::"
    yield "a broken archive", "o.xlsx", GOOD[:-300], code.UNREADABLE_FILE, "::"
    yield "a broken old file", "p.xls", OLE + b"\1" * 4_000, code.UNREADABLE_FILE, "::"


def aliases() -> bytes:
    """Nine levels of nine: 387 million cells for who would write them out."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(lines).encode()


def faults(file_name: str, content: bytes) -> tuple[Problem, ...]:
    """What a file is refused for."""
    try:
        questionnaire_from(read_workbook(file_name, content))
    except QuestionnaireRefused as refusal:
        return refusal.problems
    return ()


if __name__ == "__main__":
    import resource

    pyxform_and_all = questionnaire_from(read_workbook("good.xlsx", GOOD))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            faults(path, file.read())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
