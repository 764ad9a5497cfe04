"""The desk asks partners for their reports and reads them."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Phone
from webapp.models import PartnerReport, RoleName

Desks = Callable[..., Desk]
PATH = "/bureau/actions/HAPPY"


@pytest.fixture
def action(town: build.SmallTown) -> int:
    return build.action(town)


def test_the_organiser_makes_a_link_that_opens_the_report_and_is_shown_once(
    town: build.SmallTown, action: int, desk: Desks, phone: Callable[..., Phone]
) -> None:
    organiser = desk(RoleName.ORGANISER)
    before = organiser.go(PATH)
    assert before.tree.xpath("//*[@id='bilans']/following-sibling::div[1]//tbody//th/text()") == [
        "Centre social des Tilleuls"
    ]
    page = organiser.send(f"{PATH}/bilans/{town.controller}/lien")
    link = re.search(r"http://localhost(/bilan/[\w-]{43})", page.text)
    assert link is not None
    assert phone().go(link[1]).asked
    stored = build.reread(sa.select(PartnerReport))
    assert link[1].removeprefix("/bilan/") not in stored.token_hash
    after = organiser.go(PATH)
    assert "/bilan/" not in after.text
    assert "demandé le" in after.text


def test_a_partner_of_another_action_is_not_asked(town: build.SmallTown, action: int, desk: Desks) -> None:
    organiser = desk(RoleName.ORGANISER)
    assert organiser.send(f"{PATH}/bilans/{town.neighbour}/lien").status == 404
    assert organiser.go(f"{PATH}/bilans/{town.controller}").status == 404
    assert build.count(PartnerReport) == 0


def test_a_report_is_read_in_words_without_the_names_of_people(
    town: build.SmallTown, action: int, desk: Desks
) -> None:
    told = {
        "runners": "residents school",
        "count_total": "1180",
        "worked": "Le repas.\nAppelez le 06 39 98 12 34.",
    }
    build.asked_report(action, town.controller, told)
    page = desk(RoleName.COORDINATOR).go(f"{PATH}/bilans/{town.controller}")
    questions = [text.replace("\xa0", " ") for text in page.tree.xpath("//dl[@class='answers']/dt/text()")]
    answers = page.tree.xpath("//dl[@class='answers']/dd/text()")
    assert questions == [
        "Qui a pris part à l'organisation de « Repas partagé » ?",
        "Nombre de personnes, en tout",
        "Qu'est-ce qui a bien marché ?",
    ]
    assert answers[0] == "un groupe d'habitants, une école, un collège, un lycée"
    assert re.sub(r"\s", "", answers[1]) == "1180"
    assert "06 39" not in page.text
    assert answers[2].startswith("Le repas.\n")


def test_another_organisation_neither_asks_nor_reads(town: build.SmallTown, action: int, desk: Desks) -> None:
    build.asked_report(action, town.controller, {"worked": "Le marché."})
    stranger = desk(None)
    assert stranger.go(f"{PATH}/bilans/{town.controller}").status == 404
    assert stranger.send(f"{PATH}/bilans/{town.controller}/lien").status == 404
    assert desk(RoleName.EVALUATOR).go(f"{PATH}/bilans/{town.controller}").status == 403
