"""Sessions: only who works here has one, and only for a browser that brings one is anything looked up."""

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import COOKIE_NAME


def may_be_signed_in() -> bool:
    """True for a browser that brings a session, or asks to be remembered: everybody else need not be looked up."""
    return not request.cookies.keys().isdisjoint((current_app.config["SESSION_COOKIE_NAME"], COOKIE_NAME))


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie; but where a browser brings none, no signer is made to read it or to write nothing."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session or session.modified:
            super().save_session(app, session, response)
