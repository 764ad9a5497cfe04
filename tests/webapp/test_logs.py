"""Logs say what was asked and how it went, never who or what."""

import io
import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Phone, plain, register
from webapp.models import RoleName
from webapp.services import annotate
from webapp.tasks import queue_of

Phones = Callable[..., Phone]
NAME, EMAIL, NUMBER = "Yasmina-Oriane", "yasmina.oriane@example.org", "06 39 98 45 67"


@pytest.fixture
def log(app: Flask, caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """Everything that any logger writes, as an installation formats it."""
    written = io.StringIO()
    for handler in app.logger.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)
    other = logging.StreamHandler(written)
    logging.getLogger().addHandler(other)
    with caplog.at_level(logging.DEBUG):
        yield written
    logging.getLogger().removeHandler(other)


def test_the_logs_of_a_whole_journey_hold_nothing_of_the_person(
    town: build.SmallTown, phone: Phones, desk: Callable[..., Desk], log: io.StringIO
) -> None:
    action = build.action(town)
    build.open_after(action)
    hand = phone()
    done = register(hand, name=NAME, email=EMAIL, phone=NUMBER, consent_contact="OK")
    hand.go("/?q=" + NAME)
    hand.send("/", {"code": NAME})
    hand.go(f"/p/{done.token}")
    _, entered = hand.answer_all(hand.go(f"/p/{done.token}/avant"), plain)
    hand.send("/a/HAPPY/apres", {"receipt": done.receipt})
    hand.send("/a/HAPPY/apres", {"receipt": done.receipt + "x"})
    hand.go(f"/p/{done.token}/inconnu")
    hand.go(f"/p/{done.token}/agenda.ics")
    desk(RoleName.ORGANISER).go("/bureau/actions/HAPPY/inscrits")
    hand.send("/compte/connexion", {"email": EMAIL, "password": NAME})
    hand.send(f"/p/{done.token}/effacer", {"sure": "on"})
    lines = log.getvalue()
    assert "POST participate.by_link_page 200" in lines
    answers = [
        str(entry) for entry in entered.values() if isinstance(entry, str) and entry.startswith("Réponse")
    ]
    assert len(answers) > 3
    for secret in (NAME, EMAIL, NUMBER, "39 98 45", done.receipt, done.token, "127.0.0.1", *answers):
        assert secret not in lines


def test_an_unexpected_error_is_logged_as_types_and_places_without_its_message(
    app: Flask, town: build.SmallTown, phone: Phones, log: io.StringIO
) -> None:
    def broken() -> str:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"cannot greet {EMAIL}") from error

    app.view_functions["participate.home"] = broken
    page = phone().go("/")
    assert page.status == 500
    lines = log.getvalue()
    assert "ERROR unexpected ValueError" in lines
    assert "KeyError" in lines
    assert "in broken" in lines
    for secret in (NAME, EMAIL):
        assert secret not in lines
        assert secret not in page.text
    assert "Traceback" not in page.text
    assert "ValueError" not in page.text


def test_a_task_that_fails_is_logged_without_the_answer_that_it_was_reading(
    app: Flask, town: build.SmallTown, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def annotate(self, texts: list[str], languages: list[str]) -> list[object]:
            raise ValueError(texts[0])

    monkeypatch.setattr(annotate, "ready_coder", Broken)
    wave = build.quartier_wave(town.quartier)
    build.answered(wave, answers={"represents": f"{NAME} m'a aidée."})
    huey = queue_of(app).huey
    task = huey.dequeue()
    assert task is not None
    huey.execute(task)
    lines = log.getvalue()
    assert "ValueError" in lines
    assert NAME not in lines


def test_the_logs_of_a_request_hold_neither_its_words_nor_its_code(
    town: build.SmallTown, phone: Phones, desk: Callable[..., Desk], log: io.StringIO
) -> None:
    build.action(town)
    hand = phone()
    done, entered = hand.answer_all(hand.go("/demandes"), plain)
    hand.send("/demande", {"receipt": done.receipt})
    keys = build.requested(town, text=f"Un bal avec {NAME}", email=EMAIL)
    hand.go(f"/d/{keys.token}")
    path = f"/bureau/demandes/{build.request_of(keys).id}"
    organiser = desk(RoleName.ORGANISER)
    organiser.go(path)
    organiser.go(f"{path}/coordonnees")
    organiser.send(f"{path}/refus", {"reason": f"Pas sans {NAME}."})
    lines = log.getvalue()
    assert "POST participate.ask_for_action_page 200" in lines
    written = [str(entry) for entry in entered.values() if str(entry).startswith("Réponse")]
    assert written
    for secret in (NAME, EMAIL, done.receipt, keys.token, keys.receipt, *written):
        assert secret not in lines
