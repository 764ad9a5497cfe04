"""A partner's report: a link opens it, its answers are kept apart from everything that participants say."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.webapp import build
from tests.webapp.phone import Entry, Page, Phone
from webapp.models import Annotation, Answer, Draft, PartnerReport, Submission, now
from webapp.services.partner_reports import OPEN_FOR

Phones = Callable[..., Phone]
ANSWERS: dict[str, Entry] = {
    "runners": ["residents", "school"],
    "residents_part": "prepared",
    "funding": "Contrat de ville",
    "sessions_held": "2",
    "counted_by": "by_session",
    "session_1": "31",
    "session_2": "28",
    "count_source": "door_tally",
    "from_here": "20",
    "worked": "On a cuisiné à deux.",
}


def filled(hand: Phone, page: Page, answers: dict[str, Entry]) -> Page:
    """Goes through the report, page after page; one that is shown again asks what depends on what was chosen."""
    for _ in range(12):
        if not page.asked:
            return page
        page = hand.fill(page, {name: answers[name] for name in page.names if name in answers})
    raise AssertionError(f"no end: {page.trouble}")


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


def test_a_report_is_filled_with_its_link_and_can_be_corrected(
    town: build.SmallTown, action: int, phone: Phones
) -> None:
    path = f"/bilan/{build.asked_report(action, town.neighbour)}"
    hand = phone()
    page = hand.go(path)
    assert "Repas partagé" in page.text
    assert "Amis du Port" in page.text
    assert filled(hand, page, ANSWERS).heading == "Merci, le bilan est bien reçu."
    report = build.reread(sa.select(PartnerReport))
    assert report.answers == {
        name: " ".join(entry) if isinstance(entry, list) else entry for name, entry in ANSWERS.items()
    }
    assert report.sent_at is not None
    assert hand.go(path).heading == "Ce bilan est déjà reçu."
    again = hand.go(f"{path}?corriger=1")
    assert again.fields("funding")[0].get("value") == "Contrat de ville"
    filled(hand, again, ANSWERS | {"funding": "Budget propre"})
    assert build.reread(sa.select(PartnerReport)).answers["funding"] == "Budget propre"


def test_a_report_is_no_answer_of_a_participant(town: build.SmallTown, action: int, phone: Phones) -> None:
    hand = phone()
    filled(hand, hand.go(f"/bilan/{build.asked_report(action, town.neighbour)}"), ANSWERS)
    for table in (Submission, Answer, Annotation, Draft):
        assert build.count(table) == 0, table.__tablename__


def test_an_empty_report_is_not_sent(town: build.SmallTown, action: int, phone: Phones) -> None:
    hand = phone()
    page = hand.go(f"/bilan/{build.asked_report(action, town.neighbour)}")
    refused = hand.fill(page, {})
    assert (refused.status, refused.problems) == (422, ["Cette réponse est nécessaire pour continuer."])
    left = hand.send(page.form.action, {"state": page.state, "go": "leave"})
    assert left.heading == "Rien n'est envoyé."
    assert build.reread(sa.select(PartnerReport)).answers is None


def test_a_newer_link_closes_the_one_before_and_keeps_what_was_sent(
    town: build.SmallTown, action: int, phone: Phones
) -> None:
    first = build.asked_report(action, town.neighbour, {"worked": "Le marché."})
    second = build.asked_report(action, town.neighbour)
    assert phone().go(f"/bilan/{first}").status == 404
    assert phone().go(f"/bilan/{second}").heading == "Ce bilan est déjà reçu."
    assert build.count(PartnerReport) == 1


def test_a_link_serves_until_its_date(town: build.SmallTown, action: int, phone: Phones) -> None:
    token = build.asked_report(action, town.neighbour)
    report = build.reread(sa.select(PartnerReport))
    assert report.open_until == now().date() + OPEN_FOR
    hand = phone()
    page = hand.go(f"/bilan/{token}")
    build.set_row(PartnerReport, report.id, open_until=now().date())
    assert hand.go(f"/bilan/{token}").status == 200
    build.set_row(PartnerReport, report.id, open_until=now().date() - timedelta(days=1))
    assert (hand.go(f"/bilan/{token}").status, hand.fill(page, ANSWERS).status) == (410, 410)
    assert build.reread(sa.select(PartnerReport)).answers is None


def test_a_state_of_one_report_is_not_taken_by_another(
    town: build.SmallTown, action: int, phone: Phones
) -> None:
    hand = phone()
    mine = hand.go(f"/bilan/{build.asked_report(action, town.neighbour)}")
    other = f"/bilan/{build.asked_report(action, town.controller)}"
    page = hand.send(other, {"state": mine.state, "go": "next", "q.runners": "school"})
    assert "ouverte depuis trop longtemps" in page.trouble


@pytest.mark.parametrize("language", ["ar", "tr", "uk"])
def test_a_report_speaks_the_language_of_its_reader(
    town: build.SmallTown, action: int, phone: Phones, language: str
) -> None:
    page = phone(language).go(f"/bilan/{build.asked_report(action, town.neighbour)}")
    assert page.tree.get("lang") == language
    assert "Qui a pris part" not in page.text
