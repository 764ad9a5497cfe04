"""Finds what an address of this desk is about."""

import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from survey.pairing import short_code
from webapp.models import Action, Quartier, db
from webapp.services.collections import Scope, action_scope, quartier_scope
from webapp.view_helpers import town


def scope_or_404(kind: str, code: str) -> Scope:
    """Returns the scope of ``/lecture/<kind>/<code>``: an action, a quartier or the whole town."""
    if kind == "ville":
        here = town()
        return Scope("town", 0, here.name if here is not None else "")
    if kind == "action":
        action = db.session.scalars(sa.select(Action).where(Action.code == short_code.read(code))).first()
        if action is not None:
            return action_scope(action)
    if kind == "quartier":
        quartier = db.session.scalars(
            sa.select(Quartier).where(Quartier.code == short_code.read(code))
        ).first()
        if quartier is not None:
            return quartier_scope(quartier)
    raise NotFound
