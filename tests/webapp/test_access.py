"""Who may go where: every route answers as it declares, to every role and to an outsider."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.conftest import Visitor, settings_for
from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.phone import Page
from webapp import create_app
from webapp.access import PUBLIC, access_of, enforce_access, only, public
from webapp.models import Base, RoleName, WaveKind, db

NAME, EMAIL, PHONE = "Yasmina", "yasmina@example.org", "06 39 98 12 34"
PHRASE = "Une phrase que seule Yasmina a dite."


@dataclass
class House:
    """A town with one of everything, read by many tests."""

    app: Flask
    town: build.SmallTown
    desks: dict[RoleName | None, Desk]
    values: dict[str, object]

    def rules(self) -> list[Rule]:
        """The routes, in a fixed order."""
        return sorted(self.app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))

    def address(self, rule: Rule) -> str:
        """An address of this route that names something of the town."""
        with self.app.test_request_context():
            url = self.app.url_for(rule.endpoint, **{name: self.values[name] for name in rule.arguments})
        return url.removeprefix("http://localhost")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    app = create_app(settings_for(tmp_path_factory.mktemp("house")))
    app.testing = True
    app.test_client_class = Visitor
    with app.app_context():
        Base.metadata.create_all(db.engine)
        town = build.small_town()
        action = build.action(town)
        build.action(town, "FARFA", organisation=town.neighbour)
        keys = build.registered(action, name=NAME, email=EMAIL, phone=PHONE, consents={"contact": True})
        wave = build.wave_of(action, WaveKind.BEFORE)
        build.answered(wave, keys.respondent, {"represents": PHRASE})
        from webapp.models import Session

        (session,) = build.column(Session.id, Session.action_id == action)
        values: dict[str, object] = {
            "code": "HAPPY",
            "token": keys.token,
            "kind": "avant",
            "filename": "site.css",
            "session_id": session,
            "wave_id": wave,
            "user_id": town.accounts[RoleName.EVALUATOR],
            "batch_id": 1,
            "scope": "action",
            "identifier": action,
            "quartier_id": town.quartier,
            "action_id": action,
            "format": "csv",
        }
        desks: dict[RoleName | None, Desk] = {
            role: Desk.of(app, user) for role, user in town.accounts.items()
        }
        desks[None] = Desk.of(app, town.stranger)
        yield House(app, town, desks, values)
        db.session.remove()
        db.engine.dispose()


def ask(house: House, desk: Desk, rule: Rule, method: str) -> Page:
    path = house.address(rule)
    return desk.go(path) if method == "GET" else desk.send(path)


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) & {"GET", "POST"})


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
    from webapp.models import Audit

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
    from webapp.services.accounts import close_account

    organiser = desk(RoleName.ORGANISER)
    assert organiser.go("/bureau/").status == 200
    close_account(town.accounts[RoleName.ORGANISER])
    assert organiser.go("/bureau/").status == 302
