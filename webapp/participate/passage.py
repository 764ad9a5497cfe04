"""Carries an interview between the phone and the flow: unseals, takes the page, draws the next one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request
from flask_babel import gettext, lazy_gettext

from survey.flow import Plan
from survey.interview import Go, Interview, Turn, begin, take_page
from webapp.clock import moment
from webapp.i18n import CODES, chosen_language, speak
from webapp.participate.notice import Notice
from webapp.sealing import Seal, SealBroken

PREFIX = "q."


@dataclass(frozen=True, slots=True)
class Passage:
    """What a page of this interview says besides its questions.

    ``purpose`` ties a sealed state to one form: a state of another action or survey is not taken. ``owner`` is the
    link whose answers these are, if any; ``target`` the address the page is sent to, "" for where it was asked.
    """

    purpose: str
    plan: Plan
    heading: str
    over: str
    last_button: str
    notice: Notice | None = None
    can_leave: bool = False
    owner: int | None = None
    target: str = ""


def fresh(context: Mapping[str, str]) -> Interview:
    """Returns a new interview with a key of its own (256 random bits)."""
    return Interview(key=secrets.token_urlsafe(32), answers=dict(context))


def opened(passage: Passage, interview: Interview) -> Turn:
    """Returns the first turn of an interview that is opened or resumed."""
    return begin(passage.plan, interview, language=chosen_language().code, moment=moment())


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that came from the phone; ``trouble`` is the sentence when what came could not be trusted or read."""

    turn: Turn
    trouble: str | None = None


def taken(passage: Passage, otherwise: Interview) -> Taken:
    """Reads the posted page.

    A state that is broken, too old, or of another form starts ``otherwise`` again with what was typed on this page.
    """
    posted = _posted()
    trouble: str | None = None
    asked = request.form.get("lang")
    try:
        interview, spoken = _unsealed(passage)
        if asked is None:
            speak(spoken)
    except SealBroken:
        trouble = gettext("Cette page était ouverte depuis trop longtemps. Relisez, puis continuez.")
        interview = opened(passage, otherwise).interview
    go = Go.STAY if asked in CODES or trouble else _go()
    turn = take_page(
        passage.plan, interview, posted=posted, go=go, language=chosen_language().code, moment=moment()
    )
    return Taken(turn, trouble)


def draw(passage: Passage, turn: Turn, *, trouble: str | None = None) -> str:
    """Returns the page of ``turn``, which has a screen."""
    screen = turn.screen
    assert screen is not None  # noqa: S101 - callers go elsewhere at the end
    last = screen.step >= screen.steps
    return render_template(
        "participate/interview.html",
        screen=screen,
        heading=passage.heading,
        over=passage.over,
        notice=passage.notice if screen.step == 1 else None,
        state=sealed(passage, turn.interview),
        button=passage.last_button if last else lazy_gettext("Continuer"),
        can_leave=passage.can_leave and screen.step > 1,
        trouble=trouble,
        action_url=passage.target or request.path,
    )


def sealed(passage: Passage, interview: Interview) -> str:
    """Returns the interview as the phone carries it: signed, encrypted, dated."""
    return _seal().close(as_values(passage, interview))


def as_values(passage: Passage, interview: Interview) -> dict[str, Any]:
    """Returns the interview as plain values, for the seal or for a draft."""
    return {
        "for": passage.purpose,
        "key": interview.key,
        "page": interview.page,
        "answers": dict(interview.answers),
        "language": chosen_language().code,
        "owner": passage.owner,
    }


def from_values(values: Mapping[str, Any]) -> Interview:
    """Returns the interview that :func:`as_values` wrote."""
    return Interview(key=values["key"], answers=values["answers"], page=values["page"])


def _unsealed(passage: Passage) -> tuple[Interview, str]:
    values = _seal().open(request.form.get("state", ""))
    if values.get("for") != passage.purpose:
        raise SealBroken
    return from_values(values), values["language"]


def sealed_owner() -> int | None:
    """Returns the link that the posted state belongs to, None when the state cannot be trusted."""
    try:
        owner: int | None = _seal().open(request.form.get("state", "")).get("owner")
    except SealBroken:
        return None
    return owner


def _go() -> Go:
    asked = request.form.get("go", "")
    return Go(asked) if asked in set(Go) else Go.NEXT


def _posted() -> dict[str, Sequence[str]]:
    return {
        name.removeprefix(PREFIX): entries
        for name, entries in request.form.lists()
        if name.startswith(PREFIX)
    }


def _seal() -> Seal:
    seal: Seal = current_app.extensions["croisements_seal"]
    return seal
