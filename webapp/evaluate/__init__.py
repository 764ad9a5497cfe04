"""The desk of those who read what changed."""

from flask import Flask

from webapp.evaluate import change, demand, exports, imports, pages, words
from webapp.evaluate.room import room
from webapp.settings import Settings

__all__ = ["change", "demand", "exports", "imports", "open_room", "pages", "words"]


def open_room(app: Flask, settings: Settings) -> None:
    """Adds this desk's pages to ``app``."""
    app.register_blueprint(room)
