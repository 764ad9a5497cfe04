"""Every route declares who may use it; a route that says nothing stops the application from starting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue, RouteCallable
from flask_security import current_user

from webapp.models import RoleName

View = TypeVar("View", bound=RouteCallable)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may: everybody (``roles`` is None), or the accounts that hold one of ``roles``."""

    roles: frozenset[RoleName] | None

    def allows(self, held: frozenset[str]) -> bool:
        """True when somebody holding the roles ``held`` may pass."""
        return self.roles is None or bool({role.value for role in self.roles} & held)


PUBLIC = Access(None)
_ATTRIBUTE = "croisements_access"


def public(view: View) -> View:
    """Declares that everybody may."""
    setattr(view, _ATTRIBUTE, PUBLIC)
    return view


def only(*roles: RoleName) -> Callable[[View], View]:
    """Declares that accounts holding one of ``roles`` may."""

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, Access(frozenset(roles)))
        return view

    return declare


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Returns what the route behind ``endpoint`` declares, None when it declares nothing."""
    declared: dict[str, Access] = app.extensions["croisements_access"]
    return declared.get(endpoint)


def enforce_access(app: Flask, others: dict[str, Access]) -> None:
    """Reads every route's declaration (``others`` speaks for routes of packages) and enforces it from now on.

    Raises RuntimeError naming the routes that declare nothing.
    """
    declared = dict(others)
    for endpoint, view in app.view_functions.items():
        access = getattr(view, _ATTRIBUTE, None)
        if access is not None:
            declared[endpoint] = access
    silent = sorted(set(app.view_functions) - set(declared))
    if silent:
        raise RuntimeError(f"routes that do not say who may: {', '.join(silent)}")
    app.extensions["croisements_access"] = declared

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        access = declared[request.endpoint]
        if access.roles is None:
            return None
        if not current_user.is_authenticated:
            return redirect(
                url_for("security.login", next=request.full_path if request.method == "GET" else None)
            )
        if not access.allows(frozenset(role.name for role in current_user.roles)):
            abort(403)
        return None
