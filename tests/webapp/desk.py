"""An account at its desk: signed in by a one-time link, sending forms with their token."""

from collections.abc import Mapping

from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.phone import Entry, Page
from webapp.services.sign_in import make_sign_in_link


class Desk:
    """A browser with a session."""

    def __init__(self, client: FlaskClient, language: str = "fr") -> None:
        self.client = client
        self._headers = {"Accept-Language": language}
        self._token = ""

    @classmethod
    def of(cls, app: Flask, user_id: int, language: str = "fr") -> "Desk":
        """Signs the account in as people do, with a link that serves once."""
        settings = app.extensions["croisements_settings"]
        desk = cls(app.test_client(), language)
        path = f"/compte/entrer/{make_sign_in_link(user_id, settings.key_for('sign-in link'))}"
        desk.read_token(desk.go(path))
        assert desk.send(path).status == 302
        desk.read_token(desk.go("/compte/bureau", follow=True))
        return desk

    def go(self, path: str, *, follow: bool = False) -> Page:
        """Opens an address."""
        return Page(self.client.get(path, headers=self._headers, follow_redirects=follow, buffered=True))

    def read_token(self, page: Page) -> None:
        """Keeps the token against forged requests that a page carries."""
        self._token = str(page.tree.xpath("//input[@name='csrf_token']/@value")[0])

    def send(self, path: str, fields: Mapping[str, Entry] | None = None, *, forged: bool = False) -> Page:
        """Posts a form; ``forged`` leaves the token out, as another site would."""
        token: dict[str, Entry] = {} if forged else {"csrf_token": self._token}
        return Page(
            self.client.post(path, data=token | dict(fields or {}), headers=self._headers, buffered=True)
        )
