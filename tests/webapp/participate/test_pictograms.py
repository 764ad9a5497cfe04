"""In easy French a sign stands beside each choice; every sign is drawn, and none is said twice."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from survey.questionnaires.pictograms import PICTOGRAMS
from tests.webapp import build
from tests.webapp.phone import Page, Phone

SPRITE = Path(__file__).parents[3] / "webapp" / "static" / "pictograms.svg"


@pytest.fixture
def form(town: build.SmallTown) -> str:
    """The address of a registration form."""
    build.action(town)
    return "/a/HAPPY/inscription"


def signs(page: Page) -> list[str]:
    """The signs of a page, in their order."""
    return [str(address).split("#")[1] for address in page.tree.xpath("//svg[@class='sign']/use/@href")]


def test_every_name_has_one_drawing_and_every_drawing_a_name() -> None:
    symbols = etree.parse(SPRITE).getroot()
    assert sorted(symbol.get("id") for symbol in symbols) == sorted(PICTOGRAMS)
    assert {symbol.get("viewBox") for symbol in symbols} == {"0 0 48 48"}
    assert all(len(symbol) for symbol in symbols)


def test_the_drawings_are_one_small_file_kept_like_the_others(form: str, phone: Callable[..., Phone]) -> None:
    hand = phone()
    page = hand.go(form + "?lang=fr@simple")
    (address,) = {str(found).split("#")[0] for found in page.tree.xpath("//use/@href")}
    response = hand.go(address).response
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.mimetype == "image/svg+xml"
    assert b"<script" not in response.data
    assert len(response.data) < 20_000
    assert len(gzip.compress(response.data)) < 5_000
    assert b"http" not in response.data.replace(b"http://www.w3.org/2000/svg", b"")


def test_in_easy_french_choices_are_rows_with_their_sign(form: str, phone: Callable[..., Phone]) -> None:
    page = phone().go(form + "?lang=fr@simple")
    assert [field.get("type") for field in page.fields("age_band")] == ["radio"] * 8
    assert signs(page)[:3] == ["child", "pupil", "teen"]
    assert signs(page)[8:13] == ["house_here", "house_other", "town", "other_town", "no_answer"]
    for sign in page.tree.find_class("sign"):
        assert sign.get("aria-hidden") == "true"
        assert sign.getparent().text_content().strip()


def test_in_easy_french_a_long_list_of_places_stays_folded(form: str, phone: Callable[..., Phone]) -> None:
    hand = phone()
    page = hand.go(form + "?lang=fr@simple")
    page = hand.fill(page, {"age_band": "25_39", "residence": "other_quartier"})
    (places,) = page.fields("residence_quartier")
    assert places.tag == "select"


def test_in_easy_french_the_chat_shows_the_signs_too(form: str, phone: Callable[..., Phone]) -> None:
    hand = phone()
    page = hand.fill(hand.go(form + "?lang=fr@simple"), {}, face="chat")
    assert signs(page)[0] == "child"
    assert page.tree.find_class("chips")[0][0].text_content().strip() == "moins de 11 ans"


def test_other_languages_show_none(form: str, phone: Callable[..., Phone]) -> None:
    page = phone().go(form)
    assert (signs(page), page.fields("age_band")[0].tag) == ([], "select")
