"""The desk of those who run actions."""

from flask import Flask

from webapp.organise import (
    accounts,
    actions,
    desk,
    pages,
    posters,
    quartiers,
    questionnaire_drafts,
    questionnaire_editing,
    questionnaires,
)
from webapp.organise.room import room
from webapp.settings import Settings

__all__ = [
    "accounts",
    "actions",
    "desk",
    "open_room",
    "pages",
    "posters",
    "quartiers",
    "questionnaire_drafts",
    "questionnaire_editing",
    "questionnaires",
]


def open_room(app: Flask, settings: Settings) -> None:
    """Adds this desk's pages to ``app``."""
    app.register_blueprint(room)
