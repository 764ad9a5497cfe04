"""The first pages of the desk: what is coming, and the list of actions."""

from datetime import timedelta

import sqlalchemy as sa
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from webapp.access import only
from webapp.models import Action, ActionStatus, RoleName, Session, db, now
from webapp.organise.find import visible_actions
from webapp.organise.room import room

DESK = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR, RoleName.ORGANISER)


@room.get("/")
@only(*DESK)
def home() -> ResponseReturnValue:
    """What comes next, and which head counts are missing."""
    ids = visible_actions().with_only_columns(Action.id).where(Action.status != ActionStatus.CANCELLED)
    sessions = (
        sa.select(Session)
        .join(Session.action)
        .where(Session.action_id.in_(ids))
        .options(contains_eager(Session.action))
    )
    at = now()
    coming = db.session.scalars(
        sessions.where(Session.ends_at >= at).order_by(Session.starts_at).limit(6)
    ).all()
    uncounted = db.session.scalars(
        sessions.where(
            Session.ends_at < at, Session.ends_at > at - timedelta(days=90), Session.head_count.is_(None)
        ).order_by(Session.starts_at.desc())
    ).all()
    return render_template(
        "organise/home.html", headline=_headline(len(coming)), coming=coming, uncounted=uncounted
    )


def _headline(coming: int) -> str:
    if coming == 0:
        return gettext("Aucune séance à venir : créez une action ou ajoutez une séance.")
    return ngettext("Une séance arrive.", "%(num)s séances arrivent.", coming)


@room.get("/actions/")
@only(*DESK)
def actions() -> ResponseReturnValue:
    """Every action that this account may see, the newest first."""
    found = db.session.scalars(
        visible_actions()
        .order_by(Action.id.desc())
        .options(joinedload(Action.quartier), selectinload(Action.sessions))
    ).all()
    return render_template("organise/actions.html", actions=found)
