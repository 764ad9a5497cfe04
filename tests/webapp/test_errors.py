"""Errors are pages in the reader's language that say what to do."""

from collections.abc import Callable

import pytest
from babel.support import Translations
from flask import Flask, abort

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page, Phone, spoken
from webapp.i18n import TRANSLATIONS
from webapp.models import RoleName

Phones = Callable[..., Phone]
MISSING = "Cette page n'existe pas"


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_an_unknown_address_answers_in_the_language_of_the_reader(
    town: build.SmallTown, phone: Phones, language: str, direction: str
) -> None:
    catalogue = Translations.load(str(TRANSLATIONS), [language], "messages")
    page = phone(language).go("/nulle-part")
    assert (page.status, page.heading) == (404, catalogue.gettext(MISSING))
    assert spoken(page) == (language, direction)
    assert page.tree.xpath("//main//a[@href='/']")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_error_has_a_title_and_a_remedy(
    app: Flask, town: build.SmallTown, phone: Phones, language: str
) -> None:
    for code in (400, 403, 404, 405, 410, 413, 429, 500, 503, 418):
        app.view_functions["participate.home"] = lambda code=code: abort(code)
        page = phone(language).go("/")
        assert page.status == code
        assert page.heading
        remedies = [" ".join(found.text_content().split()) for found in page.tree.xpath("//main//p")]
        assert remedies[0] == str(code)
        assert len(remedies[1]) > 10
        assert spoken(page)[0] == language


def test_an_error_leaves_no_trace_of_the_inside(app: Flask, town: build.SmallTown, phone: Phones) -> None:
    app.view_functions["participate.home"] = lambda: 1 / 0
    page = phone("en").go("/")
    assert page.status == 500
    for inside in ("Zero", "Traceback", ".py", "Werkzeug", "sqlite"):
        assert inside not in page.text


def test_a_forbidden_desk_says_so_as_a_page(desk: Callable[..., Desk]) -> None:
    page = desk(RoleName.EVALUATOR, "en").go("/bureau/comptes/")
    assert page.status == 403
    assert spoken(page) == ("en", "ltr")


def test_what_is_too_large_is_refused_with_a_page(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    for path in ("/", "/a/HAPPY/inscription", "/a/HAPPY/apres", "/compte/connexion"):
        large = phone("ar").send(path, {"code": "é" * 1_500_000})
        assert (large.status, spoken(large)) == (413, ("ar", "rtl")), path
        assert phone().send(path, {f"q.{number}": "x" for number in range(3000)}).status < 500


def test_a_wrong_method_and_a_wrong_host_are_pages_too(
    app: Flask, town: build.SmallTown, phone: Phones
) -> None:
    assert Page(app.test_client().put("/")).heading == "Cette page ne se demande pas ainsi"
    assert phone().send("/a/HAPPY").status == 405
