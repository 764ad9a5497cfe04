"""Pages drawn once and filled for each: the same for everybody, and nothing of one person in another's."""

import re
from collections.abc import Callable

from flask import Flask

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Phone, register
from webapp.frames import framed
from webapp.models import RoleName
from webapp.participate.face import face_or_404

Phones = Callable[..., Phone]
Desks = Callable[..., Desk]
BRIEF = {"age_band": "25_39", "residence": "commune"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+\d\d:\d\d")
"""When a form was given: its conditions may look at the clock."""


def kept(app: Flask) -> int:
    return int(app.extensions["croisements_frames"].cache_info().currsize)


def drawn(app: Flask) -> int:
    return int(app.extensions["croisements_frames"].cache_info().misses)


def test_a_second_phone_gets_the_same_pages_with_its_own_form_and_keys(
    app: Flask, town: build.SmallTown, phone: Phones
) -> None:
    build.action(town)
    one, other = phone(), phone()
    forms = [hand.go("/a/HAPPY/inscription") for hand in (one, other)]
    assert drawn(app) == 1
    assert forms[0].state != forms[1].state
    mine, others = (MOMENT.sub("", form.text.replace(form.state, "")) for form in forms)
    assert mine == others
    done = [hand.fill(hand.fill(form, BRIEF)) for hand, form in zip((one, other), forms, strict=True)]
    assert drawn(app) == 3
    assert done[0].token != done[1].token
    assert done[0].receipt != done[1].receipt
    for mine, others in (done, reversed(done)):
        for secret in (others.token, others.receipt):
            assert secret not in mine.text


def test_the_link_to_send_is_the_link_of_the_page(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    page = register(phone())
    (message,) = page.tree.xpath("//a[starts-with(@href, 'sms:')]/@href")
    assert message == f"sms:?&body=http%3A//localhost/p/{page.token}"
    assert page.tree.xpath("//@data-share") == [f"http://localhost/p/{page.token}"]


def test_a_page_that_shows_what_somebody_typed_is_not_kept(
    app: Flask, town: build.SmallTown, phone: Phones
) -> None:
    build.action(town)
    hand = phone()
    second = hand.fill(hand.go("/a/HAPPY/inscription"), BRIEF)
    before = kept(app)
    refused = hand.fill(second, {"name": "Inès", "companions": "beaucoup"})
    assert (refused.status, refused.shown("name")) == (422, "Inès")
    back = hand.fill(refused, {"name": "Inès"}, go="back")
    assert back.shown("age_band") == "25_39"
    assert kept(app) == before


def test_each_language_has_its_own_page(town: build.SmallTown, phone: Phones) -> None:
    build.action(town)
    buttons = [
        phone(language).go("/a/HAPPY").tree.xpath("string(//a[@class='button'])")
        for language in ("fr", "ar", "fr")
    ]
    assert buttons[0] == buttons[2] == "Je m'inscris"
    assert buttons[1] != buttons[0]


def test_the_places_left_are_those_of_now(town: build.SmallTown, phone: Phones) -> None:
    build.action(town, capacity=2)
    said = []
    for _ in range(3):
        said.append(" ".join(phone().go("/a/HAPPY").tree.text_content().split()))
        register(phone())
    assert "Il reste 2 places." in said[0]
    assert "Il reste 1 place." in said[1]
    assert "C'est complet." in said[2]


def test_a_message_for_an_account_is_shown_to_it_alone(
    town: build.SmallTown, phone: Phones, desk: Desks
) -> None:
    build.action(town)
    organiser = desk(RoleName.ADMINISTRATOR)
    with organiser.client.session_transaction() as session:
        session["_flashes"] = [("message", "Pour vous seule.")]
    assert "Pour vous seule." in organiser.go("/a/HAPPY").text
    assert "Pour vous seule." not in phone().go("/a/HAPPY").text


def test_what_is_filled_in_is_escaped(app: Flask, town: build.SmallTown) -> None:
    build.action(town)
    own = {"address": '"><b>', "quoted_address": "", "receipt": "<i>&", "token": "t" * 43}
    with app.test_request_context("/"):
        page = framed("participate/registered.html", own, action=face_or_404("HAPPY"), before_open=False)
    assert "<b>" not in page
    assert "&lt;i&gt;&amp;" in page
