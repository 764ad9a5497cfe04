"""The instruments of the house on a phone, and the library of questions at a desk: drawn, read, nothing in the way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Phone, Served
from webapp.models import RoleName

Phones = Callable[..., Phone]


@pytest.mark.parametrize("locale", ["fr", "ar"])
def test_needs_are_asked_on_a_phone(phone: Phones, demonstration: Served, locale: str) -> None:
    desk = phone(desktop=True, town=demonstration)
    demonstration.sign_in(desk.page, RoleName.COORDINATOR)
    desk.go("/bureau/quartiers/")
    row = desk.page.locator("tr", has_text="Bords de Loire")
    expect(row).to_contain_text("Vos besoins et vos envies")
    address = row.get_by_role("link").first.get_attribute("href")
    assert address is not None
    visitor = phone(locale=locale, town=demonstration)
    page = visitor.page
    page.goto(address)
    visitor.look()
    page.locator("main a.button").first.click()
    page.locator("[name='q.age_band']").select_option("25_39")
    page.locator("[name='q.residence'][value='elsewhere']").check()
    page.locator("button.main").click()
    visitor.look()
    page.locator("[name='q.consent_needs']").check()
    page.locator("[name='q.doing'][value='sport']").check()
    page.locator("[name='q.doing'][value='no']").check()
    page.locator("button.main").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    visitor.look()
    page.locator("[name='q.doing'][value='no']").uncheck()
    page.locator("button.main").click()
    expect(page.locator("[name='q.places']").first).to_be_visible()


def test_a_coordinator_reads_the_library_and_takes_a_block(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    page = desk.page
    demonstration.sign_in(page, RoleName.COORDINATOR)
    desk.go("/bureau/questionnaires/")
    page.get_by_role("link", name="Bibliothèque de questions").click()
    desk.look()
    page.locator("main nav.bar").first.get_by_role("link", name="العربية").click()
    desk.look()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Prendre ces lignes en .xlsx").nth(3).click()
    assert taken.value.suggested_filename == "image.xlsx"


def test_a_report_is_asked_for_filled_and_read(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    demonstration.sign_in(desk.page, RoleName.COORDINATOR)
    desk.go("/bureau/actions/MATCH")
    desk.look()
    desk.page.locator("#bilans ~ .scroll").get_by_role("button").nth(1).click()
    desk.look()
    address = desk.page.locator(".card a").get_attribute("href")
    assert address is not None
    partner = phone(town=demonstration)
    page = partner.page
    page.goto(address)
    partner.look()
    page.get_by_label("un groupe d'habitants").check()
    partner.press("Continuer")
    page.get_by_role("radio", name="en tout").check()
    partner.press("Continuer")
    page.get_by_label("Nombre de personnes, en tout").fill("58")
    partner.look()
    partner.press("Continuer")
    partner.press("Continuer")
    page.get_by_label("Qu'est-ce qui a bien marché ?").fill("Les équipes tirées au sort.")
    partner.press("J'envoie le bilan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, le bilan est bien reçu.")
    partner.look()
    desk.go("/bureau/actions/MATCH")
    desk.page.get_by_role("link", name="Lire le bilan").click()
    expect(desk.page.locator(".answers").last).to_contain_text("Les équipes tirées au sort.")
    desk.look()
