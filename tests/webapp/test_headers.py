"""What every page says to the browser, and that no page holds inline code."""

from collections.abc import Iterator

import pytest

from tests.conftest import Visitor, settings_for
from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.house import House, methods
from tests.webapp.phone import Page, Phone, register
from webapp import create_app
from webapp.models import Base, RoleName, db

ALLOWED_SOURCES = {"'self'", "'none'", "data:"}


def policy(page: Page) -> dict[str, set[str]]:
    directives = page.response.headers["Content-Security-Policy"].split("; ")
    return {name: set(sources) for name, *sources in (directive.split() for directive in directives)}


def every_page(house: House) -> Iterator[tuple[str, Page]]:
    """Every page that a GET draws, by whoever may see it, then pages that only a POST or a mistake draws."""
    outsider = Desk(house.app.test_client())
    for rule in house.rules():
        if "GET" in methods(rule):
            for desk in (outsider, *house.desks.values()):
                page = desk.go(house.address(rule))
                if page.response.mimetype == "text/html":
                    yield rule.rule, page
    hand = Phone(house.app.test_client())
    yield "404", hand.go("/nowhere")
    yield "405", Page(house.app.test_client().delete("/"))
    yield "unknown code", hand.send("/", {"code": "ZZZZZ"})
    yield "wrong receipt", hand.send("/a/HAPPY/apres", {"receipt": "<b>"})
    yield "refused page", hand.fill(hand.go("/a/HAPPY/inscription"))
    done = register(hand, name="<script>alert(1)</script>")
    yield "registered", done
    page = hand.fill(hand.go(f"/p/{done.token}/avant"), {}, face="chat")
    yield "chat", page
    for _ in range(3):
        page = hand.fill(page, {}, choose="OK", reply="")
        yield "chat", page
    for path in ("/bureau/actions/nouvelle", "/bureau/comptes/", "/bureau/quartiers/QTRTM/enquete"):
        yield path, house.desks[RoleName.ADMINISTRATOR].send(path)


def inline_code(page: Page) -> list[str]:
    """What a strict policy would refuse in a page."""
    found = []
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            found.append(f"<{element.tag}>")
        found += [
            f"{element.tag} {name}" for name in element.attrib if name == "style" or name.startswith("on")
        ]
        address = str(element.get("href") or element.get("src") or element.get("action") or "")
        if address.strip().lower().startswith(("javascript:", "data:", "//", "http://", "https://")) and not (
            address.startswith("http://localhost")
        ):
            found.append(f"{element.tag} -> {address[:40]}")
    return found


def test_every_page_has_a_strict_policy_and_no_inline_code(house: House) -> None:
    wrong = []
    seen = 0
    for name, page in every_page(house):
        seen += 1
        sources = policy(page)
        if sources["default-src"] != {"'none'"} or not set().union(*sources.values()) <= ALLOWED_SOURCES:
            wrong.append((name, str(sources)))
        if sources["script-src"] | sources["style-src"] != {"'self'"}:
            wrong.append((name, "script or style"))
        wrong += [(name, found) for found in inline_code(page)]
    assert sorted(set(wrong)) == []
    assert seen > 60


def test_every_answer_forbids_frames_referrers_and_guesses_of_its_type(house: House) -> None:
    for path in ("/", "/nowhere", "/sante", "/static/site.css", "/bureau/"):
        headers = Phone(house.app.test_client()).go(path).response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_pages_are_kept_by_no_cache_in_between_and_static_files_for_a_year(house: House) -> None:
    hand = Phone(house.app.test_client())
    page = hand.go("/")
    assert page.response.headers["Cache-Control"] == "private, no-cache"
    (sheet,) = page.tree.xpath("//link[@rel='stylesheet']/@href")
    assert "immutable" in hand.go(str(sheet)).response.headers["Cache-Control"]


def test_every_page_says_its_language_and_direction(house: House) -> None:
    for language, direction in (("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")):
        hand = Phone(house.app.test_client(), language)
        for path in ("/", "/a/HAPPY", "/a/HAPPY/inscription", "/q/QTRTM", "/donnees", "/compte/connexion"):
            root = hand.go(path).tree
            assert (root.get("lang"), root.get("dir")) == (language, direction), path


@pytest.mark.parametrize(
    ("address", "secure"), [("https://ville.example", True), ("http://localhost", False)]
)
def test_cookies_are_secure_when_the_public_address_is(
    tmp_path_factory: pytest.TempPathFactory, address: str, secure: bool
) -> None:
    app = create_app(settings_for(tmp_path_factory.mktemp("cookies"), public_url=address))
    app.test_client_class = Visitor
    with app.app_context():
        Base.metadata.create_all(db.engine)
        town = build.small_town()
        base = {"base_url": address}
        client = app.test_client()
        answer = client.get("/?lang=ar", **base)
        cookies = answer.headers.getlist("Set-Cookie")
        cookies += client.get("/compte/connexion", **base).headers.getlist("Set-Cookie")
        assert {cookie.split("=")[0] for cookie in cookies} == {"language", "session"}
        for cookie in cookies:
            flags = {flag.strip().lower() for flag in cookie.split(";")[1:]}
            assert {"httponly", "samesite=lax"} <= flags
            assert ("secure" in flags) == secure
        assert ("Strict-Transport-Security" in answer.headers) == secure
        assert town.controller
        db.session.remove()
        db.engine.dispose()
