"""Finds actions within what an account may see."""

import sqlalchemy as sa
from flask import abort
from flask_security import current_user
from sqlalchemy.orm import joinedload, selectinload

from survey.pairing import short_code
from webapp.models import Action, RoleName, db

SEES_ALL = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR)


def visible_actions() -> sa.Select[Action]:
    """Returns the query of the actions that this account may see: all of them, or those of its organisation."""
    query = sa.select(Action)
    if not current_user.holds(*SEES_ALL):
        query = query.where(Action.organisation_id == current_user.organisation_id)
    return query


def own_action_or_404(code: str) -> Action:
    """Returns one of the visible actions; another one does not exist for this account."""
    found = db.session.scalars(
        visible_actions()
        .where(Action.code == short_code.read(code))
        .options(
            joinedload(Action.quartier),
            joinedload(Action.organisation),
            joinedload(Action.facility),
            selectinload(Action.sessions),
            selectinload(Action.partners),
        )
    ).first()
    if found is None:
        abort(404)
    return found
