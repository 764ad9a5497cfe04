"""An existing survey is tried, read, confirmed, taken back: nothing is stored unseen, nothing twice."""

import json
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page
from webapp.models import (
    Annotation,
    AnnotationState,
    Answer,
    Audit,
    ImportBatch,
    ImportedRecord,
    RoleName,
    Submission,
    Wave,
)

PATH = "/lecture/imports/"
CSV = (
    "id;lang;word_1;represents;residence;sex;use_choice\r\n"
    "1;fr;marché;Un quartier vivant.;this_quartier;woman;4\r\n"
    "2;fr;bruit;Trop de bruit le soir.;commune;man;2\r\n"
    "3;en;market;A friendly place.;elsewhere;;\r\n"
)
REFUSED = (
    CSV + "4;fr;parc;Du vert.;la lune;woman;4\r\n5;xx;parc;Du vert.;;;\r\n6;fr;;;;;\r\n1;fr;encore;;;;\r\n"
)
Desks = Callable[..., Desk]


@pytest.fixture
def reader(desk: Desks) -> Desk:
    return desk(RoleName.EVALUATOR)


def attempt(
    reader: Desk, town: build.SmallTown, content: bytes | str, name: str = "a.csv", **fields: str
) -> Page:
    """Sends a file to be tried."""
    body = content.encode() if isinstance(content, str) else content
    return reader.send(
        PATH,
        {"quartier": str(town.quartier), "file": (BytesIO(body), name)} | fields,  # type: ignore[dict-item]
    )


def attempt_large(reader: Desk, town: build.SmallTown, content: str) -> Page:
    """Tries a file as the report's form carries it: the test client leaves large uploads open."""
    carried = b64encode(content.encode()).decode()
    return reader.send(PATH, {"quartier": str(town.quartier), "name": "a.csv", "content": carried})


def confirm(reader: Desk, report: Page, **changes: str) -> Page:
    """Posts the report's own form, as the button does."""
    (form,) = report.tree.xpath("//form[.//input[@name='sure']]")
    fields = {str(name): str(value) for name, value in form.fields.items() if name != "csrf_token"}
    return reader.send(PATH, fields | changes)


def stored() -> dict[str, int]:
    models = (Submission, Answer, Annotation, ImportedRecord, ImportBatch, Wave, Audit)
    return {model.__name__: build.count(model) for model in models}


NOTHING = dict.fromkeys(
    ("Submission", "Answer", "Annotation", "ImportedRecord", "ImportBatch", "Wave", "Audit"), 0
)


def test_a_trial_says_what_would_come_in_and_stores_nothing(reader: Desk, town: build.SmallTown) -> None:
    page = attempt(reader, town, REFUSED)
    assert page.status == 200
    assert page.heading == "3 lignes entreraient, 4 seraient refusées."
    assert stored() == NOTHING


def test_refused_rows_are_listed_with_their_line_their_column_and_why(
    reader: Desk, town: build.SmallTown
) -> None:
    page = attempt(reader, town, REFUSED)
    rows = [[cell.text_content() for cell in row] for row in page.tree.xpath("//table[.//caption]//tbody/tr")]
    assert [row[:3] for row in rows] == [
        ["5", "residence", "la lune"],
        ["6", "lang", "xx"],
        ["7", "", ""],
        ["8", "id", "1"],
    ]
    assert [row[3].split()[0] for row in rows] == ["cette", "cette", "la", "cet"]


def test_confirming_stores_the_rows_as_people_who_answered(reader: Desk, town: build.SmallTown) -> None:
    done = confirm(reader, attempt(reader, town, REFUSED), label="Enquête 2019")
    assert (done.status, done.response.location) == (303, PATH)
    assert build.column(Wave.label) == ["Enquête 2019"]
    assert build.column(Submission.residence) == ["commune", "elsewhere", "this_quartier"]
    assert set(build.column(Submission.sex)) == {"man", "woman", None}
    assert set(build.column(Submission.channel)) == {"import"}
    assert build.column(Submission.language) == ["en", "fr", "fr"]
    assert build.column(Answer.value, Answer.role == "open.represents") == [
        "A friendly place.",
        "Trop de bruit le soir.",
        "Un quartier vivant.",
    ]
    assert build.column(Annotation.state) == [AnnotationState.PENDING] * 3
    assert build.column(ImportBatch.refused) == [4]
    assert build.column(ImportedRecord.source_key) == ["1", "2", "3"]
    assert build.column(Audit.verb) == ["import"]
    assert "3 réponses sont entrées" in reader.go(PATH).text


