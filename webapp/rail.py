"""The left rail of the desks: the places that this account may go to."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from webapp.access import access_of

PLACES = (
    ("organise.home", _l("Aujourd'hui")),
    ("organise.actions", _l("Actions")),
    ("organise.requests", _l("Demandes")),
    ("evaluate.home", _l("Paroles et mixité")),
    ("organise.quartiers", _l("Quartiers")),
    ("organise.questionnaire_list", _l("Questionnaires")),
    ("organise.accounts", _l("Comptes")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the rail."""

    address: str
    label: str
    here: bool


def rail() -> list[Place]:
    """Returns the places that the roles of this account open."""
    if not current_user.is_authenticated:
        return []
    held = frozenset(role.name for role in current_user.roles)
    shown = []
    for endpoint, label in PLACES:
        access = access_of(current_app, endpoint)
        if access is not None and access.allows(held):
            address = url_for(endpoint)
            here = request.path == address or (
                endpoint != "organise.home" and request.path.startswith(address)
            )
            shown.append(Place(address, str(label), here))
    return shown


def show_rail(app: Flask) -> None:
    """Gives templates the rail, computed only where a desk is drawn."""

    @app.context_processor
    def places() -> dict[str, object]:
        desk = request.blueprint in ("organise", "evaluate") if request else False
        return {"rail": rail() if desk else []}
