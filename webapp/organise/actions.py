"""Making an action: create it, change it, open it, close it."""

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from webapp.access import only
from webapp.clock import ZONE
from webapp.models import Action, ActionStatus, Facility, Organisation, Quartier, RoleName, db
from webapp.organise.find import SEES_ALL, own_action_or_404
from webapp.organise.forms import MOST_MEETINGS, ActionEditor
from webapp.organise.room import room
from webapp.services.actions import (
    CapacityBelowPlaces,
    change_action,
    create_action,
    publish_action,
    set_status,
)

EDITORS = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR, RoleName.ORGANISER)


@room.route("/actions/nouvelle", methods=["GET", "POST"])
@only(*EDITORS)
def new_action() -> ResponseReturnValue:
    """Creates an action as a draft."""
    form = _with_choices(ActionEditor())
    if _wants_more_meetings(form):
        return render_template("organise/edit.html", form=form, action=None)
    if form.validate_on_submit():
        action = create_action(form.read())
        return redirect(url_for("organise.action", code=action.code), 303)
    return render_template("organise/edit.html", form=form, action=None), 422 if form.errors else 200


@room.route("/actions/<code>/modifier", methods=["GET", "POST"])
@only(*EDITORS)
def edit_action(code: str) -> ResponseReturnValue:
    """Changes an action; what was entered stays on the page until it is right."""
    action = own_action_or_404(code)
    form = _with_choices(ActionEditor(data=_as_entered(action)))
    if _wants_more_meetings(form):
        return render_template("organise/edit.html", form=form, action=action)
    if form.validate_on_submit():
        try:
            change_action(action.id, form.read())
        except CapacityBelowPlaces as refusal:
            form.capacity.errors = [
                gettext("%(taken)s places sont déjà prises : gardez-en au moins autant.", taken=refusal.taken)
            ]
        else:
            return redirect(url_for("organise.action", code=code), 303)
    return render_template("organise/edit.html", form=form, action=action), 422 if form.errors else 200


@room.post("/actions/<code>/etat")
@only(*EDITORS)
def change_status(code: str) -> ResponseReturnValue:
    """Opens, closes or cancels an action."""
    action = own_action_or_404(code)
    asked = request.form.get("status", "")
    if asked == ActionStatus.OPEN:
        publish_action(action.id)
        flash(gettext("Les inscriptions sont ouvertes. L'affiche est prête à imprimer."))
    elif asked in (ActionStatus.CLOSED, ActionStatus.CANCELLED):
        set_status(action.id, ActionStatus(asked))
        flash(gettext("C'est fait."))
    return redirect(url_for("organise.action", code=code), 303)


def _wants_more_meetings(form: ActionEditor) -> bool:
    """Adds an empty row when asked; True when the page is only to be shown again."""
    if request.method != "POST" or "more" not in request.form:
        return False
    if len(form.meetings) < MOST_MEETINGS:
        form.meetings.append_entry()
    return True


def _with_choices(form: ActionEditor) -> ActionEditor:
    organisations = sa.select(Organisation.id, Organisation.name).order_by(Organisation.name)
    every = [(row.id, row.name) for row in db.session.execute(organisations)]
    own = current_user.organisation_id
    form.organisation_id.choices = (
        every if current_user.holds(*SEES_ALL) else [pair for pair in every if pair[0] == own]
    )
    form.partner_ids.choices = every
    quartiers = sa.select(Quartier.id, Quartier.name).order_by(Quartier.name)
    form.quartier_id.choices = [(row.id, row.name) for row in db.session.execute(quartiers)]
    facilities = sa.select(Facility.id, Facility.name).order_by(Facility.name)
    form.facility_id.choices = [
        (0, gettext("Aucun, ou ailleurs")),
        *((row.id, row.name) for row in db.session.execute(facilities)),
    ]
    return form


def _as_entered(action: Action) -> dict[str, object]:
    return {
        "title": action.title,
        "description": action.description,
        "quartier_id": action.quartier_id,
        "organisation_id": action.organisation_id,
        "facility_id": action.facility_id or 0,
        "venue": action.venue,
        "capacity": action.capacity,
        "flagship": action.flagship,
        "dispositif": action.dispositif,
        "orientations": ", ".join(action.orientations),
        "partner_ids": [partner.id for partner in action.partners],
        "meetings": [
            {
                "day": session.starts_at.astimezone(ZONE).date(),
                "start": session.starts_at.astimezone(ZONE).time(),
                "end": session.ends_at.astimezone(ZONE).time(),
            }
            for session in action.sessions
        ],
    }