def test_the_same_file_twice_doubles_nothing_and_a_longer_one_adds_what_is_new(
    reader: Desk, town: build.SmallTown
) -> None:
    confirm(reader, attempt(reader, town, CSV))
    once = stored()
    confirm(reader, attempt(reader, town, CSV))
    assert stored() == once | {"ImportBatch": 2, "Audit": 2}
    assert "0 réponse" in reader.go(PATH).text
    confirm(reader, attempt(reader, town, CSV + "9;fr;parc;Du vert.;;;\r\n"))
    assert (build.count(Submission), build.count(Annotation), build.count(Wave)) == (4, 4, 1)


def test_what_was_brought_in_is_taken_back_whole_and_can_come_again(
    reader: Desk, town: build.SmallTown
) -> None:
    confirm(reader, attempt(reader, town, CSV))
    confirm(reader, attempt(reader, town, CSV + "9;fr;parc;Du vert.;;;\r\n"))
    first, second = build.column(ImportBatch.id)
    undone = reader.send(f"{PATH}{first}/reprendre")
    assert undone.status == 303
    # The row of the second file is not of the first: it stays.
    assert build.column(ImportedRecord.source_key) == ["9"]
    assert (build.count(Submission), build.count(Annotation)) == (1, 1)
    assert build.column(Answer.value) == ["Du vert.", "Les Tilleuls", "parc"]
    reader.send(f"{PATH}{first}/reprendre")
    assert (
        build.count(Submission),
        len(build.column(ImportBatch.id, ImportBatch.undone_at.is_not(None))),
    ) == (1, 1)
    reader.send(f"{PATH}{second}/reprendre")
    assert stored() | {"Audit": 0} == NOTHING | {"ImportBatch": 2, "Wave": 1}
    confirm(reader, attempt(reader, town, CSV))
    assert (build.count(Submission), build.count(Annotation)) == (3, 3)


def test_rows_whose_long_identifiers_begin_alike_all_come_in(reader: Desk, town: build.SmallTown) -> None:
    begins = "uuid:" + "0" * 90
    rows = "".join(f"{begins}{number};fr;mot;Des mots.\r\n" for number in range(3))
    content = "id;lang;word_1;represents\r\n" + rows
    assert confirm(reader, attempt(reader, town, content)).status == 303
    assert confirm(reader, attempt(reader, town, content)).status == 303
    assert (build.count(Submission), len(set(build.column(ImportedRecord.source_key)))) == (3, 3)


