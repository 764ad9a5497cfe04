"""A town with one of everything, built once and read by many tests."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from tests.conftest import Visitor, hurry_sqlite, settings_for
from tests.webapp import build
from tests.webapp.desk import Desk
from webapp import create_app
from webapp.models import Base, RoleName, Session, WaveKind, db
from webapp.services.questionnaire_drafts import begin_from_version

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
        values = {name: self._value(rule, name) for name in rule.arguments}
        with self.app.test_request_context():
            return self.app.url_for(rule.endpoint, **values).removeprefix("http://localhost")

    def _value(self, rule: Rule, name: str) -> object:
        """What stands for one part of an address; of a closed set, the first word when the town has no preference."""
        words = getattr(rule._converters[name], "items", None)
        value = self.values.get(name)
        return min(words) if words and value not in words else value


def methods(rule: Rule) -> list[str]:
    """The methods of a route among GET and POST."""
    return sorted((rule.methods or set()) & {"GET", "POST"})


def open_app(folder: Path) -> Flask:
    """Returns an application on empty tables in ``folder``."""
    app = create_app(settings_for(folder))
    app.testing = True
    app.test_client_class = Visitor
    with app.app_context():
        hurry_sqlite(db.engine)
        Base.metadata.create_all(db.engine)
    return app


def furnish(app: Flask) -> House:
    """Fills the town: two actions of two organisations, one person who registered and answered, every account."""
    town = build.small_town()
    action = build.action(town)
    build.action(town, "FARFA", organisation=town.neighbour)
    build.quartier_wave(town.quartier)
    keys = build.registered(action, name=NAME, email=EMAIL, phone=PHONE, consents={"contact": True})
    wave = build.wave_of(action, WaveKind.BEFORE)
    build.answered(wave, keys.respondent, {"represents": PHRASE})
    build.asked_report(action, town.controller, {"worked": "Le marché."})
    build.requested(town, keys, email=EMAIL, phone=PHONE)
    (session,) = build.column(Session.id, Session.action_id == action)
    values: dict[str, object] = {
        "code": "HAPPY",
        "token": keys.token,
        "kind": "avant",
        "filename": "site.css",
        "session_id": session,
        "wave_id": wave,
        "request_id": build.request_of(keys).id,
        "user_id": town.accounts[RoleName.EVALUATOR],
        "batch_id": 1,
        "version_id": build.FIRST_VERSION,
        "draft_id": begin_from_version(
            build.FIRST_VERSION + 1, "Nos regards", town.accounts[RoleName.COORDINATOR]
        ),
        "name": "word_1",
        "scope": "action",
        "identifier": action,
        "quartier_id": town.quartier,
        "action_id": action,
        "format": "csv",
        "organisation_id": town.controller,
        "block": "use",
    }
    desks: dict[RoleName | None, Desk] = {role: Desk.of(app, user) for role, user in town.accounts.items()}
    desks[None] = Desk.of(app, town.stranger)
    return House(app, town, desks, values)
