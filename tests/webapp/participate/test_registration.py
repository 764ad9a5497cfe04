"""Registering through the public pages."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from tests.webapp import build
from tests.webapp.phone import Phone, register, spoken
from webapp.models import Action, ActionStatus, AgeBand, Consent, Contact, Registration, Residence
from webapp.models.people import RegistrationStatus
from webapp.services.actions import set_status

Phones = Callable[..., Phone]


def only_registration() -> Registration:
    return build.reread(sa.select(Registration))


def test_two_pages_give_a_place_a_receipt_and_a_personal_page(town: build.SmallTown, phone: Phones) -> None:
    build.action(town, capacity=10)
    page = register(phone(), name="Inès", email="ines@example.org", companions="2", consent_contact="OK")
    assert page.status == 200
    assert page.heading == "C'est noté, votre place est gardée."
    stored = only_registration()
    assert (stored.places, stored.age_band, stored.residence) == (
        3,
        AgeBand.FROM_25,
        Residence.THIS_QUARTIER,
    )
    assert build.column(Contact.email) == ["ines@example.org"]
    consents = build.reread(sa.select(Consent).where(Consent.purpose == "contact"))
    assert (consents.granted, consents.language) == (True, "fr")
    assert phone().go(f"/p/{page.token}").heading == "Repas partagé"


def test_the_last_page_sent_again_shows_the_same_receipt_and_stores_nothing_more(
    town: build.SmallTown, phone: Phones
) -> None:
    action = build.action(town, capacity=10)
    hand = phone()
    first = hand.go("/a/HAPPY/inscription")
    second = hand.fill(first, {"age_band": "25_39", "residence": "commune"})
    pages = [hand.fill(second, {"name": "Inès"}) for _ in range(3)]
    assert len({(page.receipt, page.token) for page in pages}) == 1
    assert build.column(Action.places_taken, Action.id == action) == [1]
    assert build.count(Registration) == 1


def test_someone_else_registers_at_once_on_the_same_phone(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    hand = phone()
    first = register(hand, name="Inès")
    (again,) = first.tree.xpath("//a[contains(., \"Inscrire quelqu'un d'autre\")]/@href")
    assert again == "/a/HAPPY/inscription"
    second = register(hand, name="Karim")
    assert first.receipt != second.receipt
    assert build.column(Contact.name) == ["Inès", "Karim"]


def test_a_full_action_says_so_and_stores_nothing(town: build.SmallTown, phone: Phones) -> None:
    build.action(town, capacity=1)
    register(phone())
    page = register(phone(), name="Trop tard")
    assert page.status == 409
    assert "complet" in page.trouble
    assert page.names, "what was typed stays on the page"
    assert build.count(Registration) == 1
    assert build.count(Contact) == 0
    assert "C'est complet." in phone().go("/a/HAPPY").text


def test_too_many_companions_are_told_how_many_places_are_left(town: build.SmallTown, phone: Phones) -> None:
    build.action(town, capacity=2)
    page = register(phone(), companions="4")
    assert page.status == 409
    assert "2 places" in page.trouble


def test_a_closed_action_refuses_a_form_that_was_open(town: build.SmallTown, phone: Phones) -> None:
    action = build.action(town)
    hand = phone()
    second = hand.fill(hand.go("/a/HAPPY/inscription"), {"age_band": "25_39", "residence": "commune"})
    set_status(action, ActionStatus.CLOSED)
    page = hand.fill(second, {})
    assert page.status == 409
    assert "fermer" in page.trouble
    assert build.count(Registration) == 0
    assert "Les inscriptions sont fermées." in phone().go("/a/HAPPY").text


def test_a_draft_action_has_no_public_page(town: build.SmallTown, phone: Phones) -> None:
    build.action(town, published=False)
    assert phone().go("/a/HAPPY").status == 404
    assert phone().go("/a/HAPPY/inscription").status == 404


def test_missing_answers_are_named_and_what_was_entered_stays(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    hand = phone()
    page = hand.fill(hand.go("/a/HAPPY/inscription"), {"residence": "commune"})
    assert page.status == 422
    assert page.problems == ["Cette réponse est nécessaire pour continuer."]
    assert page.trouble == "Votre âge Cette réponse est nécessaire pour continuer."
    assert page.shown("residence") == "commune"


def test_the_language_changes_in_the_middle_and_what_was_typed_stays(
    town: build.SmallTown, phone: Phones
) -> None:
    build.action(town)
    hand = phone()
    second = hand.fill(hand.go("/a/HAPPY/inscription"), {"age_band": "25_39", "residence": "commune"})
    page = hand.fill(second, {"name": "Inès", "companions": "2"}, lang="ar")
    assert spoken(page) == ("ar", "rtl")
    assert (page.shown("name"), page.shown("companions")) == ("Inès", "2")
    done = hand.fill(page, {"name": "Inès", "companions": "2"})
    assert spoken(done) == ("ar", "rtl")
    assert only_registration().language == "ar"


def test_going_back_keeps_what_was_typed_on_the_later_page(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    hand = phone()
    second = hand.fill(hand.go("/a/HAPPY/inscription"), {"age_band": "25_39", "residence": "commune"})
    first = hand.fill(second, {"name": "Inès"}, go="back")
    assert first.shown("age_band") == "25_39"
    again = hand.fill(first, {"age_band": "40_59", "residence": "commune"})
    assert again.shown("name") == "Inès"


@pytest.mark.parametrize("damage", ["altered", "another form", "too old", "nonsense", "missing"])
def test_a_state_that_cannot_be_trusted_is_refused_and_what_was_typed_is_kept(
    app: Flask, town: build.SmallTown, phone: Phones, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.action(town)
    build.action(town, "FARFA")
    hand = phone()
    page = hand.go("/a/HAPPY/inscription")
    state = {
        "altered": page.state[:-8] + ("A" if page.state[-8] != "A" else "B") + page.state[-7:],
        "another form": hand.go("/a/FARFA/inscription").state,
        "too old": aged(page.state),
        "nonsense": "é\ud7ff nonsense",
        "missing": "",
    }[damage]
    back = hand.fill(page, {"age_band": "60_74", "residence": "elsewhere"}, state=state)
    assert back.status in (200, 422)
    assert "ouverte depuis trop longtemps" in back.trouble
    assert (back.shown("age_band"), back.shown("residence")) == ("60_74", "elsewhere")
    hand.fill(hand.fill(back, {"age_band": "60_74", "residence": "elsewhere"}), {})
    assert build.column(Registration.age_band) == ["60_74"]


def aged(state: str) -> str:
    """Returns the same sealed value as if it had been sealed 25 hours ago."""
    seal = current_app.extensions["croisements_seal"]
    cipher = seal._cipher
    return str(
        cipher.encrypt_at_time(
            cipher.decrypt(state.encode()), cipher.extract_timestamp(state) - 90000
        ).decode()
    )


def test_the_state_on_the_page_is_unreadable(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    hand = phone()
    page = hand.fill(hand.go("/a/HAPPY/inscription"), {"age_band": "25_39", "residence": "commune"})
    raw = base64.urlsafe_b64decode(page.state)
    assert b"25_39" not in raw
    assert json.dumps("commune").encode() not in raw


def test_the_personal_page_cancels_and_the_place_comes_back(town: build.SmallTown, phone: Phones) -> None:
    action = build.action(town, capacity=1)
    hand = phone()
    token = register(hand).token
    for _ in range(2):
        assert hand.send(f"/p/{token}/annuler").status == 303
    assert build.column(Action.places_taken, Action.id == action) == [0]
    assert only_registration().status is RegistrationStatus.CANCELLED
    assert "Votre inscription est annulée." in hand.go(f"/p/{token}").text
    assert register(phone()).status == 200


def test_the_personal_page_erases_only_once_the_box_is_ticked(town: build.SmallTown, phone: Phones) -> None:
    action = build.action(town, capacity=1)
    hand = phone()
    token = register(hand, name="Inès").token
    assert hand.send(f"/p/{token}/effacer").status == 303
    assert build.count(Contact) == 1
    assert hand.send(f"/p/{token}/effacer", {"sure": "on"}).status == 200
    assert build.count(Contact) == 0
    assert hand.go(f"/p/{token}").status == 404
    assert build.column(Action.places_taken, Action.id == action) == [0]


def test_a_code_typed_any_way_leads_to_its_action_and_an_unknown_one_says_so(
    town: build.SmallTown, phone: Phones
) -> None:
    build.action(town)
    hand = phone()
    for typed in ("happy", " HAP PY ", "ha-ppy"):
        assert hand.send("/", {"code": typed}).response.location == "/a/HAPPY"
    assert hand.send("/", {"code": "qtrtm"}).response.location == "/q/QTRTM"
    page = hand.send("/", {"code": "<b>zzzzz"})
    assert page.status == 422
    assert page.problems == [
        "Aucune action n'a ce code. Il a cinq lettres ou chiffres : vérifiez-le sur l'affiche."
    ]
    assert page.tree.get_element_by_id("code").get("value") == "<b>zzzzz"


def test_the_home_page_lists_open_actions_that_are_not_over(town: build.SmallTown, phone: Phones) -> None:
    build.action(town, title="Demain", starts_in=timedelta(days=1))
    build.action(town, "FARFA", title="Hier", starts_in=timedelta(days=-1))
    build.action(town, "PARTY", title="Brouillon", published=False)
    closed = build.action(town, "HARPY", title="Fermée")
    set_status(closed, ActionStatus.CLOSED)
    shown = [found.text for found in phone().go("/").tree.iter("h3")]
    assert shown == ["Demain"]