def test_a_mapping_and_a_heading_are_kept(reader: Desk, town: build.SmallTown) -> None:
    lines = "\n".join(
        json.dumps({"n": number, "texte": f"Texte {number}", "rubrique": "Sport"}) for number in range(3)
    )
    mapping = "id: n\ncolumns:\n  open.represents: texte\nheading: rubrique\n"
    report = attempt(reader, town, lines, "a.jsonl", mapping=mapping)
    assert report.heading.startswith("3 lignes")
    confirm(reader, report)
    assert build.column(ImportedRecord.heading) == ["Sport"] * 3


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 120_000_000)
    return out.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"  \r\n ", "a.csv"),
    "no ending": (CSV.encode(), "a"),
    "program": (b"MZ\x90\x00\x03", "a.exe"),
    "zeros": (b"id;represents\n\x00\x00", "a.csv"),
    "no workbook": (b"PK\x03\x04" + b"\x00" * 50, "a.xlsx"),
    "a workbook cut short": (workbook(("id",), (1,))[:-40], "a.xlsx"),
    "zip bomb": (bomb(), "a.xlsx"),
    "two columns of one name": (b"id;id\n1;2\n", "a.csv"),
    "broken line": (b'{"a": 1}\n{"a": ', "a.jsonl"),
    "deep line": (b"[" * 200_000, "a.jsonl"),
    "a list": (b"[1, 2]\n", "a.jsonl"),
    "a loose delimiter": (b"id,represents\n1,Un, deux, trois\n", "a.csv"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(reader: Desk, town: build.SmallTown, name: str) -> None:
    content, file_name = HOSTILE[name]
    page = attempt(reader, town, content, file_name)
    assert page.status == 422
    assert len(page.trouble.split()) > 3
    assert stored() == NOTHING


MAPPINGS = {
    "no YAML": "a: [",
    "no mapping": "- 1",
    "a program": "!!python/object/apply:os.system ['true']",
    "an unknown question": "columns:\n  contact.name: represents",
    "an unknown column": "columns:\n  open.represents: '%(name)s <script>'",
    "an unknown key": "columns: {}\nrun: 1",
    "deep": "columns: " + "[" * 5000,
}


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_hostile_mapping_ends_in_a_sentence(reader: Desk, town: build.SmallTown, name: str) -> None:
    page = attempt(reader, town, CSV, mapping=MAPPINGS[name])
    assert page.status == 422
    assert len(page.trouble.split()) > 3
    assert "<script>" not in page.text
    assert stored() == NOTHING


def test_hostile_cells_are_stored_as_they_are_and_shown_escaped(reader: Desk, town: build.SmallTown) -> None:
    script = "<script>alert(1)</script>{{ 7*7 }}"
    content = f'id;represents;residence\r\n1;"{script}";\r\n2;b;"{script}"\r\n'
    report = attempt(reader, town, content, "<b>é.csv")
    assert script not in report.text
    assert "49" not in "".join(report.tree.xpath("//tbody//td[3]/text()"))
    confirm(reader, report, label=script)
    assert build.column(Answer.value, Answer.question == "represents") == [script]
    for path in (PATH, "/lecture/quartier/QTRTM", "/lecture/"):
        assert "<script>alert" not in reader.go(path).text


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "%%%"},
        {"content": ""},
        {"quartier": "9" * 30},
        {"quartier": "-1"},
        {"quartier": "x"},
        {"name": "a\0b.csv"},
        {"label": "a\0b"},
        {"label": "é" * 500},
        {"name": "x" * 300 + ".csv"},
        {"content": b64encode(b"id;represents\r\n1;a\0b\r\n").decode()},
    ],
    ids=lambda changes: ascii(dict(changes))[:40],
)
def test_a_report_form_that_was_tampered_with_is_no_error_of_ours(
    reader: Desk, town: build.SmallTown, changes: dict[str, str]
) -> None:
    page = confirm(reader, attempt(reader, town, CSV), **changes)
    assert page.status in (303, 422)
    assert build.count(Submission) == (3 if page.status == 303 else 0)


def test_a_file_as_large_as_a_form_may_carry_can_be_confirmed(reader: Desk, town: build.SmallTown) -> None:
    row = "fr;mot;" + "Des mots. " * 120 + "\r\n"
    content = "lang;word_1;represents\r\n" + "".join(f"fr;mot{n};{row[7:]}" for n in range(900))
    assert 1_000_000 < len(content) < 1_200_000
    report = attempt_large(reader, town, content)
    assert report.status == 200
    assert confirm(reader, report).status == 303
    assert build.count(Submission) == 900


def test_a_file_that_could_not_be_confirmed_is_refused_at_once(reader: Desk, town: build.SmallTown) -> None:
    content = "lang;represents\r\n" + ("fr;" + "x" * 1000 + "\r\n") * 1400
    page = attempt_large(reader, town, content)
    assert (page.status, stored()) == (422, NOTHING)
    assert "trop grand" in page.trouble


@pytest.mark.parametrize("batch", ["1", "0", "99999999999999999999"])
def test_a_batch_that_is_none_is_not_found(reader: Desk, town: build.SmallTown, batch: str) -> None:
    assert reader.send(f"{PATH}{batch}/reprendre").status == 404
    assert build.count(Audit) == 0


def test_only_evaluators_bring_surveys_in(desk: Desks, town: build.SmallTown) -> None:
    for role in (RoleName.COORDINATOR, RoleName.ORGANISER, RoleName.ADMINISTRATOR):
        assert attempt(desk(role), town, CSV).status == 403
        assert desk(role).send(f"{PATH}1/reprendre").status == 403
    assert desk(RoleName.EVALUATOR).send(PATH, {"quartier": "1"}, forged=True).status == 400
