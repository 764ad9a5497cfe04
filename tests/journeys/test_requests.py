"""How someone asks for an action on a phone, a team answers, and who asked reads what became of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Phone, Served
from webapp.models import RoleName

Phones = Callable[..., Phone]


def ask(visitor: Phone, wish: str) -> str:
    """Sends a request from the home page on; returns its code."""
    page = visitor.page
    visitor.go("/")
    visitor.look()
    page.get_by_role("link", name="Je demande une action").click()
    visitor.look()
    page.locator("#q-wish").fill(wish)
    page.get_by_label("25 à 59 ans").check()
    visitor.press("Continuer")
    visitor.look()
    page.locator("#q-quartier").select_option(label="Les Tilleuls")
    page.locator("#q-moment").fill("le mercredi")
    page.get_by_label("une habitante ou un habitant").check()
    visitor.press("J'envoie ma demande")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre demande est partie.")
    visitor.look()
    return page.locator("output.code").inner_text()


def read(visitor: Phone, code: str) -> Page:
    """Types a code into the box; returns the page with the answer."""
    visitor.go("/demande")
    visitor.look()
    visitor.page.get_by_label("Le code de ma demande").fill(code.lower())
    visitor.press("Je regarde")
    visitor.look()
    return visitor.page


def test_a_resident_asks_a_team_answers_and_the_code_tells(
    phone: Phones, served: Served, nickname: str
) -> None:
    visitor = phone()
    wish, heard = f"Un atelier de couture {nickname}", f"Un bal {nickname}"
    code = ask(visitor, wish)
    assert "bien reçue" in read(visitor, code).get_by_role("heading", level=1).inner_text()

    desk = phone(desktop=True)
    page = desk.page
    served.sign_in(page, RoleName.ORGANISER)
    page.get_by_role("link", name="Demandes", exact=True).click()
    field = page.get_by_label("Ce qui est demandé")
    expect(field).to_be_focused()
    page.keyboard.type(heard)
    page.keyboard.press("Enter")
    told = page.locator("[role=status]")
    expect(told).to_contain_text("C'est noté.")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", told.inner_text())
    assert found is not None
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    desk.look()

    page.get_by_role("link", name=re.compile("^Un atelier de couture")).last.click()
    desk.look()
    page.get_by_label("Action", exact=True).select_option(label="Repas partagé · Les Tilleuls")
    desk.press("Cette action la reprend")
    expect(told).to_contain_text("Réponse enregistrée")
    desk.look()
    page.get_by_role("link", name="Demandes", exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Un bal")).last.click()
    desk.press("J'explique pourquoi")
    expect(page.locator(".problem")).to_contain_text("lira ces mots")
    desk.look()
    page.get_by_label("Pourquoi", exact=True).fill("La salle est prise jusqu'à mars.")
    desk.press("J'explique pourquoi")
    desk.look()

    answer = read(visitor, code)
    expect(answer.get_by_role("heading", level=1)).to_have_text("Une action répond à votre demande.")
    answer.get_by_role("link", name=re.compile("Repas partagé")).click()
    expect(answer).to_have_url(f"{served.address}/a/HAPPY")
    declined = read(visitor, found[0])
    expect(declined.locator("main")).to_contain_text("La salle est prise jusqu'à mars.")


def test_asking_logging_and_answering_work_without_javascript(
    phone: Phones, served: Served, nickname: str
) -> None:
    visitor = phone(javascript=False)
    page = visitor.page
    visitor.go("/demandes")
    page.locator("#q-wish").fill(f"Une chorale {nickname}")
    visitor.press("Continuer")
    page.get_by_label("une habitante ou un habitant").check()
    visitor.press("J'envoie ma demande")
    code = page.locator("output.code").inner_text()
    desk = phone(desktop=True, javascript=False)
    served.sign_in(desk.page, RoleName.COORDINATOR)
    desk.go("/bureau/demandes/")
    desk.page.get_by_label("Ce qui est demandé").fill("Un bal sans script")
    desk.press("Je note")
    expect(desk.page.locator("[role=status]")).to_contain_text("C'est noté.")
    desk.page.get_by_role("link", name=re.compile("^Une chorale")).last.click()
    desk.page.get_by_label("Pourquoi", exact=True).fill("Personne pour la mener.")
    desk.press("J'explique pourquoi")
    visitor.go("/demande")
    page.get_by_label("Le code de ma demande").fill(code)
    visitor.press("Je regarde")
    expect(page.locator("main")).to_contain_text("Personne pour la mener.")


def test_an_arabic_speaker_asks_and_erases_the_request(phone: Phones, served: Served) -> None:
    visitor = phone(locale="ar")
    page = visitor.page
    visitor.go("/q/QTRTM/demandes")
    visitor.look()
    page.locator("#q-wish").fill("نريد دروس طبخ")
    page.locator("button.main").last.click()
    page.wait_for_selector("#q-place")
    visitor.look()
    page.locator("input[value=resident]").check()
    page.locator("#q-consent_contact").check()
    page.locator("button.main").last.click()
    page.wait_for_selector("#q-email")
    visitor.look()
    page.locator("#q-email").fill("ines@example.org")
    page.locator("button.main").last.click()
    page.wait_for_selector("output.code")
    visitor.look()
    page.locator("a[href^='http'][href*='/d/']").first.click()
    expect(page.locator("main")).to_contain_text("نريد دروس طبخ")
    visitor.look()
    page.locator("input[name=sure]").check()
    page.locator("form[action$=effacer] button").click()
    expect(page.locator("h1")).to_have_text("تمّ المحو.")


def test_an_evaluator_reads_whether_the_demand_grows(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    page = desk.page
    demonstration.sign_in(page, RoleName.EVALUATOR)
    page.get_by_role("link", name="La demande d'actions").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("en six mois, contre")
    desk.look()
    page.get_by_label("Durée comparée").select_option(label="trois mois")
    desk.press("Afficher")
    expect(page.locator("#croissance")).to_contain_text("Rapport des taux")
    desk.look()
