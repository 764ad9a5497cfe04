"""The desk of those who read what changed."""

from flask import Flask

from webapp.evaluate.pages import room
from webapp.settings import Settings


def open_room(app: Flask, settings: Settings) -> None:
    """Adds this desk's pages to ``app``."""
    app.register_blueprint(room)
