"""Asking for an action: the form, its code, and the page where who asked reads what became of it."""

from dataclasses import replace

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from survey.flow import on_path
from survey.interview import Interview
from survey.pairing import receipt
from survey.questionnaires.types.text import storable
from webapp.access import public
from webapp.addresses import public_address, qr_code
from webapp.clock import moment
from webapp.i18n import chosen_language
from webapp.limits import limit
from webapp.models import Quartier
from webapp.participate import passage as p
from webapp.participate.find import (
    quartier_or_404,
    request_by_receipt,
    request_or_404,
    town_controller,
)
from webapp.participate.notice import notice_of
from webapp.participate.room import room
from webapp.remembered import remembered
from webapp.services import questionnaires
from webapp.services.keys import keyring
from webapp.services.retention import erase_request
from webapp.services.send_request import form_from_roles, send_request
from webapp.view_helpers import town


@room.get("/demandes")
@public
def ask_for_action() -> ResponseReturnValue:
    """Opens the form of a request, with a key of its own."""
    return _show(None)


@room.post("/demandes")
@public
@limit("600 per minute")
def ask_for_action_page() -> ResponseReturnValue:
    """Takes one page; after the last one says thank you and gives the code, as often as the phone repeats it."""
    return _take(None)


@room.get("/q/<code>/demandes")
@public
def ask_in_quartier(code: str) -> ResponseReturnValue:
    """Opens the form with the quartier already chosen."""
    return _show(quartier_or_404(code))


@room.post("/q/<code>/demandes")
@public
@limit("600 per minute")
def ask_in_quartier_page(code: str) -> ResponseReturnValue:
    """Takes one page of a form that was opened from a quartier."""
    return _take(quartier_or_404(code))


@room.get("/demande")
@public
def follow_request() -> ResponseReturnValue:
    """Asks for the code of a request."""
    return render_template("participate/follow.html", typed="", problem=None)


@room.post("/demande")
@public
@limit("120 per minute")
def read_answer() -> ResponseReturnValue:
    """Shows what became of a request, and nothing else of it, to who has its code."""
    typed = storable(request.form.get("receipt", ""))[:40]
    canonical = receipt.read(typed)
    found = None if canonical is None else request_by_receipt(canonical)
    if found is None:
        problem = gettext(
            "Ce code n'est celui d'aucune demande. Vérifiez-le : il a neuf lettres ou chiffres."
        )
        return render_template("participate/follow.html", typed=typed, problem=problem), 422
    return render_template("participate/answer.html", asked=found, token="")


@room.get("/d/<token>")
@public
def own_request(token: str) -> ResponseReturnValue:
    """What became of one's request, one's own words, and the way to erase them."""
    return render_template(
        "participate/answer.html",
        asked=request_or_404(token),
        token=token,
        address=public_address("participate.own_request", token=token),
    )


@room.get("/d/<token>/carre.svg")
@public
def request_picture(token: str) -> ResponseReturnValue:
    """The QR code of that page."""
    request_or_404(token)
    return Response(qr_code(public_address("participate.own_request", token=token)), mimetype="image/svg+xml")


@room.post("/d/<token>/effacer")
@public
def erase_own_request(token: str) -> ResponseReturnValue:
    """Erases the words and the contact details, once the box was ticked; the code opens nothing any more."""
    found = request_or_404(token)
    if "sure" not in request.form:
        return redirect(url_for("participate.own_request", token=token, _anchor="effacer"), 303)
    erase_request(found.id, found.key)
    return render_template("participate/erased.html")


def _passage(quartier: Quartier | None) -> p.Passage:
    controller = town_controller()
    here = town()
    return p.Passage(
        purpose=f"request:{quartier.code if quartier else ''}",
        plan=questionnaires.plan(_newest()),
        heading=gettext("Je demande une action"),
        over=quartier.name if quartier else here.name if here else "",
        last_button=gettext("J'envoie ma demande"),
        notice=replace(notice_of(controller), page="participate/request_notice.html"),
        help=controller.help_phone,
    )


def _newest() -> int:
    def read() -> int:
        return questionnaires.house_version(questionnaires.ACTION_REQUEST)

    return remembered(questionnaires.ACTION_REQUEST, read) or read()


def _fresh(passage: p.Passage, quartier: Quartier | None) -> Interview:
    """Returns a new interview in which the quartier, if any, is answered and can be changed."""
    fresh = p.fresh(passage, {})
    if quartier is None:
        return fresh
    known = {
        name: quartier.code
        for name in passage.plan.with_role("request.quartier")
        if any(choice.name == quartier.code for choice in passage.plan.items[name].choices)
    }
    return replace(fresh, answers={**fresh.answers, **known})


def _show(quartier: Quartier | None) -> ResponseReturnValue:
    passage = _passage(quartier)
    return p.draw(passage, p.Taken(p.opened(passage, _fresh(passage, quartier))))


def _take(quartier: Quartier | None) -> ResponseReturnValue:
    passage = _passage(quartier)
    taken = p.taken(passage, _fresh(passage, quartier))
    if taken.turn.screen is not None:
        return p.draw(passage, taken), 422 if taken.turn.screen.problems else 200
    interview = taken.turn.interview
    answers = on_path(passage.plan, interview.answers, moment=moment())
    values = {role: answers[name] for name, role in passage.plan.roles.items() if name in answers}
    ring = keyring()
    keys = ring.of_form(interview.key)
    form = form_from_roles(values, chosen_language().code)
    send_request(form, keys, ring)
    return render_template(
        "participate/requested.html",
        receipt=keys.receipt,
        token=keys.token,
        address=public_address("participate.own_request", token=keys.token),
        told=bool(form.email or form.phone),
    )
