"""Asking for an action on a phone, and reading with its code what became of it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webapp import build
from tests.webapp.phone import Page, Phone
from webapp.models import ActionRequest, ActionStatus, Erasure, QuestionnaireVersion, RequestContact
from webapp.models.requests import Asker, RequestSource, RequestStatus
from webapp.services.actions import set_status
from webapp.services.settle_request import decline, take_up

Phones = Callable[..., Phone]
WISH = "Un atelier de réparation de vélos"
ANSWERS = {"wish": WISH, "asker": "resident"}


def ask(hand: Phone, path: str = "/demandes", **answers: object) -> Page:
    """Sends a request through the public pages; returns the last one."""
    given_answers = ANSWERS | answers
    page = hand.go(path)
    while page.asked and page.status == 200:
        page = hand.fill(page, {name: given_answers[name] for name in page.names if name in given_answers})
    return page


def own_page(page: Page) -> str:
    found = re.search(r"/d/[\w-]{43}", page.text)
    assert found is not None
    return found[0]


def stored() -> ActionRequest:
    request: ActionRequest = build.reread(build.sa.select(ActionRequest))
    return request


def test_a_request_is_two_pages_and_gives_a_code(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    first = hand.go("/demandes")
    assert first.names == ["wish", "audience"]
    assert "lit votre idée et y répond" in first.text
    second = hand.fill(first, {"wish": WISH, "audience": ["adults", "children"]})
    assert second.names == ["quartier", "place", "moment", "asker", "consent_contact"]
    done = hand.fill(
        second, {"quartier": "QTRTM", "place": "Au parc", "moment": "le soir", "asker": "partner"}
    )
    assert (done.status, done.heading) == (200, "Merci, votre demande est partie.")
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", done.receipt)
    request = stored()
    assert (request.text, request.place, request.moment) == (WISH, "Au parc", "le soir")
    assert (request.asker, request.audience) == (Asker.PARTNER, ["children", "adults"])
    assert (request.quartier_id, request.status) == (town.quartier, RequestStatus.RECEIVED)
    assert (request.source, request.logged_by_id) == (RequestSource.ONLINE, None)
    assert build.count(RequestContact) == 0


def test_what_is_missing_is_said_and_nothing_typed_is_lost(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    empty = hand.fill(hand.go("/demandes"), {"wish": "   "})
    assert (empty.status, empty.problems) == (422, ["Écrivez en quelques mots ce que vous aimeriez."])
    second = hand.fill(empty, {"wish": WISH})
    lacking = hand.fill(second, {"place": "Au parc"})
    assert (lacking.status, lacking.shown("place")) == (422, "Au parc")
    assert build.count(ActionRequest) == 0


def test_contact_details_are_asked_only_of_who_wants_to_be_told(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    third = ask(hand, consent_contact="OK")
    assert third.names == ["email", "phone"]
    assert third.status == 422
    assert third.problems == ["Donnez un mail ou un téléphone, ou revenez en arrière décocher la case."]
    done = hand.fill(third, {"phone": "06 39 98 00 11"})
    assert "vous préviendra aussi" in done.text
    assert build.column(RequestContact.phone) == ["06 39 98 00 11"]
    assert build.column(RequestContact.email) == [None]


def test_the_last_page_sent_twice_stores_one_request_and_shows_one_code(
    town: build.SmallTown, phone: Phones
) -> None:
    hand = phone()
    second = hand.fill(hand.go("/demandes"), {"wish": WISH})
    receipts = {hand.fill(second, {"asker": "resident"}).receipt for _ in range(2)}
    assert len(receipts) == 1
    assert build.count(ActionRequest) == 1


def test_from_a_quartier_its_name_is_chosen_already_and_can_be_changed(
    town: build.SmallTown, phone: Phones
) -> None:
    hand = phone()
    assert "/q/QTRTM/demandes" in hand.go("/q/QTRTM").text
    second = hand.fill(hand.go("/q/qtrtm/demandes"), {"wish": WISH})
    assert second.shown("quartier") == "QTRTM"
    hand.fill(second, {"quartier": "other", "asker": "resident"})
    assert stored().quartier_id is None
    assert hand.go("/q/AAAAA/demandes").status == 404


def test_the_chat_asks_the_same(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    page = hand.fill(hand.go("/demandes"), face="chat")
    for reply in (WISH, "11 à 17 ans", "Le Port", "au port", "le samedi", "une association ou un partenaire"):
        page = hand.send(page.form.action, {"state": page.state, "reply": reply, "go": "next"})
    page = hand.send(page.form.action, {"state": page.state, "choose": ""})
    assert page.heading == "Merci, votre demande est partie."
    request = stored()
    assert (request.text, request.audience, request.quartier_id) == (WISH, ["teenagers"], town.port)
    assert request.asker is Asker.PARTNER


def test_the_code_tells_that_it_was_received_and_nothing_of_the_words(
    town: build.SmallTown, phone: Phones
) -> None:
    hand = phone()
    receipt = ask(hand).receipt
    answer = hand.send("/demande", {"receipt": receipt.lower().replace("-", " ")})
    assert (answer.status, answer.heading) == (200, "Votre demande est bien reçue.")
    assert "Demande reçue le" in answer.text
    assert WISH not in answer.text
    assert "/d/" not in answer.text


def test_the_code_tells_which_action_takes_it_up(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    receipt = ask(hand).receipt
    action = build.action(town, title="Réparons nos vélos", published=False)
    take_up(stored().id, action)
    draft = hand.send("/demande", {"receipt": receipt})
    assert draft.heading == "Une action répond à votre demande."
    assert "Réparons nos vélos" in draft.text
    assert "/a/HAPPY" not in draft.text
    set_status(action, ActionStatus.OPEN)
    assert "/a/HAPPY" in hand.send("/demande", {"receipt": receipt}).text


def test_the_code_tells_why_not(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    receipt = ask(hand).receipt
    decline(stored().id, "Pas de salle avant mars.")
    answer = hand.send("/demande", {"receipt": receipt})
    assert answer.heading == "Votre idée ne pourra pas se faire."
    assert "Pas de salle avant mars." in answer.text
    assert "Réponse du" in answer.text


def test_a_code_of_nobody_is_refused_and_stays_in_the_box(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    ask(hand)
    page = hand.send("/demande", {"receipt": "7K3M-9QRT-X"})
    assert page.status == 422
    assert page.problems == [
        "Ce code n'est celui d'aucune demande. Vérifiez-le : il a neuf lettres ou chiffres."
    ]
    assert page.tree.get_element_by_id("recu").get("value") == "7K3M-9QRT-X"


def test_a_code_of_a_registration_opens_no_request_and_the_other_way_round(
    town: build.SmallTown, phone: Phones
) -> None:
    action = build.action(town)
    build.open_after(action)
    keys = build.registered(action)
    hand = phone()
    receipt = ask(hand).receipt
    assert hand.send("/demande", {"receipt": keys.receipt}).status == 422
    assert hand.send("/a/HAPPY/apres", {"receipt": receipt}).status == 422
    assert hand.go(f"/d/{keys.token}").status == 404


def test_the_personal_page_shows_ones_own_words_and_erases_them(town: build.SmallTown, phone: Phones) -> None:
    hand = phone()
    third = ask(hand, consent_contact="OK")
    done = hand.fill(third, {"email": "ines@example.org"})
    path = own_page(done)
    page = hand.go(path)
    assert WISH in page.text
    assert "ines@" not in page.text
    assert hand.go(f"{path}/carre.svg").response.mimetype == "image/svg+xml"
    assert hand.send(f"{path}/effacer").status == 303
    assert stored().text == WISH
    assert hand.send(f"{path}/effacer", {"sure": "on"}).heading == "C'est effacé."
    request = stored()
    assert (request.text, request.status, request.token_hash) == ("", RequestStatus.RECEIVED, None)
    assert build.count(RequestContact) == 0
    assert build.column(Erasure.reference, Erasure.subject == "request") == [request.key]
    assert hand.go(path).status == 404
    assert hand.send("/demande", {"receipt": done.receipt}).status == 422


def test_a_town_founded_before_this_form_publishes_it_when_it_is_first_asked_for(
    town: build.SmallTown, phone: Phones
) -> None:
    with build.transaction() as session:
        session.execute(
            build.sa.delete(QuestionnaireVersion).where(QuestionnaireVersion.name == "action_request")
        )
    assert phone().go("/demandes").names == ["wish", "audience"]
    assert build.count(QuestionnaireVersion, QuestionnaireVersion.name == "action_request") == 1


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("fr-simple", "ltr"), ("uk", "ltr"), ("tr", "ltr")]
)
def test_the_form_speaks_the_language_of_the_phone(
    town: build.SmallTown, phone: Phones, language: str, direction: str
) -> None:
    page = phone(language).go("/demandes")
    assert page.tree.get("dir") == direction


@pytest.mark.parametrize("typed", ["", " ", "é" * 50, "7K3M-9QRT", "7K3M-9QRT-XX", "\x00", "١٢٣٤-٥٦٧٨-٩"])
def test_what_is_no_code_is_refused_plainly(town: build.SmallTown, phone: Phones, typed: str) -> None:
    assert phone().send("/demande", {"receipt": typed}).status == 422


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form_key=st.text(st.characters(codec="ascii"), min_size=32, max_size=43),
    styles=st.lists(st.integers(0, 4), min_size=9, max_size=9),
    separators=st.lists(st.sampled_from(["", " ", "-", "–", "\u00a0", "."]), min_size=9, max_size=9),
)
def test_a_code_is_found_however_it_is_typed(
    town: build.SmallTown, phone: Phones, form_key: str, styles: list[int], separators: list[str]
) -> None:
    keys = build.requested(town, build.keyring().of_form(form_key))
    forgiven = {"0": "0oO", "1": "1iIlL", "V": "vVuU"}
    signs = keys.receipt.replace("-", "")
    typed = "".join(
        spellings[style % len(spellings)] + gap
        for sign, style, gap in zip(signs, styles, separators, strict=True)
        for spellings in [forgiven.get(sign, sign + sign.lower())]
    )
    assert phone().send("/demande", {"receipt": typed}).heading == "Votre demande est bien reçue."
