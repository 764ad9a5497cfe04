"""French names in a page of another language say that they are French, and keep their own direction."""

from collections.abc import Iterator

import pytest
from flask import Flask
from lxml import html

from survey.languages import LANGUAGES
from tests.webapp import build
from tests.webapp.house import open_app
from tests.webapp.phone import Page, Phone, plain, register
from webapp.models import db
from webapp.proper_names import proper, with_names

NAMES = ("Repas partagé", "Les Tilleuls", "Le Port", "Place des Tilleuls", "Centre social des Tilleuls")
UNMARKED = {"title", "script", "template"}
"""Elements whose text takes no markup."""
CHATS = {"ar"}
"""Languages whose chat is looked at after each page: its bubbles are the same in all."""
OTHERS = [entry for entry in LANGUAGES if entry.nlp != "fr"]


def test_a_name_is_escaped_and_marked() -> None:
    assert proper("<Été>") == '<bdi lang="fr">&lt;Été&gt;</bdi>'


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("في ⁨Le Port⁩؟", ["Le Port"], 'في ⁨<bdi lang="fr">Le Port</bdi>⁩؟'),
        ("Portimão & Le Port", ["Port", "Le Port"], 'Portimão &amp; <bdi lang="fr">Le Port</bdi>'),
        ("a.b axb", ["a.b"], '<bdi lang="fr">a.b</bdi> axb'),
        ("<i>rien</i>", ["", " "], "&lt;i&gt;rien&lt;/i&gt;"),
    ],
)
def test_names_are_marked_as_whole_words_the_longest_first(text: str, names: list[str], said: str) -> None:
    assert with_names(text, names) == said


def unmarked(page: Page) -> list[str]:
    """What stands on the page as a French name without saying so."""
    found = []
    for element in page.tree.iter():
        if not isinstance(element.tag, str) or element.tag in UNMARKED:
            continue
        texts = [(element, element.text), *((element, child.tail) for child in element)]
        for place, text in texts:
            if text and any(name in text for name in NAMES) and not says_french(place):
                found.append(
                    f"{page.response.request.path}: {html.tostring(place, encoding='unicode')[:120]}"
                )
    return found


def says_french(element: html.HtmlElement) -> bool:
    """True when the nearest language around is French, and a direction is set no further out."""
    directed = False
    for around in (element, *element.iterancestors()):
        directed = directed or around.tag == "bdi" or around.get("dir") is not None
        if around.get("lang"):
            return directed and around.get("lang") == "fr"
    return False


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A town where everything is open, for people of every language one after the other."""
    app = open_app(tmp_path_factory.mktemp("streets"))
    with app.app_context():
        town = build.small_town()
        build.quartier_wave(town.quartier)
        build.open_after(build.action(town))
        yield app
        db.session.remove()
        db.engine.dispose()


def pages(hand: Phone, *, chat: bool) -> Iterator[Page]:
    """Every public page that names something, from the home page to the farewell."""
    for path in ("/", "/a/HAPPY", "/q/QTRTM", "/donnees", "/accessibilite", "/a/HAPPY/apres", "/nulle-part"):
        yield hand.go(path)
    elsewhere = {"residence": "other_quartier", "age_band": "25_39"}
    yield from interview(hand, "/a/HAPPY/inscription", elsewhere, chat=chat)
    done = register(hand)
    yield done
    yield hand.go(f"/p/{done.token}")
    yield from interview(hand, f"/p/{done.token}/avant", {}, chat=chat)
    yield from interview(hand, "/q/QTRTM/questionnaire", elsewhere, chat=chat)
    yield hand.send("/a/HAPPY/apres", {"receipt": "0000"})
    yield hand.send(f"/p/{done.token}/annuler")
    yield hand.send(f"/p/{done.token}/effacer", {"sure": "on"})


def interview(hand: Phone, path: str, given: dict[str, str], *, chat: bool) -> Iterator[Page]:
    """Each page of an interview; with ``chat``, its first question as the chat asks and understands it too."""
    page = hand.go(path)
    while page.asked:
        yield page
        if chat:
            asked = hand.fill(page, {}, face="chat")
            yield asked
            yield hand.fill(asked, {}, reply="Les Tilleuls")
        page = hand.fill(page, {name: given.get(name) or plain(page, name) for name in page.names})
    yield page


@pytest.mark.parametrize("language", [entry.code for entry in OTHERS])
def test_french_names_are_marked_on_every_public_page(streets: Flask, language: str) -> None:
    shown = list(pages(Phone(streets.test_client(), language), chat=language in CHATS))
    assert len(shown) > 30
    assert sum("Les Tilleuls" in page.text for page in shown) > 20
    assert [fault for page in shown for fault in unmarked(page)] == []
