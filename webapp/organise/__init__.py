"""The desk of those who run actions."""

from flask import Flask

from webapp.organise import accounts, actions, desk, pages, posters, quartiers, questionnaires, requests
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
    "questionnaires",
    "requests",
]


def open_room(app: Flask, settings: Settings) -> None:
    """Adds this desk's pages to ``app``."""
    app.register_blueprint(room)
