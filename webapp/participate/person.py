"""The personal page: what someone signed up for, the surveys that wait, the calendar file, and one's rights."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import public
from webapp.addresses import public_address, qr_code
from webapp.models import Link, Registration, WaveKind
from webapp.models.people import AgeBand, RegistrationStatus
from webapp.participate.calendar import calendar_of
from webapp.participate.find import link_or_404, open_wave
from webapp.participate.room import room
from webapp.services.register import cancel
from webapp.services.retention import erase_person
from webapp.services.submit import is_finished


@room.get("/p/<token>")
@public
def person(token: str) -> ResponseReturnValue:
    """What this link opens now."""
    link = link_or_404(token)
    address = public_address("participate.person", token=token)
    return render_template(
        "participate/person.html",
        link=link,
        token=token,
        address=address,
        surveys=_surveys(link),
        cancelled=link.registration is not None and link.registration.status is RegistrationStatus.CANCELLED,
    )


@room.get("/p/<token>/carre.svg")
@public
def picture(token: str) -> ResponseReturnValue:
    """The QR code of the personal page, drawn only when somebody opens it."""
    link_or_404(token)
    return Response(qr_code(public_address("participate.person", token=token)), mimetype="image/svg+xml")


@room.get("/p/<token>/agenda.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """The sessions as a calendar file."""
    link = link_or_404(token)
    if link.action is None:
        abort(404)
    content = calendar_of(link.action, public_address("participate.action", code=link.action.code))
    return Response(
        content, mimetype="text/calendar", headers={"Content-Disposition": "attachment; filename=action.ics"}
    )


@room.post("/p/<token>/annuler")
@public
def cancel_registration(token: str) -> ResponseReturnValue:
    """Gives the place back."""
    registration = _registration(link_or_404(token))
    cancel(registration.id)
    return redirect(url_for("participate.person", token=token), 303)


@room.post("/p/<token>/effacer")
@public
def erase(token: str) -> ResponseReturnValue:
    """Erases contact details and answers, once the box was ticked; the link opens nothing any more."""
    link = link_or_404(token)
    if "sure" not in request.form:
        return redirect(url_for("participate.person", token=token, _anchor="effacer"), 303)
    if link.registration is not None:
        cancel(link.registration.id)
    erase_person(link)
    return render_template("participate/erased.html")


def _registration(link: Link) -> Registration:
    if link.registration is None:
        abort(404)
    return link.registration


def _surveys(link: Link) -> list[str]:
    """Returns which surveys of the action take this person's answers now, by the last word of their address."""
    if link.action_id is None or link.registration is None or link.registration.age_band is AgeBand.UNDER_11:
        return []
    names = {"avant": WaveKind.BEFORE, "apres": WaveKind.AFTER, "suite": WaveKind.FOLLOW_UP}
    waiting = []
    for name, kind in names.items():
        wave = open_wave(kind, action_id=link.action_id)
        if wave is not None and not is_finished(wave.id, link.respondent):
            waiting.append(name)
    return waiting
