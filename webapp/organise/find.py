"""Finds actions and requests within what an account may see."""

import sqlalchemy as sa
from flask import abort
from flask_security import current_user
from sqlalchemy.orm import joinedload, selectinload

from survey.pairing import short_code
from webapp.models import Action, ActionRequest, RoleName, Town, User, db

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


def visible_requests() -> sa.Select[ActionRequest]:
    """Returns the query of the requests that this account may see.

    All of them; or those of the quartiers where its organisation acts, those that its actions took up, those that it
    logged and, for the organisation that answers for the town, those of no quartier.
    """
    query = sa.select(ActionRequest)
    if current_user.holds(*SEES_ALL):
        return query
    own = current_user.organisation_id
    acts = sa.select(Action.id).where(Action.organisation_id == own)
    acts_in = sa.select(Action.quartier_id).where(Action.organisation_id == own)
    colleagues = sa.select(User.id).where(User.organisation_id == own)
    answers_for_the_town = sa.exists().where(Town.controller_id == own)
    return query.where(
        sa.or_(
            ActionRequest.quartier_id.in_(acts_in),
            ActionRequest.action_id.in_(acts),
            ActionRequest.logged_by_id.in_(colleagues),
            sa.and_(ActionRequest.quartier_id.is_(None), answers_for_the_town),
        )
    )


def request_or_404(request_id: int) -> ActionRequest:
    """Returns one of the visible requests; another one does not exist for this account."""
    found = db.session.scalars(
        visible_requests()
        .where(ActionRequest.id == request_id)
        .options(joinedload(ActionRequest.quartier), joinedload(ActionRequest.action))
    ).first()
    if found is None:
        abort(404)
    return found


def answerable(request: ActionRequest) -> bool:
    """True when this account may answer: what another organisation's action took up is that organisation's."""
    if request.action is None or current_user.holds(*SEES_ALL):
        return True
    return bool(request.action.organisation_id == current_user.organisation_id)
