"""The calendar file says what RFC 5545 wants: read back, it is the action."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.webapp import build
from tests.webapp.phone import Phone, register
from webapp.models import Action, Session
from webapp.participate.calendar import calendar_of

START = datetime(2026, 12, 5, 13, 0, tzinfo=UTC)
END = datetime(2026, 12, 5, 16, 30, tzinfo=UTC)
TITLES = (
    "Repas partagé",
    "Pain, sel; vin \\ eau",
    "Deux\nlignes",
    "وجبة مشتركة في الحيّ مع كل الجيران والأصدقاء والعائلات القادمين من كل مكان " * 2,
    "é" * 160,
    "👨‍👩‍👧" * 20,
    "Fin de ligne\r\nBEGIN:VALARM",
    "\\n et \\, gardés",
)


def events(text: str) -> list[dict[str, str]]:
    """Reads a calendar back by the rules of RFC 5545: unfold, split, unescape."""
    found: list[dict[str, str]] = []
    for line in re.sub(r"\r\n[ \t]", "", text).split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT" and name != "END":
            found[-1][name] = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
    return found


def action(title: str, venue: str = "Place des Tilleuls") -> Action:
    sessions = [
        Session(id=7, starts_at=START, ends_at=END),
        Session(id=8, starts_at=END, ends_at=END.replace(hour=18)),
    ]
    return Action(code="HAPPY", title=title, venue=venue, sessions=sessions)


@pytest.mark.parametrize("title", TITLES)
def test_what_is_read_back_is_the_action(title: str) -> None:
    first, second = events(calendar_of(action(title), "http://localhost/a/HAPPY"))
    assert first["SUMMARY"] == title.replace("\r\n", "\n")
    assert (first["DTSTART"], first["DTEND"]) == ("20261205T130000Z", "20261205T163000Z")
    assert (first["LOCATION"], first["URL"]) == ("Place des Tilleuls", "http://localhost/a/HAPPY")
    assert first["UID"] != second["UID"]
    assert re.fullmatch(r"\d{8}T\d{6}Z", first["DTSTAMP"])


@pytest.mark.parametrize("title", TITLES)
def test_lines_end_as_the_standard_wants_and_none_is_longer_than_75_bytes(title: str) -> None:
    raw = calendar_of(action(title), "http://localhost/a/HAPPY")
    assert raw.endswith("END:VCALENDAR\r\n")
    lines = raw.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any("\n" in line or "\r" in line for line in lines)
    assert sum(line.startswith("BEGIN:V") for line in lines) == 3


def test_the_address_of_a_person_gives_the_file_and_it_holds_nothing_of_the_person(
    town: build.SmallTown, phone: Callable[..., Phone]
) -> None:
    build.action(town)
    hand = phone()
    token = register(hand, name="Yasmina", email="yasmina@example.org").token
    page = hand.go(f"/p/{token}/agenda.ics")
    assert page.response.mimetype == "text/calendar"
    assert "action.ics" in page.response.headers["Content-Disposition"]
    (event,) = events(page.text)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Repas partagé", "Place des Tilleuls")
    for secret in ("Yasmina", "yasmina@", token):
        assert secret not in page.text
