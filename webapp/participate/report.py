"""The report of a partner on an action: filled with a link that the team gave, by nobody who took part."""

from dataclasses import replace

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from survey.flow import on_path
from survey.interview import Interview
from webapp.access import public
from webapp.clock import moment
from webapp.i18n import chosen_language
from webapp.models import PartnerReport, now
from webapp.participate import passage as p
from webapp.participate.room import room
from webapp.services import questionnaires
from webapp.services.keys import keyring
from webapp.services.partner_reports import report_by_token, send_report


@room.get("/bilan/<token>")
@public
def report(token: str) -> ResponseReturnValue:
    """Opens the report; says that it came when it was sent already, unless it is to be corrected."""
    found = _report_or_404(token)
    if not _takes_answers(found):
        return render_template("participate/report.html", report=found, state="closed", token=token), 410
    if found.answers is not None and "corriger" not in request.args:
        return render_template("participate/report.html", report=found, state="sent", token=token)
    passage = _passage(found)
    return p.draw(passage, p.Taken(p.opened(passage, _interview(found, passage))))


@room.post("/bilan/<token>")
@public
def report_page(token: str) -> ResponseReturnValue:
    """Takes one page of the report, and keeps it after the last one."""
    found = _report_or_404(token)
    if not _takes_answers(found):
        return render_template("participate/report.html", report=found, state="closed", token=token), 410
    passage = _passage(found)
    taken = p.taken(passage, _interview(found, passage))
    screen = taken.turn.screen
    if screen is not None and not taken.turn.left:
        return p.draw(passage, taken), 422 if screen.problems else 200
    plan = passage.plan
    answers = on_path(plan, taken.turn.interview.answers, moment=moment())
    told = {name: value for name, value in answers.items() if plan.items[name].asked}
    if any(told.values()):
        send_report(found.id, told, chosen_language().code)
    state = "thanks" if any(told.values()) else "nothing"
    return render_template("participate/report.html", report=found, state=state, token=token)


def _report_or_404(token: str) -> PartnerReport:
    found = report_by_token(keyring().hash_token(token))
    if found is None:
        abort(404)
    return found


def _takes_answers(found: PartnerReport) -> bool:
    return now().date() <= found.open_until


def _passage(found: PartnerReport) -> p.Passage:
    return p.Passage(
        purpose=f"report:{found.id}",
        plan=questionnaires.plan(found.questionnaire_version_id),
        heading=gettext("Le bilan de l'action"),
        over=f"{found.action.title} · {found.organisation.name}",
        last_button=gettext("J'envoie le bilan"),
        help=found.action.organisation.help_phone,
        target=request.path,
    )


def _interview(found: PartnerReport, passage: p.Passage) -> Interview:
    context = {"quartier_name": found.action.quartier.name, "action_name": found.action.title}
    fresh = p.fresh(passage, context)
    return replace(fresh, answers={**(found.answers or {}), **fresh.answers})
