"""What commands need before they can work: secrets, settings, and a database that answers."""

import os
import secrets
import sqlite3
from pathlib import Path
from typing import NoReturn

import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import Flask
from flask_migrate import upgrade

from webapp.factory import MIGRATIONS, create_app
from webapp.models import db
from webapp.services.found_town import publish_lacking
from webapp.settings import ROOT, Settings, SettingsRefused, settings_from


def refuse(sentence: str) -> NoReturn:
    """Ends the command with one sentence on the error stream."""
    raise SystemExit(f"croisements: {sentence}")


def ready_settings() -> Settings:
    """Returns the settings; outside production, missing secrets are made once and kept in the data folder."""
    if os.environ.get("CROISEMENTS_MODE") != "production":
        _keep_secrets(Path(os.environ.get("DATA_FOLDER") or ROOT / "var"))
    try:
        return settings_from(os.environ)
    except SettingsRefused as refusal:
        refuse(str(refusal))


def ready_app(settings: Settings) -> Flask:
    """Returns the application on a database that answers, with every migration and questionnaire of the house."""
    try:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _refuse_folder(settings.data_folder, error.strerror or str(error))
    try:
        app = create_app(settings)
        with app.app_context():
            db.session.execute(sa.text("SELECT 1"))
            upgrade(directory=str(MIGRATIONS))
            publish_lacking()
    except sqlite3.Error as error:  # the queue and the counters, which lie beside the database
        _refuse_folder(settings.data_folder, str(error))
    except (sa.exc.SQLAlchemyError, OSError) as error:
        place = settings.url.render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        refuse(
            f"the database {place} cannot be read ({reason}). Check DATABASE_URL and the rights on the file."
        )
    return app


def _refuse_folder(folder: Path, reason: str) -> NoReturn:
    refuse(f"the data folder {folder} cannot be written ({reason}). Set DATA_FOLDER to another one.")


def _keep_secrets(folder: Path) -> None:
    file = folder / "secrets.env"
    if not file.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            _refuse_folder(folder, error.strerror or str(error))
        with os.fdopen(descriptor, "w") as out:
            out.write(
                f"SECRET_KEY={secrets.token_urlsafe(48)}\nCONTACT_KEY={Fernet.generate_key().decode()}\n"
            )
    for line in file.read_text().splitlines():
        name, _, value = line.partition("=")
        os.environ.setdefault(name, value)
