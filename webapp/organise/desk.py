"""One action at the desk: its figures, its roll, its head counts, its surveys."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from survey.disclosure import INTERNAL
from webapp.access import only
from webapp.addresses import public_address
from webapp.clock import ZONE
from webapp.figures.people import registered_table, threshold_sentences, verdict_sentence
from webapp.models import Action, HeadCountSource, RoleName, Wave, WaveKind, db, now
from webapp.organise.find import own_action_or_404
from webapp.organise.forms import SOURCES, HeadCountForm, WaveForm
from webapp.organise.room import room
from webapp.services.attendance import attendance_of
from webapp.services.audit import leave_trace
from webapp.services.head_counts import count_heads
from webapp.services.partner_reports import expected_reports
from webapp.services.questionnaire_versions import usable
from webapp.services.roll import roll_of
from webapp.services.waves import NewWave, close_wave, open_new_wave
from webapp.wording import WAVE_KINDS

DESK = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR, RoleName.ORGANISER)


@room.get("/actions/<code>")
@only(*DESK)
def action(code: str) -> ResponseReturnValue:
    """The action's page: what is open, who came, whether publics mixed."""
    found = own_action_or_404(code)
    (attendance,) = attendance_of([found.id])
    return render_template(
        "organise/action.html",
        action=found,
        address=public_address("participate.action", code=found.code),
        waves=db.session.scalars(
            sa.select(Wave).where(Wave.action_id == found.id).order_by(Wave.opens_at)
        ).all(),
        wave_kinds=WAVE_KINDS,
        sources=SOURCES,
        now=now(),
        verdict=verdict_sentence(attendance.verdict),
        thresholds=threshold_sentences(),
        reports=expected_reports(found),
        profile=registered_table(attendance, threshold=1 if _is_own(found) else INTERNAL),
    )


@room.get("/actions/<code>/inscrits")
@only(RoleName.ORGANISER)
def roll(code: str) -> ResponseReturnValue:
    """Who is registered, with contact details: for the organisation that runs the action, and traced."""
    found = own_action_or_404(code)
    leave_trace(current_user.id, "read contacts", "action", found.id)
    return render_template("organise/roll.html", action=found, entries=roll_of(found.id, with_contacts=True))


@room.post("/actions/<code>/seances/<number:session_id>/presents")
@only(*DESK)
def head_count(code: str, session_id: int) -> ResponseReturnValue:
    """Keeps the head count of one session."""
    found = own_action_or_404(code)
    session = next((session for session in found.sessions if session.id == session_id), None)
    if session is None:
        abort(404)
    form = HeadCountForm()
    if form.validate_on_submit():
        count_heads(session.id, form.count.data, HeadCountSource(form.source.data))
        flash(gettext("Le comptage est noté."))
    else:
        flash(gettext("Écrivez un nombre entier de personnes, et d'où il vient."))
    return redirect(url_for("organise.action", code=code, _anchor="seances"), 303)


@room.route("/actions/<code>/enquetes/nouvelle", methods=["GET", "POST"])
@only(*DESK)
def new_wave(code: str) -> ResponseReturnValue:
    """Opens a survey of the action."""
    found = own_action_or_404(code)
    form = WaveForm()
    kinds = (WaveKind.BEFORE, WaveKind.AFTER, WaveKind.FOLLOW_UP)
    form.kind.choices = [(kind.value, WAVE_KINDS[kind]) for kind in kinds]
    form.offer(usable(registered=True))
    if form.validate_on_submit():
        open_new_wave(
            NewWave(
                kind=WaveKind(form.kind.data),
                action_id=found.id,
                opens_at=datetime.combine(form.opens_on.data, time(), ZONE),
                closes_at=end_of_day(form.closes_on.data),
                questionnaire_version_id=form.questionnaire.data or None,
            )
        )
        return redirect(url_for("organise.action", code=code, _anchor="enquetes"), 303)
    return render_template("organise/wave.html", form=form, title=found.title), 422 if form.errors else 200


@room.post("/actions/<code>/enquetes/<number:wave_id>/fermer")
@only(*DESK)
def end_wave(code: str, wave_id: int) -> ResponseReturnValue:
    """Stops a survey."""
    found = own_action_or_404(code)
    wave = db.session.get(Wave, wave_id)
    if wave is None or wave.action_id != found.id:
        abort(404)
    close_wave(wave.id, now())
    return redirect(url_for("organise.action", code=code, _anchor="enquetes"), 303)


def _is_own(action: Action) -> bool:
    """An organiser sees the roll of its own actions anyway: nothing is masked from it."""
    return current_user.holds(RoleName.ORGANISER) and action.organisation_id == current_user.organisation_id


def end_of_day(day: date | None) -> datetime | None:
    """Returns the instant a last day is over, None without a last day."""
    return datetime.combine(day, time(), ZONE) + timedelta(days=1) if day else None
