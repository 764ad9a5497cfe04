"""Accounts of the people who work with Croisements: signing in by password or by a one-time link."""

from flask import Flask
from flask_principal import Identity, Principal
from flask_security import Security, SQLAlchemyUserDatastore

from webapp.access import PUBLIC, Access
from webapp.account import routes
from webapp.limits import limit_guesses
from webapp.models import Role, RoleName, User, db
from webapp.sessions import may_be_signed_in
from webapp.settings import Settings

_EVERY_ACCOUNT = Access(frozenset(RoleName))

ACCESS: dict[str, Access] = {
    "security.static": PUBLIC,
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.verify": _EVERY_ACCOUNT,
    "security.change_password": _EVERY_ACCOUNT,
}


def datastore() -> SQLAlchemyUserDatastore:
    """Returns the store of accounts that Flask-Security and our own commands share."""
    return SQLAlchemyUserDatastore(db, User, Role)


def _look_up_few(principal: Principal) -> None:
    """Makes who somebody is a question for browsers that may be signed in: it was asked of every phone."""
    loaders = tuple(principal.identity_loaders)
    principal.identity_loaders.clear()

    def identity() -> Identity | None:
        if not may_be_signed_in():
            return None
        return next((found for load in loaders if (found := load()) is not None), None)

    principal.identity_loader(identity)


def open_room(app: Flask, settings: Settings) -> None:
    """Connects Flask-Security: Argon2 alone, no public sign-up, no default password."""
    app.config.update(
        SECURITY_URL_PREFIX="/compte",
        SECURITY_LOGIN_URL="/connexion",
        SECURITY_LOGOUT_URL="/deconnexion",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of the scheme
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_SALT=settings.key_for("password salt").hex(),
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_REGISTERABLE=False,
        SECURITY_CHANGEABLE=True,
        SECURITY_CHANGE_URL="/mot-de-passe",
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_POST_LOGIN_VIEW="/compte/bureau",
        SECURITY_POST_LOGOUT_VIEW="/",
        SECURITY_ANONYMOUS_USER_DISABLED=False,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        WTF_CSRF_CHECK_DEFAULT=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=settings.secure,
        REMEMBER_COOKIE_HTTPONLY=True,
    )
    security = Security(app, datastore())
    _look_up_few(security.principal)
    limit_guesses(app, "20 per minute", {name for name in ACCESS if name != "security.logout"})
    app.register_blueprint(routes.room)
