"""How a spreadsheet with faults is brought in, and mended from what the page says of it and nothing else."""

import re
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.journeys.conftest import Phone, Served
from webapp.models import RoleName

Phones = Callable[..., Phone]
SHEETS = {
    "survey": [
        ["type", "name", "label::fr", "role", "relevant"],
        ["acknowledge", "agree", "Je veux bien répondre.", "consent.survey", ""],
        ["select_one yesno", "comes", "Venez-vous souvent ?", "", ""],
        ["txet", "why", "Pourquoi ?", "", "${coms} = 'yes'"],
        ["text", "speech", "Que représente ce quartier pour vous ?", "open.represents", ""],
    ],
    "choices": [["list_name", "name", "label::fr"], ["yes_no", "yes", "oui"], ["yes_no", "no", "non"]],
    "settings": [["form_id", "form_title", "version", "default_language"], ["venir", "Venir ici", "1", "fr"]],
}


def written(book: Workbook) -> dict[str, object]:
    content = BytesIO()
    book.save(content)
    return {
        "name": "venir.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": content.getvalue(),
    }


def faulty() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def test_three_faults_are_mended_from_the_messages_alone(phone: Phones, served: Served) -> None:
    desk = phone(desktop=True)
    page = desk.page
    served.sign_in(page, RoleName.COORDINATOR)
    book = faulty()
    seen = []
    while True:
        desk.go("/bureau/questionnaires/")
        page.locator("input[type=file]").set_input_files(written(book))  # type: ignore[arg-type]
        with page.expect_navigation():
            desk.press("J'essaie")
        desk.look()
        rows = page.locator("main tbody tr").all() if "à reprendre" in page.inner_text("h1") else []
        if not rows:
            break
        assert len(seen) < 3, "the same faults again and again"
        for row in rows:
            sheet, number, column, sentence = (
                cell.strip() for cell in row.locator("th, td").all_inner_texts()
            )
            seen.append(sentence)
            mend(book, sheet, int(number), column, sentence)
    assert len(seen) == 3
    desk.press("Je publie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Venir ici")
    assert [row[0].value for row in load_workbook(BytesIO(file(page.url, page)))["survey"]][3] == "text"


def mend(book: Workbook, sheet: str, number: int, column: str, sentence: str) -> None:
    """Does in the cell that a message names what it says: the first word in it becomes the nearest one."""
    place = [cell.value for cell in book[sheet][1]].index(column) + 1
    cell = book[sheet].cell(number, place)
    wrong = re.search(r"«\s(.+?)\s»", sentence)
    right = re.search(r"L[ea] plus proche\s: (.+?)\.$", sentence)
    assert wrong, sentence
    assert right, sentence
    assert wrong[1] in str(cell.value)
    cell.value = str(cell.value).replace(wrong[1], right[1])


def file(address: str, page: object) -> bytes:
    return bytes(page.request.get(address + ".xlsx").body())  # type: ignore[attr-defined]
