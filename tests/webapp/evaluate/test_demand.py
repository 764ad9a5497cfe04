"""The demand as evaluators read it: two periods, an honest verdict, no small count and no word."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.webapp import build
from tests.webapp.desk import Desk
from webapp.models import ActionRequest, Asker, RoleName, now
from webapp.services.demand import demand

Desks = Callable[..., Desk]
PAGE = "/lecture/demandes"


def sent(town: build.SmallTown, days: list[int], **changes: object) -> None:
    """Stores a request for each number of days before now."""
    for day in days:
        keys = build.requested(town, **changes)
        build.set_row(
            ActionRequest, build.request_of(keys).id, created_at=now() - timedelta(days=day, minutes=5)
        )


def cells(text: str, title: str) -> list[list[str]]:
    from lxml import html

    rows = html.document_fromstring(text).xpath(f"//table[caption[contains(., '{title}')]]/tbody/tr")
    return [[str(cell.text_content()) for cell in row] for row in rows]


def test_two_periods_of_the_same_length_are_counted_and_compared(town: build.SmallTown, desk: Desks) -> None:
    sent(town, [190] + [150] * 5 + [20] * 20)
    page = desk(RoleName.EVALUATOR).go(f"{PAGE}?mois=3")
    assert page.heading.startswith("20 demandes d'action en trois mois, contre 5 juste avant")
    assert [row[1] for row in cells(page.text, "Demandes reçues")] == ["5", "20"]
    assert "La demande augmente." in page.text
    assert "Rapport des taux\u00a0: 4,00" in page.text


def test_a_difference_that_chance_explains_is_called_not_conclusive(
    town: build.SmallTown, desk: Desks
) -> None:
    sent(town, [190] + [150] * 6 + [20] * 9)
    text = desk(RoleName.EVALUATOR).go(f"{PAGE}?mois=3").text
    assert "Non concluant" in text
    assert "1,50" in text


def test_a_period_that_began_before_the_first_request_is_compared_to_nothing(
    town: build.SmallTown, desk: Desks
) -> None:
    sent(town, [170, 30, 20])
    page = desk(RoleName.EVALUATOR).go(f"{PAGE}?mois=3")
    assert "Pas de comparaison" in page.text
    assert "contre" not in page.heading


@pytest.mark.parametrize(("oldest", "months"), [(10, 3), (183, 3), (365, 6), (800, 12)])
def test_without_a_choice_the_longest_period_that_can_be_compared_is_shown(
    town: build.SmallTown, oldest: int, months: int
) -> None:
    sent(town, [oldest])
    assert demand(None, now()).months == months


def test_each_request_falls_in_one_period(town: build.SmallTown) -> None:
    at: datetime = now()
    sent(town, [400])
    for offset in (timedelta(0), timedelta(days=91), timedelta(days=182)):
        keys = build.requested(town)
        build.set_row(ActionRequest, build.request_of(keys).id, created_at=at - offset)
    found = demand(3, at)
    assert (found.before.requests.n, found.after.requests.n) == (1, 1)


def test_no_request_at_all_is_an_empty_page(town: build.SmallTown, desk: Desks) -> None:
    page = desk(RoleName.COORDINATOR).go(PAGE)
    assert page.status == 200
    assert "Aucune demande pour l'instant" in page.tree.text_content()


def test_small_groups_are_hidden_with_what_would_give_them_away(town: build.SmallTown, desk: Desks) -> None:
    sent(town, [10] * 12)
    sent(town, [10] * 7, asker=Asker.TOWN_SERVICE)
    sent(town, [10] * 2, asker=Asker.PARTNER, quartier_id=town.port)
    text = desk(RoleName.EVALUATOR).go(PAGE).text
    askers = {row[0]: row[1] for row in cells(text, "selon qui demande")}
    assert askers == {
        "Une habitante ou un habitant": "12",
        "Une association ou un partenaire": "masqué",
        "Un service de la ville": "masqué",
    }
    assert {row[1] for row in cells(text, "selon le quartier")} == {"masqué"}


def test_below_the_threshold_nobody_is_told_apart(town: build.SmallTown, desk: Desks) -> None:
    sent(town, [10] * 4)
    text = desk(RoleName.EVALUATOR).go(PAGE).text
    assert "Trop peu de demandes" in text
    assert cells(text, "selon") == []


def test_no_word_of_a_request_is_on_the_page(town: build.SmallTown, desk: Desks) -> None:
    sent(town, [10] * 8, text="Un bal sur la place")
    assert "Un bal" not in desk(RoleName.EVALUATOR).go(PAGE).text


def test_an_unknown_length_is_as_good_as_none(town: build.SmallTown, desk: Desks) -> None:
    assert desk(RoleName.EVALUATOR).go(f"{PAGE}?mois=99999999999999999999").status == 200
    assert desk(RoleName.EVALUATOR).go(f"{PAGE}?mois=x").status == 200
