"""How organisers run an action and evaluators read what changed, at their desks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Phone, Served
from webapp.models import RoleName

Phones = Callable[..., Phone]
REAL_TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "real_civic_texts.jsonl"
PARIS = """id: id
language: {column: lang}
columns:
  open.represents: text
heading: source_theme
"""


def test_an_organiser_makes_an_action_and_prints_its_poster(phone: Phones, served: Served) -> None:
    desk = phone(desktop=True)
    page = desk.page
    served.sign_in(page, RoleName.ORGANISER)
    desk.look()
    page.get_by_role("link", name="Créer une action").first.click()
    desk.look()
    page.get_by_label("Nom de l'action").fill("Bal des voisins")
    page.get_by_label("Jour", exact=True).fill((date.today() + timedelta(days=9)).isoformat())
    page.get_by_label("Début", exact=True).fill("15:00")
    page.get_by_label("Fin", exact=True).fill("14:00")
    desk.press("J'enregistre")
    expect(page.locator(".problem")).to_contain_text("La fin doit venir après le début.")
    expect(page.get_by_label("Nom de l'action")).to_have_value("Bal des voisins")
    desk.look()
    page.get_by_label("Fin", exact=True).fill("18:00")
    page.get_by_label("Nombre de places").fill("40")
    desk.press("J'enregistre")
    desk.press("J'ouvre les inscriptions")
    desk.look()
    code = page.locator(".code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{5}", code)
    poster = page.request.get(f"{served.address}/bureau/actions/{code}/affiche.pdf")
    assert poster.body().startswith(b"%PDF")
    page.get_by_label("Personnes", exact=True).fill("31")
    desk.press("Noter")
    expect(page.locator("#seances ~ .scroll").first).to_contain_text("31")
    expect(page.locator(".verdict")).to_contain_text("on ne sait pas où habitent les personnes")
    page.set_viewport_size(PHONE)
    desk.look()
    hidden = "parts => parts.filter(part => part.scrollWidth > part.clientWidth).length"
    assert page.locator(".scroll:has(.stacks)").evaluate_all(hidden) == 0
    visitor = phone()
    visitor.go(f"/a/{code}")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Bal des voisins")


def test_an_evaluator_reads_a_change_and_the_words_behind_it(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    page = desk.page
    demonstration.sign_in(page, RoleName.EVALUATOR)
    desk.look()
    page.get_by_role("link", name="Le grand repas du Sanitas").click()
    expect(page.get_by_role("heading", name="De quoi on parle")).to_be_visible()
    expect(page.get_by_role("heading", name="Présence et mélange des publics")).to_be_visible()
    desk.look()
    scales = page.locator("#echelles")
    expect(scales).to_contain_text("Image du quartier : en hausse")
    assert page.locator("#themes img.picture").evaluate("image => image.naturalWidth") > 200
    page.get_by_role("link", name="Lire les mots derrière ces parts").first.click()
    expect(page.locator("blockquote").first).to_be_visible()
    desk.look()
    page.get_by_label("Polarité").select_option("negative")
    desk.press("Afficher")
    said = page.get_by_role("heading", level=1).inner_text()
    assert re.match(r"\d+ réponses?", said)


def test_a_coordinator_reads_figures_and_no_words(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    demonstration.sign_in(desk.page, RoleName.COORDINATOR)
    desk.go("/lecture/ville/toutes")
    expect(desk.page.get_by_role("heading", name="De quoi on parle")).to_be_visible()
    expect(desk.page.get_by_role("link", name="Lire les mots derrière ces parts")).to_have_count(0)
    answer = desk.page.request.get(f"{demonstration.address}/lecture/ville/toutes/paroles")
    assert answer.status == 403


def test_tables_and_records_leave_as_files(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    page = desk.page
    demonstration.sign_in(page, RoleName.EVALUATOR)
    desk.go(f"/lecture/action/{demonstration.action}")
    with page.expect_download() as tables:
        page.get_by_role("link", name="Les tableaux (XLSX)").click()
    book = load_workbook(BytesIO(tables.value.path().read_bytes()))
    assert "Scores appariés, de 0 à 100" in book.sheetnames
    with page.expect_download() as records:
        page.get_by_role("button", name="Exporter les réponses (XLSX)").click()
    sheet = load_workbook(BytesIO(records.value.path().read_bytes())).worksheets[0]
    headers = [cell.value for cell in sheet[2]]
    assert headers[:4] == ["Personne", "Relevé", "Questionnaire", "Jusqu'au bout"]
    assert not {"name", "email", "phone", "birth"} & set(headers)
    assert sheet.max_row > 60


@pytest.mark.skipif(not REAL_TEXTS.exists(), reason="the real civic texts are not beside this checkout")
def test_a_real_corpus_is_tried_brought_in_read_and_taken_back(phone: Phones, demonstration: Served) -> None:
    desk = phone(desktop=True, town=demonstration)
    page = desk.page
    demonstration.sign_in(page, RoleName.EVALUATOR)
    desk.go("/lecture/imports/")
    desk.look()
    page.get_by_label("Fichier").set_input_files(REAL_TEXTS)
    page.get_by_label("Quartier dont elle parle").select_option(label="Europe")
    page.get_by_label("Correspondance").fill(PARIS.replace("text", "texte"))
    desk.press("J'essaie")
    expect(page.locator("[role=alert]")).to_contain_text("Le fichier n'a pas de colonne « texte ».")
    page.get_by_label("Fichier").set_input_files(REAL_TEXTS)
    page.get_by_label("Quartier dont elle parle").select_option(label="Europe")
    page.get_by_label("Correspondance").fill(PARIS)
    desk.press("J'essaie")
    title = page.get_by_role("heading", level=1).inner_text()
    entering = int("".join(sign for sign in title.split("lignes")[0] if sign.isdecimal()))
    assert entering >= 1100
    desk.look()
    page.get_by_label("Nom de ce relevé").fill("Textes publics")
    desk.press("Je fais entrer ces lignes")
    expect(page.locator("[role=status]")).to_contain_text("réponses sont entrées")
    demonstration.annotate()
    desk.go("/lecture/imports/")
    page.get_by_role("link", name="Europe").first.click()
    expect(page.get_by_role("heading", name="De quoi on parle")).to_be_visible()
    headings = page.locator("#rubriques")
    expect(headings).to_contain_text("Cadre de vie")
    assert headings.locator("tbody tr").count() > 5
    desk.look()
    desk.go("/lecture/imports/")
    desk.press("Tout retirer")
    expect(page.locator("[role=status]")).to_contain_text("réponses sont retirées")
