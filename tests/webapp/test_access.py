"""Who may go where: every route answers as it declares, to every role and to an outsider."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.house import EMAIL, NAME, PHONE, PHRASE, House, methods
from tests.webapp.phone import Page
from webapp.access import PUBLIC, access_of, enforce_access, only, public
from webapp.models import Audit, RoleName
from webapp.services.accounts import close_account


def ask(house: House, desk: Desk, rule: Rule, method: str) -> Page:
    path = house.address(rule)
    return desk.go(path) if method == "GET" else desk.send(path)


def is_refusal(page: Page) -> bool:
    return page.status == 403 or (page.status == 302 and "/compte/connexion" in page.response.location)


ENDINGS = {"organise.end_account", "security.logout", "participate.erase"}
"""POSTs that would change what the other requests of the walk are about; they are walked where they are refused."""


@pytest.mark.parametrize("role", list(RoleName))
def test_every_route_answers_each_role_as_it_declares(house: House, role: RoleName) -> None:
    wrong = []
    for rule in house.rules():
        access = access_of(house.app, rule.endpoint)
        assert access is not None, rule.endpoint
        allowed = access.allows(frozenset({role.value}))
        for method in methods(rule):
            if allowed and method == "POST" and rule.endpoint in ENDINGS:
                continue
            page = ask(house, house.desks[role], rule, method)
            if is_refusal(page) == allowed or page.status >= 500:
                wrong.append((method, rule.rule, page.status, "allowed" if allowed else "refused"))
    assert wrong == []


def test_every_route_sends_an_outsider_to_sign_in_or_lets_everybody_in(house: House) -> None:
    outsider = Desk(house.app.test_client())
    outsider.read_token(outsider.go("/compte/connexion"))
    wrong = []
    for rule in house.rules():
        access = access_of(house.app, rule.endpoint)
        assert access is not None
        for method in methods(rule):
            if rule.endpoint in ENDINGS and access == PUBLIC:
                continue
            page = ask(house, outsider, rule, method)
            login = page.status == 302 and "/compte/connexion" in page.response.location
            if login == (access == PUBLIC) or page.status >= 500:
                wrong.append((method, rule.rule, page.status))
    assert wrong == []


def test_only_the_pages_that_people_use_without_an_account_are_public(house: House) -> None:
    everybody = {rule.endpoint for rule in house.rules() if access_of(house.app, rule.endpoint) == PUBLIC}
    assert {endpoint.split(".")[0] for endpoint in everybody if "." in endpoint} == {
        "participate",
        "account",
        "security",
    }
    assert everybody & {f"organise.{name}" for name in ("home", "roll", "accounts")} == set()


def test_a_signed_out_reader_comes_back_to_the_page_that_was_asked_for(house: House) -> None:
    page = Desk(house.app.test_client()).go("/bureau/actions/HAPPY")
    assert page.response.location.startswith("/compte/connexion?next=")
    assert "HAPPY" in page.response.location


def test_a_route_that_declares_nothing_stops_the_start(app: Flask) -> None:
    app.view_functions["silent"] = lambda: "anyone?"
    with pytest.raises(RuntimeError, match="routes that do not say who may: silent"):
        enforce_access(app, {"static": PUBLIC} | dict.fromkeys(_declared(app), PUBLIC))


def _declared(app: Flask) -> list[str]:
    return [endpoint for endpoint in app.view_functions if endpoint != "silent"]


def test_a_declaration_lets_its_roles_pass_and_no_other() -> None:
    @only(RoleName.ORGANISER)
    def view() -> str:
        return ""

    @public
    def page() -> str:
        return ""

    access = view.croisements_access  # type: ignore[attr-defined]
    assert access.allows(frozenset({"organiser", "evaluator"}))
    assert not access.allows(frozenset({"coordinator"}))
    assert not access.allows(frozenset())
    assert page.croisements_access.allows(frozenset())  # type: ignore[attr-defined]


ORGANISER_PAGES = (
    "",
    "/modifier",
    "/inscrits",
    "/affiche.pdf",
    "/enquetes/nouvelle",
)


def test_the_actions_of_another_organisation_do_not_exist_for_an_organiser(house: House) -> None:
    for desk, own, other in (
        (house.desks[RoleName.ORGANISER], "HAPPY", "FARFA"),
        (house.desks[None], "FARFA", "HAPPY"),
    ):
        assert [desk.go(f"/bureau/actions/{own}{page}").status for page in ORGANISER_PAGES] == [200] * 5
        assert [desk.go(f"/bureau/actions/{other}{page}").status for page in ORGANISER_PAGES] == [404] * 5
        assert desk.send(f"/bureau/actions/{other}/etat", {"status": "closed"}).status == 404
        listed = desk.go("/bureau/actions/").text
        assert f"/bureau/actions/{own}" in listed
        assert f"/bureau/actions/{other}" not in listed


def test_a_session_or_a_wave_is_changed_only_through_its_own_action(house: House) -> None:
    stranger = house.desks[None]
    count = {"count": "3", "source": "list"}
    session, wave = house.values["session_id"], house.values["wave_id"]
    assert stranger.send(f"/bureau/actions/FARFA/seances/{session}/presents", count).status == 404
    assert stranger.send(f"/bureau/actions/FARFA/enquetes/{wave}/fermer").status == 404


def test_the_coordinator_sees_every_action(house: House) -> None:
    listed = house.desks[RoleName.COORDINATOR].go("/bureau/actions/").text
    assert "/bureau/actions/HAPPY" in listed
    assert "/bureau/actions/FARFA" in listed


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.EVALUATOR, RoleName.ADMINISTRATOR])
def test_no_page_of_other_roles_shows_a_contact(house: House, role: RoleName) -> None:
    shown = [
        rule.rule
        for rule in house.rules()
        if "GET" in methods(rule) and not rule.endpoint.startswith(("participate.", "account.enter"))
        for text in [house.desks[role].go(house.address(rule)).text]
        if any(secret in text for secret in (NAME, EMAIL, PHONE))
    ]
    assert shown == []
    assert house.desks[role].go("/bureau/actions/HAPPY/inscrits").status == 403


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.ORGANISER])
def test_no_page_of_the_desk_shows_a_phrase_that_one_person_wrote(house: House, role: RoleName) -> None:
    shown = [
        rule.rule
        for rule in house.rules()
        if "GET" in methods(rule) and not rule.endpoint.startswith("participate.")
        for text in [house.desks[role].go(house.address(rule)).text]
        if PHRASE in text
    ]
    assert shown == []


def test_the_organiser_reads_the_contacts_and_each_reading_leaves_a_trace(house: House) -> None:
    before = build.count(Audit)
    page = house.desks[RoleName.ORGANISER].go("/bureau/actions/HAPPY/inscrits")
    assert all(secret in page.text for secret in (NAME, EMAIL, PHONE))
    assert build.count(Audit) == before + 1
    last = max(build.column(Audit.id))
    assert build.column(Audit.verb, Audit.id == last) == ["read contacts"]
    assert build.column(Audit.user_id, Audit.id == last) == [house.town.accounts[RoleName.ORGANISER]]


def test_the_rail_shows_only_what_the_account_may_open(house: House) -> None:
    def rail(role: RoleName) -> list[str]:
        page = house.desks[role].go("/compte/bureau", follow=True)
        return [str(link) for link in page.tree.xpath("//nav[contains(@class, 'rail')]//a/@href")]

    assert rail(RoleName.EVALUATOR) == ["/lecture/"]
    assert "/bureau/comptes/" in rail(RoleName.ADMINISTRATOR)
    assert "/bureau/comptes/" not in rail(RoleName.ORGANISER)
    assert "/bureau/quartiers/" not in rail(RoleName.ORGANISER)


def test_a_closed_account_is_signed_out_at_once(town: build.SmallTown, desk: Callable[..., Desk]) -> None:
    organiser = desk(RoleName.ORGANISER)
    assert organiser.go("/bureau/").status == 200
    close_account(town.accounts[RoleName.ORGANISER])
    assert organiser.go("/bureau/").status == 302


def test_every_form_of_the_desks_refuses_a_post_that_another_site_made(house: House) -> None:
    taken = []
    for role, desk in house.desks.items():
        if role is None:
            continue
        for rule in house.rules():
            if "POST" not in methods(rule) or rule.endpoint.startswith("participate."):
                continue
            page = desk.send(house.address(rule), forged=True)
            if page.status not in (400, 403):
                taken.append((role, rule.rule, page.status))
    assert taken == []
    still = house.desks[RoleName.ORGANISER].send("/bureau/actions/HAPPY/etat", forged=True)
    assert still.status == 400
    assert "ouverte trop longtemps" in still.text
