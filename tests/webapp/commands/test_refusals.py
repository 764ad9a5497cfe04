"""What cannot be served is refused in one sentence, with an exit code, and without a traceback."""

import socket
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.webapp.commands.shell import SECRETS, refusal, webapp
from webapp.settings import SettingsRefused, settings_from

PRODUCTION = {"CROISEMENTS_MODE": "production"}


def test_a_port_in_use_is_named_and_nothing_is_loaded(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = webapp("run", folder=tmp_path / "data", settings={"PORT": port})
    assert f"port {port} is in use" in refusal(done)
    assert not (tmp_path / "data" / "croisements.sqlite").exists()


def test_a_database_that_is_none_is_named_with_its_address(tmp_path: Path) -> None:
    file = tmp_path / "letters.sqlite"
    file.write_text("no database, only letters " * 100)
    done = webapp(
        "run", folder=tmp_path / "data", settings={"DATABASE_URL": f"sqlite:///{file}", "PORT": "1"}
    )
    assert f"the database sqlite:///{file} cannot be read (file is not a database)" in refusal(done)


def test_a_database_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    address = "postgresql://town:hushhush@127.0.0.1:9/town"
    done = webapp("migrate", folder=tmp_path, settings={"DATABASE_URL": address})
    sentence = refusal(done)
    assert "127.0.0.1:9/town cannot be read" in sentence
    assert "hushhush" not in sentence


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    done = webapp("run", folder=file / "data", settings=SECRETS | PRODUCTION)
    assert f"the data folder {file / 'data'} cannot be written" in refusal(done)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "CONTACT_KEY"])
def test_production_makes_up_no_secret(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in SECRETS.items() if name != missing}
    done = webapp("run", folder=tmp_path / "data", settings=PRODUCTION | given)
    assert f"{missing} is not set" in refusal(done)
    assert not (tmp_path / "data").exists()


def test_production_without_a_town_asks_for_set_up_and_loads_no_demonstration(tmp_path: Path) -> None:
    done = webapp("run", folder=tmp_path, settings=SECRETS | PRODUCTION)
    assert "run `python -m webapp set-up`" in refusal(done)
    assert "http" not in done.stdout


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"DATABASE_URL": "letters"}, "DATABASE_URL is not a database address"),
        ({"DATABASE_URL": "mysql://town@localhost/town"}, "DATABASE_URL is not a database address"),
        ({"PUBLIC_URL": "croisements.example.org"}, "PUBLIC_URL must be an address"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set to at least 32"),
        ({"CONTACT_KEY": "short"}, "CONTACT_KEY must be 32 random bytes"),
    ],
)
def test_a_wrong_setting_is_named(settings: Mapping[str, str], said: str) -> None:
    with pytest.raises(SettingsRefused, match=said):
        settings_from(SECRETS | dict(settings))


@pytest.mark.parametrize("port", ["zero", "0", "65536", "-1"])
def test_a_port_that_is_no_number_is_refused(port: str) -> None:
    from webapp.commands.run import free_port

    with pytest.raises(SystemExit, match="PORT must be a number between 1 and 65535"):
        free_port(port)
