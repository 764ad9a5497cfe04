"""Where people arrive: the home page with its code box, and the page of one action."""

import sqlalchemy as sa
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import joinedload, selectinload

from survey.pairing import short_code
from survey.questionnaires.types.text import storable
from webapp.access import public
from webapp.database import reading, table_of
from webapp.frames import framed
from webapp.limits import by_address, limit
from webapp.models import Action, ActionStatus, Quartier, Session, WaveKind, db, now
from webapp.participate.face import face_or_404
from webapp.participate.find import town_controller
from webapp.participate.notice import notice_of
from webapp.participate.room import room


@room.get("/")
@public
def home() -> ResponseReturnValue:
    """The code box and the open actions, the next one first."""
    return _home(typed="", problem=None)


@room.post("/")
@public
@limit("600 per minute", by_address)
def enter_code() -> ResponseReturnValue:
    """Goes to the action or the quartier whose code was typed; says what a code looks like otherwise."""
    typed = storable(request.form.get("code", ""))[:40]
    code = short_code.read(typed)
    if code is not None:
        if db.session.scalars(sa.select(Action.id).where(Action.code == code)).first():
            return redirect(url_for("participate.action", code=code), 303)
        if db.session.scalars(sa.select(Quartier.id).where(Quartier.code == code)).first():
            return redirect(url_for("participate.quartier", code=code), 303)
    problem = gettext("Aucune action n'a ce code. Il a cinq lettres ou chiffres : vérifiez-le sur l'affiche.")
    return _home(typed=typed, problem=problem), 422


def _home(*, typed: str, problem: str | None) -> str:
    last_end = (
        sa.select(sa.func.max(Session.ends_at))
        .where(Session.action_id == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )
    first_start = (
        sa.select(sa.func.min(Session.starts_at))
        .where(Session.action_id == Action.id)
        .correlate(Action)
        .scalar_subquery()
    )
    actions = db.session.scalars(
        sa.select(Action)
        .where(Action.status == ActionStatus.OPEN, sa.or_(last_end.is_(None), last_end >= now()))
        .order_by(first_start, Action.id)
        .limit(40)
        .options(joinedload(Action.quartier), selectinload(Action.sessions))
    ).all()
    return render_template("participate/home.html", actions=actions, typed=typed, problem=problem)


_action = table_of(Action).c
_PLACES = sa.select(_action.status, _action.capacity, _action.places_taken).where(
    _action.id == sa.bindparam("id")
)


@room.get("/a/<code>")
@public
def action(code: str) -> ResponseReturnValue:
    """One action: what, when, where, and one button."""
    found = face_or_404(code)
    with reading() as connection:
        status, capacity, taken = connection.execute(_PLACES, {"id": found.id}).one()
    left = None if capacity is None else capacity - taken
    state = "closed" if status is not ActionStatus.OPEN else "full" if left == 0 else "open"
    return framed(
        "participate/action.html",
        {},
        action=found,
        state=state,
        left=left,
        after_open=WaveKind.AFTER in found.asking,
    )


@room.get("/donnees")
@public
def privacy() -> ResponseReturnValue:
    """What is asked, why, how long it is kept, and which rights people have."""
    return render_template("participate/privacy.html", notice_here=notice_of(town_controller()))


@room.get("/accessibilite")
@public
def accessibility() -> ResponseReturnValue:
    """What was checked of accessibility and whom to tell about an obstacle."""
    return render_template("participate/accessibility.html", notice_here=notice_of(town_controller()))
