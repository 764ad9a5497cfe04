"""The demonstration is removed from a shell, and a real town founded in its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask_migrate import upgrade

from tests.conftest import settings_for
from tests.webapp.commands.shell import SECRETS, refusal, stored, webapp
from tests.webapp.demonstration.conftest import forget_plans
from webapp import create_app
from webapp.commands import main
from webapp.demonstration import load_demonstration
from webapp.factory import MIGRATIONS
from webapp.models import db

SET_UP = (
    "set-up",
    *("--town", "Essais-sur-Loire", "--controller", "Ville d'Essais, 1 place des Essais"),
    *("--rights-email", "droits@example.org", "--officer", "dpo@example.org"),
    *("--quartiers", "Les Tilleuls, Le Port", "--administrator", "premiere@example.org"),
    *("--password", "une-phrase-assez-longue"),
)
Shell = Callable[..., Result]


@pytest.fixture
def shell(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs commands on a database where the demonstration is loaded, as the first start leaves it."""
    for name, value in (SECRETS | {"DATA_FOLDER": str(tmp_path), "DATABASE_URL": database_url}).items():
        monkeypatch.setenv(name, value)
    app = create_app(settings_for(tmp_path, database_url))
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        forget_plans()
        load_demonstration()
        forget_plans()
        db.session.remove()
        db.engine.dispose()
    return lambda *words, typed="": CliRunner().invoke(main, list(words), input=typed)


def test_it_goes_when_asked_never_comes_back_and_leaves_room_for_a_town(
    shell: Shell, database_url: str, tmp_path: Path
) -> None:
    def there(query: str) -> list[tuple[object, ...]]:
        return stored(tmp_path, query, database_url)

    kept = shell("remove-demonstration", typed="n\n")
    assert kept.exit_code == 1
    assert "nothing was removed" in str(kept.exception)
    assert there("SELECT demonstration FROM town") == [(True,)]

    done = shell("remove-demonstration", "--yes")
    assert done.exit_code == 0, done.output
    assert there("SELECT count(*) FROM town") == there("SELECT count(*) FROM contact") == [(0,)]
    again = shell("remove-demonstration", "--yes")
    assert "there is no demonstration town here" in str(again.exception)
    settings = SECRETS | {"DATABASE_URL": database_url}
    assert "run `python -m webapp set-up`" in refusal(webapp("run", folder=tmp_path, settings=settings))

    founded = shell(*SET_UP)
    assert founded.exit_code == 0, founded.output
    assert there("SELECT name, demonstration FROM town") == [("Essais-sur-Loire", False)]
    refused = shell("remove-demonstration", "--yes")
    assert "there is no demonstration town here" in str(refused.exception)
    assert there("SELECT count(*) FROM quartier") == [(2,)]
