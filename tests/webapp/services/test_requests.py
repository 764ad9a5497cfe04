"""Requests in the database: stored once, answered once, gone on their dates."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask

from tests.webapp import build
from webapp.models import (
    ActionRequest,
    Asker,
    Erasure,
    RequestContact,
    RequestStatus,
    db,
    now,
)
from webapp.services.erasures import Entry, add_to_ledger, replay
from webapp.services.retention import erase_request, keep_promises, request_contact_erased_on
from webapp.services.send_request import RequestForm, form_from_roles, send_request
from webapp.services.settle_request import AlreadySettled, decline, reopen, take_up

SENT = {"request.wish": "Un bal", "request.asker": "resident"}


def settle(keys: build.FormKeys) -> int:
    return build.request_of(keys).id


def test_contact_details_without_the_wish_to_be_told_are_not_kept(town: build.SmallTown) -> None:
    form = form_from_roles(SENT | {"contact.email": "ines@example.org"}, "fr")
    assert (form.email, form.phone) == (None, None)
    agreed = form_from_roles(SENT | {"contact.email": "ines@example.org", "consent.contact": "OK"}, "fr")
    assert agreed.email == "ines@example.org"


def test_only_known_audiences_and_quartiers_are_kept(town: build.SmallTown) -> None:
    form = form_from_roles(SENT | {"request.audience": "seniors children", "request.quartier": "other"}, "fr")
    assert (form.audience, form.quartier_id) == (["children", "seniors"], None)


def test_the_same_form_from_many_phones_at_once_is_stored_once(app: Flask, town: build.SmallTown) -> None:
    keys = build.new_keys()
    ring = build.keyring()
    form = RequestForm("Un bal", Asker.RESIDENT, "fr")

    def send(_number: int) -> bool:
        with app.app_context():
            try:
                return send_request(form, keys, ring)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(6) as phones:
        assert sum(phones.map(send, range(6))) == 1
    assert build.count(ActionRequest) == 1


def test_of_two_answers_at_once_one_wins(app: Flask, town: build.SmallTown) -> None:
    action = build.action(town)
    identifier = settle(build.requested(town))

    def answer(number: int) -> bool:
        with app.app_context():
            try:
                if number % 2:
                    take_up(identifier, action)
                else:
                    decline(identifier, "Pas de salle.")
            except AlreadySettled:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(6) as desks:
        assert sum(desks.map(answer, range(6))) == 1


def test_the_contact_goes_three_months_after_the_answer_and_eighteen_after_sending_at_most() -> None:
    sent = date(2026, 1, 1)
    assert request_contact_erased_on(sent, settled_on=None) == date(2027, 7, 3)
    assert request_contact_erased_on(sent, settled_on=date(2026, 2, 1)) == date(2026, 5, 4)
    assert request_contact_erased_on(sent, settled_on=date(2027, 7, 1)) == date(2027, 7, 3)


def test_an_answer_brings_the_day_nearer_and_reopening_takes_it_back(town: build.SmallTown) -> None:
    keys = build.requested(town, email="ines@example.org")
    (waits,) = build.column(RequestContact.erase_on)
    decline(settle(keys), "Pas de salle.")
    (answered,) = build.column(RequestContact.erase_on)
    assert waits - answered == timedelta(days=548 - 92)
    assert keep_promises(answered - timedelta(days=1))["contacts"] == 0
    reopen(settle(keys))
    assert build.column(RequestContact.erase_on) == [waits]
    decline(settle(keys), "Pas de salle.")
    assert keep_promises(answered)["contacts"] == 1
    assert build.count(RequestContact) == 0
    assert build.request_of(keys).text == "Un atelier de couture"


def test_words_and_codes_go_after_two_years_and_the_request_stays_counted(town: build.SmallTown) -> None:
    keys = build.requested(town, place="Au parc", audience=["adults"])
    build.set_row(ActionRequest, settle(keys), created_at=now() - timedelta(days=730))
    assert keep_promises(now().date())["requests"] == 0
    build.set_row(ActionRequest, settle(keys), created_at=now() - timedelta(days=732))
    assert keep_promises(now().date())["requests"] == 1
    request = build.request_of(keys)
    assert (request.text, request.place, request.audience) == ("", "", [])
    assert (request.token_hash, request.receipt_hash) == (None, None)
    assert (request.quartier_id, request.asker) == (town.quartier, Asker.RESIDENT)
    assert keep_promises(now().date())["requests"] == 0


def test_a_restored_snapshot_forgets_a_request_again(town: build.SmallTown) -> None:
    keys = build.requested(town, email="ines@example.org")
    other = build.requested(town, text="Un bal")
    kept = Entry("request", keys.registration, now())
    add_to_ledger([kept])
    assert replay() == 1
    assert replay() == 0
    assert (build.request_of(keys).text, build.count(RequestContact)) == ("", 0)
    assert build.request_of(other).text == "Un bal"


def test_an_erased_request_keeps_its_answer_and_leaves_an_entry(town: build.SmallTown) -> None:
    keys = build.requested(town, email="ines@example.org")
    decline(settle(keys), "Pas de salle.")
    erase_request(settle(keys), keys.registration)
    request = build.request_of(keys)
    assert (request.text, request.status) == ("", RequestStatus.DECLINED)
    assert build.column(Erasure.subject) == ["request"]
    assert build.count(RequestContact) == 0


def test_contact_details_are_unreadable_in_the_file(app: Flask, town: build.SmallTown) -> None:
    build.requested(town, email="ines@example.org")
    raw = db.session.execute(sa.text("SELECT email FROM request_contact")).scalar_one()
    assert b"ines" not in bytes(raw)
