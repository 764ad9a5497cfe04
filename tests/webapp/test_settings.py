"""Settings are refused at the start with one clear sentence."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from webapp.settings import Settings, SettingsRefused, settings_from

GOOD = {"SECRET_KEY": "s" * 32, "CONTACT_KEY": Fernet.generate_key().decode()}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"CONTACT_KEY": ""}, "CONTACT_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set to at least 32 random characters."),
        ({"CONTACT_KEY": "not a key"}, "CONTACT_KEY must be 32 random bytes"),
        ({"CONTACT_KEY": GOOD["CONTACT_KEY"] + ",x"}, "CONTACT_KEY must be 32 random bytes"),
        ({"DATABASE_URL": "nowhere"}, "DATABASE_URL is not a database address"),
        ({"PUBLIC_URL": "ville.example"}, "PUBLIC_URL must be an address such as https://"),
        ({"PUBLIC_URL": "ftp://ville.example"}, "PUBLIC_URL must be an address such as https://"),
        ({"PROXIES": "one"}, "PROXIES must be how many proxies stand in front, from 0 to 9"),
        ({"PROXIES": "-1"}, "PROXIES must be how many proxies stand in front, from 0 to 9"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings_from(GOOD | change)
    assert str(refused.value).startswith(sentence)


def test_no_refusal_repeats_a_secret() -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings_from(GOOD | {"CONTACT_KEY": "almost-a-key"})
    assert "almost-a-key" not in str(refused.value)


def test_the_environment_is_read_whole(tmp_path: Path) -> None:
    read = settings_from(
        GOOD
        | {
            "DATA_FOLDER": str(tmp_path),
            "PUBLIC_URL": "https://ville.example/",
            "CROISEMENTS_MODE": "production",
            "PROXIES": "2",
        }
    )
    assert (read.proxies, settings_from(GOOD).proxies) == (2, 0)
    assert read.database_url == f"sqlite:///{tmp_path}/croisements.sqlite"
    assert (read.public_url, read.secure, read.production) == ("https://ville.example", True, True)
    assert not settings_from(GOOD | {"PORT": "9000"}).secure
    assert settings_from(GOOD | {"PORT": "9000"}).public_url == "http://127.0.0.1:9000"


def test_postgresql_addresses_of_any_spelling_use_the_driver_of_the_project() -> None:
    for spelling in ("postgres://u:p@h/d", "postgresql://u:p@h/d"):
        url = settings_from(GOOD | {"DATABASE_URL": spelling}).url
        assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", "h", "d")


def test_each_purpose_has_a_key_of_its_own_that_another_secret_does_not_give() -> None:
    one, other = settings_from(GOOD), settings_from(GOOD | {"SECRET_KEY": "t" * 32})
    keys = {
        each.key_for(purpose)
        for each in (one, other)
        for purpose in ("links", "draft", "interview", "sign-in link")
    }
    assert len(keys) == 8
    assert {len(key) for key in keys} == {32}
    assert one.fernet_for("draft").decrypt(one.fernet_for("draft").encrypt(b"x")) == b"x"


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(AttributeError):
        settings_from(GOOD).secret_key = "x"  # type: ignore[misc]
    assert isinstance(settings_from(GOOD), Settings)
