"""The poster of an action, ready to print."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, format_date, format_time, gettext

from survey.languages import language
from webapp.access import only
from webapp.addresses import public_address
from webapp.clock import ZONE
from webapp.models import Action, RoleName
from webapp.organise.find import own_action_or_404
from webapp.organise.room import room
from webapp.poster import Poster, PosterText, poster_pdf
from webapp.view_helpers import town

LANGUAGES = ("fr", "en", "ar")


@room.get("/actions/<code>/affiche.pdf")
@only(RoleName.ADMINISTRATOR, RoleName.COORDINATOR, RoleName.ORGANISER)
def poster(code: str) -> ResponseReturnValue:
    """The A4 poster as a PDF."""
    action = own_action_or_404(code)
    headers = {"Content-Disposition": f'inline; filename="affiche-{action.code}.pdf"'}
    return Response(poster_pdf(_poster(action)), mimetype="application/pdf", headers=headers)


def _poster(action: Action) -> Poster:
    here = town()
    address = public_address("participate.action", code=action.code)
    return Poster(
        title=action.title,
        quartier=action.quartier.name,
        dates=_dates(action),
        place=action.venue or (action.facility.name if action.facility else ""),
        organiser=action.organisation.name,
        code=action.code,
        address=address,
        short_address=public_address("participate.home").split("://", 1)[1].rstrip("/"),
        texts=tuple(_words(code) for code in LANGUAGES),
        demonstration="démonstration" if here is not None and here.demonstration else "",
    )


def _dates(action: Action) -> tuple[str, ...]:
    with force_locale("fr"):
        return tuple(
            f"{format_date(session.starts_at.astimezone(ZONE), 'EEEE d MMMM')}, "
            f"{format_time(session.starts_at, 'HH:mm')} – {format_time(session.ends_at, 'HH:mm')}"
            for session in action.sessions[:4]
        )


def _words(code: str) -> PosterText:
    entry = language(code)
    with force_locale(entry.babel_locale):
        return PosterText(
            lang=entry.html_lang,
            direction=entry.direction,
            invitation=gettext("Je m'inscris"),
            scan=gettext("Visez le carré avec votre téléphone."),
            or_type=gettext("Ou tapez cette adresse, puis ce code."),
            free=gettext("Une minute, sans compte."),
        )
