"""The addresses of surveys: by personal link, by receipt code after an action, or of a quartier alone."""

from dataclasses import replace

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from survey.pairing import receipt
from survey.questionnaires.types.text import storable
from webapp.access import public
from webapp.i18n import chosen_language
from webapp.limits import limit
from webapp.models import Action, AgeBand, Link, Wave, WaveKind
from webapp.participate import passage as p
from webapp.participate.answering import Answering, take
from webapp.participate.answering import show as show_survey
from webapp.participate.find import (
    action_or_404,
    link_by_id,
    link_by_receipt,
    link_or_404,
    open_wave,
    quartier_or_404,
    town_controller,
)
from webapp.participate.notice import notice_of
from webapp.participate.room import room
from webapp.services import questionnaires
from webapp.services.submit import Profile
from webapp.services.waves import QUESTIONNAIRES

KINDS = {"avant": WaveKind.BEFORE, "apres": WaveKind.AFTER, "suite": WaveKind.FOLLOW_UP}


@room.get("/p/<token>/<any(avant, apres, suite):kind>")
@public
def by_link(token: str, kind: str) -> ResponseReturnValue:
    """Opens, or resumes, a survey of an action with the personal link."""
    return show_survey(_of_link(link_or_404(token), KINDS[kind]))


@room.post("/p/<token>/<any(avant, apres, suite):kind>")
@public
def by_link_page(token: str, kind: str) -> ResponseReturnValue:
    """Takes one page of a survey opened with the personal link."""
    return take(_of_link(link_or_404(token), KINDS[kind]))


@room.get("/a/<code>/apres")
@public
def after_by_receipt(code: str) -> ResponseReturnValue:
    """Asks for the receipt code."""
    return render_template("participate/receipt.html", action=action_or_404(code), typed="", problem=None)


@room.post("/a/<code>/apres")
@public
@limit("120 per minute")
def enter_receipt(code: str) -> ResponseReturnValue:
    """Opens the after survey, and nothing else, with a receipt code."""
    action = action_or_404(code)
    typed = storable(request.form.get("receipt", ""))[:40]
    canonical = receipt.read(typed)
    link = None if canonical is None else link_by_receipt(canonical, action)
    if link is None:
        problem = gettext("Ce code n'est pas reconnu ici. Vérifiez-le, ou utilisez votre lien personnel.")
        return render_template("participate/receipt.html", action=action, typed=typed, problem=problem), 422
    return show_survey(_of_link(link, WaveKind.AFTER))


@room.post("/a/<code>/apres/questionnaire")
@public
def after_by_receipt_page(code: str) -> ResponseReturnValue:
    """Takes one page of an after survey that a receipt code opened: the sealed state says whose it is."""
    action = action_or_404(code)
    link = link_by_id(p.sealed_owner())
    if link is None or link.action_id != action.id:
        abort(404)
    return take(_of_link(link, WaveKind.AFTER))


@room.get("/q/<code>")
@public
def quartier(code: str) -> ResponseReturnValue:
    """The address of a quartier's own survey."""
    found = quartier_or_404(code)
    wave = open_wave(WaveKind.YEARLY, quartier_id=found.id)
    title = None if wave is None else _own_title(wave)
    return render_template("participate/quartier.html", quartier=found, open=wave is not None, title=title)


@room.get("/q/<code>/questionnaire")
@public
def quartier_survey(code: str) -> ResponseReturnValue:
    """Opens a quartier's own survey, without any registration."""
    return show_survey(_of_quartier(code))


@room.post("/q/<code>/questionnaire")
@public
@limit("3000 per minute")
def quartier_survey_page(code: str) -> ResponseReturnValue:
    """Takes one page of a quartier's own survey."""
    return take(_of_quartier(code))


def _of_link(link: Link, kind: WaveKind) -> Answering:
    action = link.action
    if action is None:
        abort(404)
    profile = Profile()
    context = {"quartier_name": action.quartier.name, "action_name": action.title}
    registration = link.registration
    if registration is not None:
        if registration.age_band is AgeBand.UNDER_11:
            abort(404)
        profile = Profile(registration.age_band, registration.sex, registration.residence)
        context |= {"age_band": registration.age_band or "", "residence": registration.residence or ""}
    wave = open_wave(kind, action_id=action.id)
    if wave is None:
        abort(404)
    return Answering(
        passage=p.Passage(
            purpose=f"wave:{wave.id}:{link.id}",
            plan=questionnaires.plan(wave.questionnaire_version_id),
            heading=gettext("Votre regard sur le quartier"),
            over=action.title,
            last_button=gettext("J'envoie mes réponses"),
            notice=notice_of(action.organisation),
            help=action.organisation.help_phone,
            can_leave=True,
            owner=link.id,
            target=_page_address(kind, action),
        ),
        wave_id=wave.id,
        respondent=link.respondent,
        profile=profile,
        context=context,
    )


def _of_quartier(code: str) -> Answering:
    found = quartier_or_404(code)
    wave = open_wave(WaveKind.YEARLY, quartier_id=found.id)
    if wave is None:
        abort(404)
    controller = town_controller()
    return Answering(
        passage=p.Passage(
            purpose=f"wave:{wave.id}:",
            plan=questionnaires.plan(wave.questionnaire_version_id),
            heading=_own_title(wave) or gettext("Votre regard sur le quartier"),
            over=found.name,
            last_button=gettext("J'envoie mes réponses"),
            notice=replace(notice_of(controller), page="participate/quartier_notice.html"),
            help=controller.help_phone,
            can_leave=True,
        ),
        wave_id=wave.id,
        respondent="",
        profile=Profile(),
        context={"quartier_name": found.name},
        quartier_id=found.id,
    )


def _own_title(wave: Wave) -> str | None:
    """Returns the title of a quartier's survey that is not the yearly one of the house, None for that one."""
    read = questionnaires.questionnaire(wave.questionnaire_version_id)
    return None if read.name == QUESTIONNAIRES[WaveKind.YEARLY] else read.title.text(chosen_language().code)


def _page_address(kind: WaveKind, action: Action) -> str:
    """Returns where the next page goes: the receipt's own address when the page was opened by receipt."""
    if request.endpoint in ("participate.enter_receipt", "participate.after_by_receipt_page"):
        return f"/a/{action.code}/apres/questionnaire"
    return request.path
