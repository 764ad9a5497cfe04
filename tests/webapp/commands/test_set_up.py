"""Set-up asks for everything a town needs, and says what is wrong before it stores anything."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask_security.utils import verify_password

from survey.questionnaires import BUILTIN
from tests.conftest import CONTACT_KEY, settings_for
from webapp import create_app
from webapp.commands import main
from webapp.models import Organisation, Quartier, QuestionnaireVersion, RoleName, Town, User, db

ANSWERS = {
    "town": "Essais-sur-Loire",
    "controller": "Ville d'Essais, 1 place des Essais",
    "rights": "droits@example.org",
    "officer": "dpo@example.org",
    "quartiers": "Les Tilleuls, Le Port",
    "administrator": "Premiere@example.org",
    "password": "une-phrase-assez-longue",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the environment names."""
    settings = {
        "DATA_FOLDER": str(tmp_path),
        "SECRET_KEY": "x" * 48,
        "CONTACT_KEY": CONTACT_KEY,
        "CROISEMENTS_MODE": "production",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "PUBLIC_URL", "PORT", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def set_up(**changes: str) -> Result:
    """Types the answers one after the other, the password twice."""
    answers = ANSWERS | changes
    typed = "\n".join([*answers.values(), answers["password"]]) + "\n"
    return CliRunner().invoke(main, ["set-up"], input=typed)


def test_it_asks_town_controller_officer_quartiers_and_first_administrator(folder: Path) -> None:
    done = set_up()
    assert done.exit_code == 0, done.output
    for word in ("Nom de la ville", "Responsable du traitement", "Délégué", "Quartiers", "premier compte"):
        assert word in done.output
    assert ANSWERS["password"] not in done.output
    assert "http" not in done.output
    app = create_app(settings_for(folder))
    with app.app_context():
        town = db.session.get_one(Town, 1)
        assert (town.name, town.demonstration) == ("Essais-sur-Loire", False)
        controller = town.controller
        assert (controller.name, controller.address) == ("Ville d'Essais", "1 place des Essais")
        assert (controller.rights_email, controller.officer) == ("droits@example.org", "dpo@example.org")
        quartiers = db.session.scalars(sa.select(Quartier.name).order_by(Quartier.name))
        assert list(quartiers) == ["Le Port", "Les Tilleuls"]
        user = db.session.scalars(sa.select(User)).one()
        assert user.email == "premiere@example.org"
        assert [role.name for role in user.roles] == [RoleName.ADMINISTRATOR]
        assert user.password is not None
        assert user.password.startswith("$argon2")
        assert verify_password(ANSWERS["password"], user.password)
        assert len(db.session.scalars(sa.select(QuestionnaireVersion)).all()) == len(BUILTIN)
        db.engine.dispose()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "court"}, "12 caractères"),
        ({"administrator": "personne"}, "n'est pas une adresse mail"),
        ({"rights": "droits"}, "n'est pas une adresse mail"),
        ({"quartiers": " , "}, "au moins un quartier"),
        ({"quartiers": "nowhere.geojson"}, "nowhere.geojson"),
    ],
)
def test_a_wrong_entry_stores_nothing(folder: Path, changes: dict[str, str], said: str) -> None:
    done = set_up(**changes)
    assert done.exit_code == 1
    assert said in str(done.exception)
    app = create_app(settings_for(folder))
    with app.app_context():
        assert db.session.scalars(sa.select(Organisation)).all() == []
        db.engine.dispose()


def test_a_town_is_founded_once(folder: Path) -> None:
    assert set_up().exit_code == 0
    done = set_up(town="Ailleurs")
    assert done.exit_code == 1
    assert "a town is set up already" in str(done.exception)
