"""How people register and answer on their phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone, Served

Phones = Callable[..., Phone]
QUESTION_IN_SIGHT = """() => {
    const question = document.getElementById("question")?.getBoundingClientRect();
    const composer = document.querySelector("form.composer")?.getBoundingClientRect();
    return question && composer && question.top >= 0 && question.bottom <= composer.top + 1 && composer.bottom <= 641;
}"""


def fill_registration(page: Page, name: str = "") -> None:
    """Fills the first page, and the second up to its last button."""
    page.locator("#q-age_band").select_option("25_39")
    page.locator("input[name='q.residence'][value='this_quartier']").check()
    page.locator("button.main").last.click()
    page.wait_for_selector("#q-name")
    if name:
        page.locator("#q-name").fill(name)
    page.locator("button.main").last.click()
    page.wait_for_selector("output.code")


def test_a_french_speaker_registers_then_leaves_three_words(
    phone: Phones, served: Served, nickname: str
) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go("/")
    visitor.look()
    page.get_by_label("J'ai un code").fill(served.action.lower())
    visitor.press("J'y vais")
    expect(page).to_have_url(f"{served.address}/a/{served.action}")
    visitor.look()
    page.get_by_role("link", name="Je m'inscris").click()
    visitor.look()
    fill_registration(page, nickname)
    expect(page.get_by_role("heading", level=1)).to_have_text("C'est noté, votre place est gardée.")
    visitor.look()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", page.locator("output.code").inner_text())
    page.get_by_role("link", name="Je donne mon avis", exact=True).click()
    visitor.look()
    page.locator("#q-consent_survey").check()
    for place, word in enumerate(("marché", "bruit", "copains"), start=1):
        page.locator(f"#q-word_{place}").fill(word)
    visitor.press("Continuer")
    visitor.look()
    visitor.press("Je m'arrête ici, gardez mes réponses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, c'est bien reçu.")
    visitor.look()


def test_an_arabic_speaker_sees_pages_from_right_to_left(phone: Phones, served: Served) -> None:
    visitor = phone(locale="ar")
    visitor.go(f"/a/{served.action}/inscription")
    page = visitor.page
    assert page.locator("html").get_attribute("dir") == "rtl"
    first = page.locator(".choice").first
    box = first.bounding_box()
    dot = first.locator("input").bounding_box()
    assert box is not None
    assert dot is not None
    assert dot["x"] > box["x"] + box["width"] / 2
    visitor.look()
    fill_registration(page)
    visitor.look()


def test_everything_works_without_javascript(phone: Phones, served: Served, nickname: str) -> None:
    visitor = phone(javascript=False)
    visitor.go(f"/a/{served.action}/inscription")
    fill_registration(visitor.page, nickname)
    # Only a script can open a share sheet.
    expect(visitor.page.locator("[data-share]")).to_be_hidden()
    visitor.page.get_by_role("link", name="Je donne mon avis", exact=True).click()
    visitor.page.locator("#q-consent_survey").check()
    visitor.press("Répondre par messages")
    expect(visitor.page.locator(".says")).to_contain_text("Oui, d'accord")
    visitor.page.locator("#reply").fill("soleil")
    visitor.press("Envoyer")
    expect(visitor.page.locator(".noted")).to_contain_text("soleil")


def test_a_change_of_language_keeps_what_was_typed(phone: Phones, served: Served, nickname: str) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("60_74")
    page.locator("input[name='q.residence'][value='commune']").check()
    visitor.press("Continuer")
    page.locator("#q-name").fill(nickname)
    page.locator(".languages summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#q-name")).to_have_value(nickname)
    page.locator(".languages summary").click()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#q-name")).to_have_value(nickname)


def test_back_and_forth_loses_nothing(phone: Phones, served: Served, nickname: str) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("40_59")
    page.locator("input[name='q.residence'][value='elsewhere']").check()
    visitor.press("Continuer")
    page.locator("#q-name").fill(nickname)
    visitor.press("Retour")
    expect(page.locator("#q-age_band")).to_have_value("40_59")
    visitor.press("Continuer")
    expect(page.locator("#q-name")).to_have_value(nickname)


def test_a_double_tap_registers_once(phone: Phones, served: Served) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("18_24")
    page.locator("input[name='q.residence'][value='commune']").check()
    visitor.press("Continuer")
    page.wait_for_selector("#q-name")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.evaluate("document.querySelectorAll('button.main').forEach(b => { b.click(); b.click(); })")
    page.wait_for_selector("output.code")
    first = page.locator("output.code").inner_text()
    page.reload()
    expect(page.locator("output.code")).to_have_text(first)


def test_the_enter_key_goes_on_in_the_same_language(phone: Phones, served: Served, nickname: str) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("25_39")
    page.locator("input[name='q.residence'][value='commune']").check()
    visitor.press("Continuer")
    page.locator("#q-name").fill(nickname)
    page.locator("#q-name").press("Enter")
    page.wait_for_selector("output.code")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_a_mistake_is_named_beside_its_question(phone: Phones, served: Served) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("#q-age_band").select_option("25_39")
    visitor.press("Continuer")
    expect(page.locator("[role=alert]")).to_contain_text("Cette réponse est nécessaire pour continuer.")
    expect(page.locator("#q-age_band")).to_have_value("25_39")
    visitor.look()


def test_a_full_action_says_so(phone: Phones, served: Served) -> None:
    visitor = phone()
    visitor.go(f"/a/{served.full}/inscription")
    fill_registration(visitor.page)
    visitor.go(f"/a/{served.full}")
    expect(visitor.page.locator("main")).to_contain_text("C'est complet.")
    visitor.look()


def test_a_resident_answers_without_any_action(phone: Phones, served: Served) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/q/{served.quartier}")
    visitor.look()
    page.get_by_role("link", name="Je donne mon avis").click()
    page.locator("#q-age_band").select_option("40_59")
    page.locator("input[name='q.residence'][value='this_quartier']").check()
    visitor.press("Continuer")
    page.locator("#q-consent_survey").check()
    page.locator("#q-word_1").fill("calme")
    for _ in range(14):
        if page.locator("output.code").count():
            break
        page.locator("button.main").last.click()
        page.wait_for_load_state()
        visitor.look()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, c'est bien reçu.")


@pytest.mark.parametrize("locale", ["fr", "ar"])
def test_the_chat_registers_like_the_form(phone: Phones, served: Served, locale: str) -> None:
    visitor = phone(locale=locale)
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("button[name=face]").click()
    page.wait_for_selector("#reply")
    visitor.look()
    replies = {"fr": ["34 ans", "aux tilleuls"], "ar": ["عمري 34 سنة", "Les Tilleuls"]}[locale]
    for reply in replies:
        page.locator("#reply").fill(reply)
        page.locator("#reply").press("Enter")
        page.wait_for_selector(".noted")
        assert page.evaluate("document.activeElement.id") == "reply"
        page.wait_for_function(QUESTION_IN_SIGHT)
    visitor.look()
    page.locator("button[name=face][value=form]").click()
    expect(page.locator("#q-age_band")).to_have_value("25_39")
    expect(page.locator("input[name='q.residence'][value='this_quartier']")).to_be_checked()
    page.locator("button[name=face][value=chat]").click()
    page.wait_for_selector("#reply")
    expect(page.locator("#question")).to_be_visible()
    expect(page.locator(".says").last).to_contain_text("Les Tilleuls")


def test_what_changed_is_told_with_the_link_and_with_the_code(
    phone: Phones, served: Served, nickname: str
) -> None:
    visitor = phone()
    page = visitor.page
    visitor.go(f"/a/{served.past}/inscription")
    fill_registration(page, nickname)
    code = page.locator("output.code").inner_text()
    page.get_by_role("link", name="Ouvrir ma page personnelle").click()
    visitor.look()
    page.get_by_role("link", name="Je dis ce qui a changé").click()
    page.locator("#q-consent_survey").check()
    page.locator("#q-word_1").fill("rencontre")
    visitor.press("Continuer")
    visitor.look()
    other = phone()
    other.go(f"/a/{served.past}/apres")
    other.page.get_by_label("Mon code").fill("0000-0000-0")
    other.press("Je commence")
    expect(other.page.locator(".problem")).to_contain_text("Ce code n'est pas reconnu ici.")
    other.look()
    other.page.get_by_label("Mon code").fill(code.lower().replace("-", " "))
    other.press("Je commence")
    expect(other.page.locator("form#interview")).to_be_visible()
    other.look()


@pytest.mark.parametrize("locale", ["fr", "ar"])
def test_a_cut_network_loses_nothing(phone: Phones, served: Served, nickname: str, locale: str) -> None:
    visitor = phone(locale=locale)
    page = visitor.page
    visitor.go(f"/a/{served.action}/inscription")
    page.locator("button[name=face]").click()
    page.wait_for_selector("#reply")
    page.context.set_offline(True)
    page.locator("#reply").fill("34")
    page.locator("#reply").press("Enter")
    page.wait_for_timeout(400)
    expect(page.locator("#reply")).to_have_value("34")
    page.context.set_offline(False)
    page.locator("#reply").press("Enter")
    page.wait_for_selector(".noted")
    page.locator("button[name=face][value=form]").click()
    expect(page.locator("#q-age_band")).to_have_value("25_39")
    page.locator("input[name='q.residence'][value='elsewhere']").check()
    page.locator("button.main").last.click()
    page.wait_for_selector("#q-name")
    page.locator("#q-name").fill(nickname)
    page.context.set_offline(True)
    page.locator("button.main").last.click()
    expect(page.locator("#cut")).to_be_visible()
    visitor.look()
    expect(page.locator("#q-name")).to_have_value(nickname)
    page.context.set_offline(False)  # and nobody has to press again
    page.wait_for_selector("output.code")
