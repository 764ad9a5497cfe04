"""The public pages: find an action, register, ask for one, answer, come back."""

from flask import Flask

from webapp.participate import pages, person, registration, report, requests, survey
from webapp.participate.room import room
from webapp.settings import Settings

__all__ = ["open_room", "pages", "person", "registration", "report", "requests", "survey"]


def open_room(app: Flask, settings: Settings) -> None:
    """Adds the public pages to ``app``.

    They use no cookie, so no session carries a token against forged requests: a page is taken only with the state
    that this installation sealed for it, and a personal page acts only for who knows its address.
    """
    app.register_blueprint(room)
    app.extensions["csrf"].exempt(room)
