"""Requests for actions at the desk: log one in ten seconds, answer those that wait."""

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_security import current_user
from sqlalchemy.orm import contains_eager

from webapp.access import only
from webapp.i18n import chosen_language
from webapp.models import Action, ActionRequest, ActionStatus, Quartier, RoleName, db
from webapp.organise.find import answerable, request_or_404, visible_actions, visible_requests
from webapp.organise.request_forms import ELSEWHERE, DeclineForm, LogForm, TakeUpForm
from webapp.organise.room import room
from webapp.services.audit import leave_trace
from webapp.services.keys import keyring
from webapp.services.read_requests import Wish, contact_of, has_contact, settled, waiting, wish_of
from webapp.services.send_request import send_request
from webapp.services.settle_request import AlreadySettled, decline, reopen, take_up
from webapp.wording import ASKERS, AUDIENCES, REQUEST_SOURCES, REQUEST_STATES

DESK = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR, RoleName.ORGANISER)
WORDS = {
    "askers": ASKERS,
    "audiences": AUDIENCES,
    "sources": REQUEST_SOURCES,
    "request_states": REQUEST_STATES,
}


@room.get("/demandes/")
@only(*DESK)
def requests() -> ResponseReturnValue:
    """The line that logs a request, then those that wait, then those that have an answer."""
    form = _log_form()
    form.quartier_id.data = request.args.get("quartier", 0, type=int)
    form.asker.data = request.args.get("qui") or form.asker.choices[0].value
    form.renew_key()
    return _listed(form)


@room.post("/demandes/")
@only(*DESK)
def log_request() -> ResponseReturnValue:
    """Stores what was heard and comes back for the next one, with the same quartier and kind of person."""
    form = _log_form()
    if not form.validate_on_submit():
        if form.form_key.errors:
            form.renew_key()
        return _listed(form), 422
    ring = keyring()
    keys = ring.of_form(form.form_key.data)
    send_request(form.read(chosen_language().code), keys, ring, logged_by=current_user.id)
    flash(gettext("C'est noté. Code à donner pour suivre la réponse : %(code)s", code=keys.receipt))
    kept = {"quartier": form.quartier_id.data, "qui": form.asker.data}
    return redirect(url_for("organise.requests", **kept), 303)


@room.get("/demandes/<number:request_id>")
@only(*DESK)
def one_request(request_id: int) -> ResponseReturnValue:
    """One request, and the ways to answer it."""
    return _shown(request_or_404(request_id))


@room.get("/demandes/<number:request_id>/coordonnees")
@only(RoleName.ORGANISER)
def request_contact(request_id: int) -> ResponseReturnValue:
    """How to tell who asked: for the organisation that answers, and traced."""
    found = _answerable_or_404(request_id)
    contact = contact_of(found.id)
    if contact is None:
        abort(404)
    leave_trace(current_user.id, "read contacts", "request", found.id)
    return render_template("organise/request_contact.html", wish=wish_of(found), contact=contact)


@room.post("/demandes/<number:request_id>/action")
@only(*DESK)
def take_up_request(request_id: int) -> ResponseReturnValue:
    """Says which action takes it up."""
    found = _answerable_or_404(request_id)
    form = _take_up_form(found)
    if not form.validate_on_submit() or not form.action_id.data:
        form.action_id.errors = [gettext("Choisissez une action de la liste.")]
        return _shown(found, taking=form), 422
    try:
        take_up(found.id, form.action_id.data)
    except AlreadySettled:
        return _too_late(request_id)
    return _answered(request_id)


@room.post("/demandes/<number:request_id>/refus")
@only(*DESK)
def decline_request(request_id: int) -> ResponseReturnValue:
    """Says no, and why."""
    found = _answerable_or_404(request_id)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _shown(found, declining=form), 422
    try:
        decline(found.id, form.reason.data)
    except AlreadySettled:
        return _too_late(request_id)
    return _answered(request_id)


@room.post("/demandes/<number:request_id>/rouvrir")
@only(*DESK)
def reopen_request(request_id: int) -> ResponseReturnValue:
    """Takes the answer back."""
    reopen(_answerable_or_404(request_id).id)
    flash(gettext("La demande attend de nouveau une réponse."))
    return redirect(url_for("organise.one_request", request_id=request_id), 303)


def _answerable_or_404(request_id: int) -> ActionRequest:
    found = request_or_404(request_id)
    if not answerable(found):
        abort(404)
    return found


def _answered(request_id: int) -> ResponseReturnValue:
    flash(gettext("Réponse enregistrée : la personne la lira avec son code."))
    return redirect(url_for("organise.one_request", request_id=request_id), 303)


def _too_late(request_id: int) -> ResponseReturnValue:
    flash(gettext("Quelqu'un vient de répondre à cette demande : relisez, et rouvrez-la s'il le faut."))
    return redirect(url_for("organise.one_request", request_id=request_id), 303)


def _listed(form: LogForm) -> str:
    open_ones = waiting(visible_requests())
    return render_template(
        "organise/requests.html",
        form=form,
        headline=_headline(open_ones),
        waiting=open_ones,
        settled=settled(visible_requests()),
        **WORDS,
    )


def _headline(open_ones: list[Wish]) -> str:
    if not open_ones:
        return gettext("Aucune demande n'attend de réponse.")
    return ngettext(
        "%(num)s demande attend une réponse.", "%(num)s demandes attendent une réponse.", len(open_ones)
    )


def _shown(
    found: ActionRequest, *, taking: TakeUpForm | None = None, declining: DeclineForm | None = None
) -> str:
    may_answer = answerable(found)
    return render_template(
        "organise/request.html",
        wish=wish_of(found),
        taking=taking or _take_up_form(found),
        declining=declining or DeclineForm(formdata=None),
        may_answer=may_answer,
        has_contact=may_answer and has_contact(found.id),
        **WORDS,
    )


def _log_form() -> LogForm:
    form = LogForm()
    quartiers = sa.select(Quartier.id, Quartier.name).order_by(Quartier.name)
    form.quartier_id.choices = [
        (0, str(ELSEWHERE)),
        *((row.id, row.name) for row in db.session.execute(quartiers)),
    ]
    return form


def _take_up_form(found: ActionRequest) -> TakeUpForm:
    """Offers the actions of the request's quartier first, then the others, the newest first."""
    form = TakeUpForm()
    actions = db.session.scalars(
        visible_actions()
        .join(Action.quartier)
        .where(Action.status != ActionStatus.CANCELLED)
        .order_by((Action.quartier_id == found.quartier_id).desc(), Action.id.desc())
        .options(contains_eager(Action.quartier))
    )
    form.action_id.choices = [
        (0, gettext("Choisir…")),
        *((action.id, f"{action.title} · {action.quartier.name}") for action in actions),
    ]
    return form
