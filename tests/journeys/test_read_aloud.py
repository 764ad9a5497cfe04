"""A question is read aloud by a voice of the device: what is said, in which order and language, and to nobody else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.conftest import PHONE, Phone, Served
from tests.journeys.test_participant import QUESTION_IN_SIGHT
from tests.journeys.voices import Said, give_voices, said

Phones = Callable[..., Phone]
MOVES = "window.moves = []; Element.prototype.scrollIntoView = (how) => { moves.push(how.behavior); };"
"""Writes down whether the page glides or jumps to what is read."""
AGES = ["moins de 11 ans", "11 à 14 ans", "15 à 17 ans", "18 à 24 ans"]


def texts(page: Page) -> list[str]:
    return [each.text for each in said(page)]


def listen(page: Page, place: int) -> None:
    """Listens to a question to its end."""
    button = page.locator(".listen").nth(place)
    button.click()
    expect(button).not_to_have_class("listen playing", timeout=20000)


def test_in_easy_french_signs_stand_beside_choices_and_questions_are_read(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport=PHONE, locale="fr", timezone_id="Europe/Paris")
    give_voices(context)
    page = context.new_page()
    refused: list[str] = []
    sent: list[Request] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{served.address}/a/{served.action}/inscription?lang=fr@simple")
    assert page.locator("#q-age_band svg.sign").count() == 8
    assert page.locator("#q-age_band svg.sign use").first.evaluate("use => use.getBBox().height") > 20
    page.locator(".choice", has_text="25 à 39 ans").locator("svg.sign").click()
    expect(page.locator("input[value='25_39']")).to_be_checked()
    page.wait_for_load_state("networkidle")  # the page's own script comes at the first answer
    page.on("request", lambda request: sent.append(request))
    listen(page, 0)
    assert texts(page)[:3] == [
        "Quelques questions sur vous",
        "Votre âge (obligatoire)",
        "Nous voulons savoir si l'activité réunit tous les âges.",
    ]
    assert texts(page)[3:7] == AGES
    assert set(said(page)) == {Said(text, "fr-FR", True) for text in texts(page)}
    assert (sent, refused) == ([], [])
    context.close()


@pytest.mark.parametrize(
    ("locale", "lang", "first", "choice"),
    [
        ("ar", "ar-SA", "أين تسكن؟ (إلزامي)", "أفضّل عدم الإجابة"),
        ("ru", "ru_RU", "Где вы живёте? (обязательно)", "предпочитаю не отвечать"),
    ],
)
def test_a_question_is_read_in_its_language(
    phone: Phones, served: Served, locale: str, lang: str, first: str, choice: str
) -> None:
    visitor = phone(locale=locale)
    page = visitor.page
    give_voices(page.context)
    visitor.go(f"/a/{served.action}/inscription")
    listen(page, 1)
    heard = said(page)
    assert (heard[0].text, heard[-1].text) == (first, choice)
    assert {(each.lang, each.local) for each in heard} == {(lang, True)}


@pytest.mark.parametrize("voices", [[("fr-FR", False)], [("en-GB", True)], []])
def test_without_a_voice_of_the_device_for_the_language_there_is_no_button(
    phone: Phones, served: Served, voices: list[tuple[str, bool]]
) -> None:
    visitor = phone()
    give_voices(visitor.page.context, voices)
    visitor.go(f"/a/{served.action}/inscription")
    visitor.page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(visitor.page.locator("#q-age_band")).to_be_visible()
    assert visitor.page.locator(".listen").count() == 0


def test_what_is_read_is_marked_and_stops_when_asked_or_left(phone: Phones, served: Served) -> None:
    visitor = phone()
    page = visitor.page
    give_voices(page.context)
    page.context.add_init_script("window.slow = true")
    page.context.add_init_script(MOVES)
    visitor.go(f"/a/{served.action}/inscription")
    first, second = page.locator(".listen").nth(0), page.locator(".listen").nth(1)
    box = first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 48
    first.click()
    expect(first).to_have_text("Arrêter")
    expect(page.locator("[aria-current=true]")).to_have_text("Vous, en bref")
    visitor.look()
    page.emulate_media(reduced_motion="reduce")
    second.click()
    assert page.evaluate("moves") == ["smooth", "auto"]
    expect(first).to_have_text("Écouter")
    expect(page.locator("[aria-current=true]")).to_contain_text("Où habitez-vous ?")
    second.click()
    expect(second).to_have_accessible_name("Écouter, Où habitez-vous ? (obligatoire)")
    assert page.locator("[aria-current=true], .heard").count() == 0
    assert len(texts(page)) == 2
    first.click()
    page.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    page.get_by_role("button", name="Continuer").last.click()
    expect(first).to_have_text("Écouter")
    first.click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(first).to_have_text("Écouter")
    assert page.evaluate("window.cancelled") == 4


def test_the_chat_reads_its_question_and_the_choices_under_it(phone: Phones, served: Served) -> None:
    visitor = phone()
    page = visitor.page
    give_voices(page.context)
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("button[name=face]").click()
    page.wait_for_selector("#reply")
    page.wait_for_function(QUESTION_IN_SIGHT)
    page.locator("#question .listen").click()
    page.wait_for_function("said.length >= 4")
    assert texts(page)[:4] == [
        "Vous, en bref",
        "Votre âge",
        "Pour savoir si l'action rassemble tous les âges.",
        "moins de 11 ans",
    ]
    page.locator("#reply").fill("34 ans")
    page.locator("#reply").press("Enter")
    page.wait_for_selector(".noted")
    page.wait_for_function(QUESTION_IN_SIGHT)
    before = len(texts(page))
    expect(page.locator("#question .listen")).to_have_text("Écouter")
    visitor.look()
    page.locator("#question .listen").click()
    page.wait_for_function(f"said.length >= {before + 4}")
    assert texts(page)[before : before + 4] == [
        "Compris : 25 à 39 ans",
        "Où habitez-vous ?",
        "Pour savoir si des gens d'ici et d'ailleurs se rencontrent. Pas d'adresse.",
        "Les Tilleuls",
    ]
