"""The small town, and people at its pages and desks."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.webapp import build
from tests.webapp.desk import Desk
from tests.webapp.house import House, furnish, open_app
from tests.webapp.phone import Phone
from webapp.models import RoleName, db


@pytest.fixture
def town(app: Flask) -> build.SmallTown:
    """The small town in an empty database."""
    return build.small_town()


@pytest.fixture
def phone(app: Flask, town: build.SmallTown) -> Callable[..., Phone]:
    """Makes phones: ``phone("ar")`` speaks Arabic; each has cookies of its own."""
    return lambda language="fr": Phone(app.test_client(), language)


@pytest.fixture
def desk(app: Flask, town: build.SmallTown) -> Callable[..., Desk]:
    """Signs accounts in: ``desk(RoleName.ORGANISER)``; ``desk(None)`` organises for the other organisation."""

    def sign_in(role: RoleName | None, language: str = "fr") -> Desk:
        return Desk.of(app, town.stranger if role is None else town.accounts[role], language)

    return sign_in


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A furnished town on SQLite that the tests of a module only read."""
    app = open_app(tmp_path_factory.mktemp("house"))
    with app.app_context():
        yield furnish(app)
        db.session.remove()
        db.engine.dispose()
