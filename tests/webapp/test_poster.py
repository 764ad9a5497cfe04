"""The poster: one tagged A4 page in three languages, about the action and about nobody."""

import re
import zlib
from collections.abc import Callable

import pytest

from tests.webapp import build
from tests.webapp.desk import Desk
from webapp.models import RoleName, Town
from webapp.poster import Poster, PosterText, poster_pdf


@pytest.fixture
def pdf(town: build.SmallTown, desk: Callable[..., Desk]) -> bytes:
    action = build.action(town, title="Repas partagé & <danse>")
    build.registered(action, name="Yasmina", email="yasmina@example.org", phone="06 39 98 00 00")
    answer = desk(RoleName.ORGANISER).go("/bureau/actions/HAPPY/affiche.pdf").response
    assert answer.mimetype == "application/pdf"
    assert "affiche-HAPPY.pdf" in answer.headers["Content-Disposition"]
    return answer.get_data()


def inflated(pdf: bytes) -> bytes:
    """The file with its compressed streams opened."""
    opened = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            opened.append(zlib.decompress(found[1]))
        except zlib.error:
            opened.append(found[1])
    return b"\n".join(opened)


def said(pdf: bytes) -> set[str]:
    """The characters that the fonts of the file map to, as a reader's search finds them."""
    found = re.findall(rb"<[0-9a-fA-F]{4}> <([0-9a-fA-F]{4,})>", inflated(pdf))
    return {sign for code in found for sign in bytes.fromhex(code.decode()).decode("utf-16-be", "ignore")}


def test_it_is_one_tagged_a4_page_for_everybody(pdf: bytes) -> None:
    content = inflated(pdf)
    assert pdf.startswith(b"%PDF-1.")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 1
    (box,) = set(re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", content))
    assert [round(float(side)) for side in box] == [595, 842]
    assert b"/StructTreeRoot" in content
    assert b"/Marked true" in content
    assert b"pdfuaid:part" in content


def test_it_speaks_three_languages(pdf: bytes) -> None:
    content = inflated(pdf)
    for tag in (b"fr", b"en", b"ar"):
        assert re.search(rb"/Lang\s*\(" + tag + rb"\b", content), tag
    assert set("Jem'inscris") <= said(pdf) | {"'", "’"}


def test_it_holds_no_personal_data(pdf: bytes) -> None:
    content = inflated(pdf)
    for secret in ("Yasmina", "yasmina", "06 39", "organiser@example.org"):
        assert secret.encode() not in content
        assert secret.encode("utf-16-be") not in content


def test_a_demonstration_is_marked(town: build.SmallTown, desk: Callable[..., Desk]) -> None:
    build.action(town)
    organiser = desk(RoleName.ORGANISER)
    plain = organiser.go("/bureau/actions/HAPPY/affiche.pdf").response.get_data()
    build.set_row(Town, 1, demonstration=True)
    marked = organiser.go("/bureau/actions/HAPPY/affiche.pdf").response.get_data()
    assert len(marked) != len(plain)


def test_long_and_strange_words_still_make_one_page() -> None:
    text = PosterText("fr", "ltr", "Je m'inscris", "Visez", "Tapez", "Sans compte")
    arabic = PosterText("ar", "rtl", "سجّل هنا", "صوّب هاتفك", "اكتب", "بلا حساب")
    poster = Poster(
        title="#set page(width: 1cm) *Repas* $x$ \\ " + "é" * 120,
        quartier="<script>",
        dates=("samedi",) * 4,
        place="@lieu [x] " * 20,
        organiser="Amis du Port",
        code="HAPPY",
        address="http://localhost/a/HAPPY",
        short_address="localhost",
        texts=(text, arabic),
    )
    pdf = poster_pdf(poster)
    content = inflated(pdf)
    assert set("سجل") <= said(pdf), "a reader finds the Arabic words"
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 1
