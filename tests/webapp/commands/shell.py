"""The command line in a process of its own, as people type it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from tests.conftest import CONTACT_KEY

ROOT = Path(__file__).resolve().parents[3]
OURS = (
    "CROISEMENTS_MODE",
    "SECRET_KEY",
    "CONTACT_KEY",
    "DATABASE_URL",
    "DATA_FOLDER",
    "PUBLIC_URL",
    "PORT",
    "REDIS_URL",
)
SECRETS = {"SECRET_KEY": "x" * 48, "CONTACT_KEY": CONTACT_KEY}


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Returns an environment with no setting but these, on a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {"PYTHONPATH": str(ROOT), "DATA_FOLDER": str(folder)} | settings


def command(*words: str) -> list[str]:
    """Returns the words that start a command."""
    return [sys.executable, "-m", "webapp", *words]


def webapp(
    *words: str, folder: Path, settings: Mapping[str, str] | None = None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        command(*words),
        env=environment(folder, **(settings or {})),
        cwd=ROOT,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """Returns the one sentence of a command that refused; fails when there is more, or when it went on."""
    assert done.returncode not in (0, None), done.stdout
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("croisements: ")
    assert line.endswith(".")
    return line


def stored(folder: Path, query: str, database_url: str = "") -> list[tuple[object, ...]]:
    """Returns what a query finds in the database of a data folder."""
    url = make_url(database_url or f"sqlite:///{folder / 'croisements.sqlite'}")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.text(query))]
    engine.dispose()
    return found
