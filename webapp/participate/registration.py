"""Registering at an action, in one or a few short pages."""

from urllib.parse import quote

from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from survey.flow import on_path
from survey.interview import Interview
from webapp.access import public
from webapp.addresses import public_address
from webapp.clock import moment
from webapp.frames import framed
from webapp.i18n import chosen_language
from webapp.limits import limit
from webapp.models import WaveKind
from webapp.participate import passage as p
from webapp.participate.face import ActionFace, face_or_404
from webapp.participate.room import room
from webapp.remembered import remembered
from webapp.services import questionnaires
from webapp.services.keys import keyring
from webapp.services.register import PlacesTaken, RegistrationsClosed, form_from_roles, register


def _passage(action: ActionFace) -> p.Passage:
    doing = gettext("Je m'inscris")
    return p.Passage(
        purpose=f"registration:{action.id}",
        plan=questionnaires.plan(_newest()),
        heading=doing,
        over=action.title,
        last_button=doing,
        notice=action.notice,
        help=action.help_phone,
    )


def _newest() -> int:
    def read() -> int:
        return questionnaires.newest(questionnaires.REGISTRATION)

    return remembered("registration", read) or read()


def _context(action: ActionFace) -> dict[str, str]:
    return {"quartier_name": action.quartier, "action_name": action.title}


@room.get("/a/<code>/inscription")
@public
def registration(code: str) -> ResponseReturnValue:
    """Opens a form with a key of its own."""
    action = face_or_404(code)
    passage = _passage(action)
    return p.draw(passage, p.Taken(p.opened(passage, p.fresh(passage, _context(action)))))


@room.post("/a/<code>/inscription")
@public
@limit("1200 per minute")
def register_page(code: str) -> ResponseReturnValue:
    """Takes one page; at the last one takes the place and says so, as often as the phone repeats it."""
    action = face_or_404(code)
    passage = _passage(action)
    taken = p.taken(passage, p.fresh(passage, _context(action)))
    if taken.turn.screen is not None:
        return p.draw(passage, taken), 422 if taken.turn.screen.problems else 200
    return _confirm(action, passage, taken.turn.interview)


def _confirm(action: ActionFace, passage: p.Passage, interview: Interview) -> ResponseReturnValue:
    language = chosen_language().code
    answers = on_path(passage.plan, interview.answers, moment=moment())
    values = {role: answers[name] for name, role in passage.plan.roles.items() if name in answers}
    ring = keyring()
    keys = ring.of_form(interview.key)
    try:
        register(
            action.id,
            form_from_roles(values, language),
            keys,
            token_hash=ring.hash_token(keys.token),
            receipt_hash=ring.hash_token(keys.receipt),
        )
    except PlacesTaken as full:
        trouble = (
            ngettext(
                "Il ne reste que %(num)s place : inscrivez moins de personnes.",
                "Il ne reste que %(num)s places : inscrivez moins de personnes.",
                full.left,
            )
            if full.left > 0
            else gettext("C'est complet : la dernière place vient d'être prise. Rien n'a été enregistré.")
        )
        return p.draw(passage, p.Taken(p.opened(passage, interview), trouble)), 409
    except RegistrationsClosed:
        trouble = gettext("Les inscriptions viennent de fermer. Rien n'a été enregistré.")
        return p.draw(passage, p.Taken(p.opened(passage, interview), trouble)), 409
    address = public_address("participate.person", token=keys.token)
    too_young = values.get("profile.age_band") == "under_11"
    own = {
        "address": address,
        "quoted_address": quote(address),
        "receipt": keys.receipt,
        "token": keys.token,
    }
    return framed(
        "participate/registered.html",
        own,
        action=action,
        before_open=not too_young and WaveKind.BEFORE in action.asking,
    )
