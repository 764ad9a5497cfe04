"""Builds the application from its rooms."""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

from webapp import account, evaluate, organise, participate
from webapp.access import PUBLIC, enforce_access
from webapp.addresses import RowNumber
from webapp.database import configure_database
from webapp.errors import show_errors
from webapp.frames import keep_frames
from webapp.headers import send_headers
from webapp.health import answer_health
from webapp.i18n import speak_languages
from webapp.limits import apply_limits
from webapp.logs import write_logs
from webapp.models import db
from webapp.models.encryption import use_contact_keys
from webapp.proper_names import mark_names
from webapp.rail import show_rail
from webapp.sealing import Seal
from webapp.sessions import Sessions
from webapp.settings import ROOT, Settings, settings_from
from webapp.static_files import fingerprint_static
from webapp.tasks import connect_queue
from webapp.view_helpers import help_views


class Croisements(Flask):
    """Flask, with its sessions opened for few and no view that is a coroutine."""

    session_interface = Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Returns ``func``: Flask would ask of each hook of each request whether it is a coroutine."""
        return func


MIGRATIONS = ROOT / "webapp" / "migrations"


def create_app(settings: Settings | None = None) -> Flask:
    """Returns the application for ``settings``, or for those of the environment.

    Raises :class:`webapp.settings.SettingsRefused` when the environment is wrong.
    """
    settings = settings or settings_from(os.environ)
    app = Croisements(__name__)
    app.extensions["croisements_settings"] = settings
    app.extensions["croisements_seal"] = Seal(settings.fernet_for("interview"))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_LEVEL=5,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.url_map.converters["number"] = RowNumber
    use_contact_keys(settings.contact_keys)
    configure_database(app, settings)
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    write_logs(app)
    speak_languages(app)
    send_headers(app, settings)
    show_errors(app)
    CSRFProtect(app)
    apply_limits(app, settings)
    connect_queue(app, settings)
    show_rail(app)
    Compress(app)
    fingerprint_static(app)  # after Compress, so that it comes first and files are compressed too
    help_views(app)
    mark_names(app)
    keep_frames(app)
    for room in (participate, account, organise, evaluate):
        room.open_room(app, settings)
    answer_health(app)
    enforce_access(app, {"static": PUBLIC} | account.ACCESS)
    return app
