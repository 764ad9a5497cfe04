"""Commands that run inside the test's own process."""

from collections.abc import Iterator

import pytest
from flask import Flask

from webapp.commands import environment
from webapp.models import db
from webapp.settings import Settings


@pytest.fixture(autouse=True)
def closed_at_the_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Closes the connections of every application that a command opened; a real command ends with its process."""
    opened: list[Flask] = []
    create = environment.create_app

    def create_and_remember(settings: Settings) -> Flask:
        opened.append(create(settings))
        return opened[-1]

    monkeypatch.setattr(environment, "create_app", create_and_remember)
    yield
    for app in opened:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
