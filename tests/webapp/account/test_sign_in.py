"""Entering by a one-time link or a password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask_security.utils import verify_password

from tests.webapp import build
from tests.webapp.desk import Desk
from webapp.database import transaction
from webapp.models import Organisation, RoleName, SignInLink, User, db, now
from webapp.services.accounts import AddressTaken, add_account, close_account, invite
from webapp.services.sign_in import make_sign_in_link

PASSWORD = "un long mot de passe"
KEY = "sign-in link"


@pytest.fixture
def link(app: Flask, town: build.SmallTown) -> str:
    key = app.extensions["croisements_settings"].key_for(KEY)
    return f"/compte/entrer/{make_sign_in_link(town.accounts[RoleName.ORGANISER], key)}"


def visitor(app: Flask) -> Desk:
    return Desk(app.test_client())


def enter(desk: Desk, link: str) -> int:
    desk.read_token(desk.go(link))
    return desk.send(link).status


def test_a_link_signs_in_once(app: Flask, link: str) -> None:
    first, second = visitor(app), visitor(app)
    assert enter(first, link) == 302
    assert first.go("/bureau/").status == 200
    assert enter(second, link) == 410
    assert second.go("/bureau/").status == 302


def test_looking_at_a_link_does_not_use_it_up(app: Flask, link: str) -> None:
    for _ in range(3):
        page = visitor(app).go(link)
        assert (page.status, len(page.tree.xpath("//form[@method='post']"))) == (200, 1)
    assert visitor(app).go("/bureau/").status == 302
    assert build.count(SignInLink) == 1
    assert enter(visitor(app), link) == 302


def test_a_link_of_another_site_cannot_be_pressed_for_someone(app: Flask, link: str) -> None:
    desk = visitor(app)
    desk.go(link)
    assert desk.send(link, forged=True).status == 400
    assert build.count(SignInLink) == 1


def test_a_link_ends_after_twelve_hours(app: Flask, link: str) -> None:
    (expires,) = build.column(SignInLink.expires_at)
    assert timedelta(hours=11, minutes=59) < expires - now() <= timedelta(hours=12)
    with transaction() as session:
        session.execute(db.update(SignInLink).values(expires_at=now() - timedelta(seconds=1)))
    assert enter(visitor(app), link) == 410


def test_a_link_of_a_closed_account_opens_nothing(app: Flask, town: build.SmallTown, link: str) -> None:
    close_account(town.accounts[RoleName.ORGANISER])
    assert enter(visitor(app), link) == 410


def test_the_database_holds_no_link_that_could_be_used(link: str) -> None:
    (stored,) = build.column(SignInLink.token_hash)
    token = link.rsplit("/", 1)[1]
    assert token not in stored
    assert len(stored) == 64


@pytest.fixture
def member(town: build.SmallTown) -> User:
    with transaction() as session:
        organisation = session.get_one(Organisation, town.controller)
        return add_account("Mot.Passe@example.org", PASSWORD, [RoleName.EVALUATOR], organisation=organisation)


def sign_in(app: Flask, email: str, password: str) -> tuple[Desk, int]:
    desk = visitor(app)
    desk.read_token(desk.go("/compte/connexion"))
    return desk, desk.send("/compte/connexion", {"email": email, "password": password}).status


def test_passwords_are_hashed_with_argon2_and_salted(member: User, town: build.SmallTown) -> None:
    assert member.password is not None
    assert member.password.startswith("$argon2id$")
    assert PASSWORD not in member.password
    assert verify_password(PASSWORD, member.password)
    with transaction():
        other = add_account("autre@example.org", PASSWORD, [], organisation=None)
        assert other.password != member.password


def test_a_password_signs_in_and_a_wrong_one_or_an_unknown_address_are_told_apart_by_nobody(
    app: Flask, member: User
) -> None:
    desk, status = sign_in(app, "mot.passe@example.org", PASSWORD)
    assert status == 302
    assert desk.go("/lecture/").status == 200
    answers = []
    for email, password in (("mot.passe@example.org", "faux mot de passe"), ("nul@example.org", PASSWORD)):
        desk = visitor(app)
        desk.read_token(desk.go("/compte/connexion"))
        page = desk.send("/compte/connexion", {"email": email, "password": password})
        assert page.trouble.startswith("L'adresse ou le mot de passe ne convient pas")
        assert page.tree.get_element_by_id("email").get("value") == email
        answers.append(page.trouble)
        assert desk.go("/lecture/").status == 302
    assert answers[0] == answers[1]


def test_an_account_without_a_password_is_not_entered_with_an_empty_one(
    app: Flask, town: build.SmallTown
) -> None:
    for password in ("", " ", "None"):
        desk, _ = sign_in(app, "organiser@example.org", password)
        assert desk.go("/bureau/").status == 302


def test_guessing_passwords_is_limited_by_address(app: Flask, town: build.SmallTown) -> None:
    desk = visitor(app)
    desk.read_token(desk.go("/compte/connexion"))
    guess = {"email": "organiser@example.org", "password": ""}
    statuses = [desk.send("/compte/connexion", guess).status for _ in range(21)]
    assert set(statuses[:20]) == {200}
    assert statuses[20] == 429


def test_signing_out_ends_the_session(desk: Callable[..., Desk]) -> None:
    organiser = desk(RoleName.ORGANISER)
    assert organiser.send("/compte/deconnexion").status == 302
    assert organiser.go("/bureau/").status == 302


def test_an_account_chooses_its_first_password(
    app: Flask, town: build.SmallTown, desk: Callable[..., Desk]
) -> None:
    organiser = desk(RoleName.ORGANISER)
    organiser.read_token(organiser.go("/compte/mot-de-passe"))
    short = organiser.send("/compte/mot-de-passe", {"new_password": "court", "new_password_confirm": "court"})
    assert short.trouble.startswith("Rien n'a changé")
    chosen = {"new_password": PASSWORD, "new_password_confirm": PASSWORD}
    assert organiser.send("/compte/mot-de-passe", chosen).status == 302
    _, status = sign_in(app, "organiser@example.org", PASSWORD)
    assert status == 302


def test_an_administrator_adds_an_account_and_shows_its_link_once(
    app: Flask, desk: Callable[..., Desk], town: build.SmallTown
) -> None:
    administrator = desk(RoleName.ADMINISTRATOR)
    asked = {"email": "Nouvelle@example.org", "organisation_id": str(town.neighbour), "roles": ["organiser"]}
    page = administrator.send("/bureau/comptes/", asked)
    (link,) = page.tree.xpath("//a[contains(@href, '/compte/entrer/')]/@href")
    assert enter(visitor(app), str(link).removeprefix("http://localhost")) == 302
    again = administrator.send("/bureau/comptes/", asked)
    assert (again.status, again.problems) == (422, ["Un compte a déjà cette adresse."])
    assert build.count(User, User.email == "nouvelle@example.org") == 1
    with pytest.raises(AddressTaken):
        invite(" NOUVELLE@example.org ", [RoleName.EVALUATOR], town.controller)


def test_an_administrator_cannot_close_the_own_account(
    desk: Callable[..., Desk], town: build.SmallTown
) -> None:
    administrator = desk(RoleName.ADMINISTRATOR)
    own, other = town.accounts[RoleName.ADMINISTRATOR], town.accounts[RoleName.EVALUATOR]
    assert administrator.send(f"/bureau/comptes/{own}/fermer").status == 404
    assert administrator.send("/bureau/comptes/999999/fermer").status == 404
    assert administrator.send(f"/bureau/comptes/{other}/fermer").status == 303
    assert build.column(User.id, User.active.is_(False)) == [other]
