"""What the environment says, read once at the start and refused with one sentence when it is wrong."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent


class SettingsRefused(Exception):
    """One sentence that says which setting is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations.

    ``secret_key`` signs and seals; ``contact_keys`` encrypt contact details (the first one writes). ``data_folder``
    holds the database, the queue, the counters and the models of a machine that runs alone. ``proxies`` counts the
    proxies in front, each of which adds the address that it saw to ``X-Forwarded-For``.
    """

    secret_key: str
    contact_keys: tuple[str, ...]
    database_url: str
    data_folder: Path
    public_url: str = "http://127.0.0.1:8000"
    production: bool = False
    redis_url: str | None = None
    proxies: int = 0

    def __post_init__(self) -> None:
        if len(self.secret_key) < 32:
            raise SettingsRefused("SECRET_KEY must be set to at least 32 random characters.")
        for key in self.contact_keys or ("",):
            try:
                Fernet(key)
            except ValueError:
                raise SettingsRefused(
                    "CONTACT_KEY must be 32 random bytes in URL-safe base64; `python -m webapp new-key` prints one."
                ) from None
        parts = urlsplit(self.public_url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise SettingsRefused(
                f"PUBLIC_URL must be an address such as https://…, not {self.public_url!r}."
            )

    @property
    def secure(self) -> bool:
        """True when the public address is https: cookies are then Secure."""
        return self.public_url.startswith("https://")

    @property
    def url(self) -> URL:
        """The database address, with the driver that this project uses."""
        url = make_url(self.database_url)
        return url.set(drivername="postgresql+psycopg") if url.drivername.startswith("postgres") else url

    def key_for(self, purpose: str) -> bytes:
        """Returns 32 bytes that belong to ``purpose`` alone, derived from the secret by HMAC-SHA256."""
        return hmac.digest(self.secret_key.encode(), purpose.encode(), hashlib.sha256)

    def fernet_for(self, purpose: str) -> Fernet:
        """Returns a cipher whose key belongs to ``purpose`` alone."""
        return Fernet(base64.urlsafe_b64encode(self.key_for(purpose)))


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Returns the settings that ``environ`` holds; raises :class:`SettingsRefused` with the sentence to print."""
    production = environ.get("CROISEMENTS_MODE", "") == "production"
    for name in ("SECRET_KEY", "CONTACT_KEY"):
        if not environ.get(name):
            raise SettingsRefused(
                f"{name} is not set: put it in the environment (`python -m webapp new-key` prints one)."
            )
    data_folder = Path(environ.get("DATA_FOLDER") or ROOT / "var").resolve()
    database_url = environ.get("DATABASE_URL") or f"sqlite:///{data_folder / 'croisements.sqlite'}"
    if not _is_ours(database_url):
        raise SettingsRefused(
            "DATABASE_URL is not a database address: write sqlite:////folder/file.sqlite or postgresql://…"
        )
    proxies = environ.get("PROXIES") or "0"
    if not (proxies.isascii() and proxies.isdigit() and len(proxies) == 1):
        raise SettingsRefused(
            f"PROXIES must be how many proxies stand in front, from 0 to 9, not {proxies!r}."
        )
    port = environ.get("PORT") or "8000"
    return Settings(
        secret_key=environ["SECRET_KEY"],
        contact_keys=tuple(environ["CONTACT_KEY"].split(",")),
        database_url=database_url,
        data_folder=data_folder,
        public_url=(environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        production=production,
        redis_url=environ.get("REDIS_URL") or None,
        proxies=int(proxies),
    )


def _is_ours(database_url: str) -> bool:
    """True for an address of one of the two databases that this project serves."""
    try:
        return make_url(database_url).drivername.split("+")[0] in ("sqlite", "postgres", "postgresql")
    except ArgumentError:
        return False
