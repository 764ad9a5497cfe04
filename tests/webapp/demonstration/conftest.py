"""A loaded demonstration: once for the run to look at, or fresh on each database to change."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.conftest import settings_for
from webapp import create_app
from webapp.demonstration import load_demonstration
from webapp.models import Base, db
from webapp.services import questionnaires

LOADED_AT = datetime(2028, 3, 1, 11, 0, tzinfo=UTC)
"""The day after a 29 February: a year earlier must still be another year."""


def forget_plans() -> None:
    """Empties what this process keeps by version number: every database of a test run begins at number 1."""
    questionnaires.plan.cache_clear()
    questionnaires.questionnaire.cache_clear()


@pytest.fixture
def fresh(app: Flask) -> Iterator[Flask]:
    """The application with the demonstration in a database of its own."""
    forget_plans()
    load_demonstration(LOADED_AT)
    yield app
    forget_plans()


@pytest.fixture(scope="session")
def loaded_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One loaded application for the tests that only look."""
    app = create_app(settings_for(tmp_path_factory.mktemp("demonstration")))
    app.testing = True
    forget_plans()
    with app.app_context():
        Base.metadata.create_all(db.engine)
        load_demonstration(LOADED_AT)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def loaded(loaded_app: Flask) -> Iterator[Flask]:
    """The loaded application, inside an application context."""
    forget_plans()
    with loaded_app.app_context():
        yield loaded_app
        db.session.remove()
    forget_plans()
