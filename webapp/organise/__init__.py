"""The desk of those who run actions."""

from flask import Flask

from webapp.organise import (
    accounts,
    actions,
    desk,
    library,
    pages,
    posters,
    quartiers,
    questionnaire_drafts,
    questionnaire_editing,
    questionnaires,
    reports,
    requests,
)
from webapp.organise.room import room
from webapp.settings import Settings

__all__ = [
    "accounts",
    "actions",
    "desk",
    "library",
    "open_room",
    "pages",
    "posters",
    "quartiers",
    "questionnaire_drafts",
    "questionnaire_editing",
    "questionnaires",
    "reports",
    "requests",
]


def open_room(app: Flask, settings: Settings) -> None:
    """Adds this desk's pages to ``app``."""
    app.register_blueprint(room)
