"""Carries an interview between the phone and the flow: unseals, takes the page, draws the next one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app, render_template, request
from flask_babel import gettext

from survey.dialogue import ChatTurn, Dialogue, Said
from survey.flow import Plan, Screen, problems_on_path
from survey.interview import Face, Go, Interview, Turn, begin, take_page
from webapp.clock import moment
from webapp.frames import framed
from webapp.i18n import CODES, chosen_language, speak
from webapp.participate.following import Following, following
from webapp.participate.notice import Notice
from webapp.sealing import Seal, SealBroken

PREFIX = "q."
SHOWN_BEFORE = 2
BEFORE_KEEPING = ("consent.survey", "agreement.child", "agreement.parent", "profile.age_band")
"""Roles of what must be settled before anything is kept."""
NAMED = ("context.quartier_name", "context.action_name")


@dataclass(frozen=True, slots=True)
class Passage:
    """What a page of this interview says besides its questions.

    ``purpose`` ties a sealed state to one form: a state of another action or survey is not taken. ``owner`` is the
    link whose answers these are, if any; ``target`` the address the page is sent to, "" for where it was asked;
    ``help`` how to reach a person.
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
    help: str = ""


def fresh(passage: Passage, context: Mapping[str, str]) -> Interview:
    """Returns a new interview with a key of its own (256 random bits).

    ``context`` is what is known without asking; each value answers the hidden items whose role is ``context.`` and
    its name.
    """
    known = {
        item: value for name, value in context.items() for item in passage.plan.with_role(f"context.{name}")
    }
    return Interview(key=secrets.token_urlsafe(32), answers=known)


def opened(passage: Passage, interview: Interview) -> Turn:
    """Returns the first turn of an interview that is opened or resumed."""
    return begin(passage.plan, interview, language=chosen_language().code, moment=moment())


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that came from the phone; ``trouble`` is the sentence when what came could not be trusted or read."""

    turn: Turn | ChatTurn
    trouble: str | None = None
    typed: str = ""


def taken(passage: Passage, otherwise: Interview) -> Taken:
    """Reads the posted page or reply.

    A state that is broken, too old, or of another form starts ``otherwise`` again with what was typed on this page.
    """
    trouble: str | None = None
    asked = request.form.get("lang")
    try:
        interview, spoken = _unsealed(passage)
        if asked is None:
            speak(spoken)
    except SealBroken:
        trouble = gettext("Cette page était ouverte depuis trop longtemps. Relisez, puis continuez.")
        interview = opened(passage, otherwise).interview
    stay = asked in CODES or trouble is not None
    face = request.form.get("face")
    if interview.face is Face.CHAT and face != Face.FORM:
        return take_reply(passage, interview, trouble, stay=stay)
    if interview.face is Face.CHAT:
        return Taken(back_to_form(passage, interview), trouble)
    turn = take_page(
        passage.plan,
        interview,
        posted=_posted(),
        go=Go.STAY if stay or face else _go(),
        language=chosen_language().code,
        moment=moment(),
    )
    if face == Face.CHAT:
        return Taken(dialogue(passage).open(replace(turn.interview, face=Face.CHAT, item="")), trouble)
    return Taken(turn, trouble)


def draw(passage: Passage, taken: Taken) -> str:
    """Returns the page of a turn that has a screen, in the face that the person chose."""
    turn = taken.turn
    screen = turn.screen
    assert screen is not None  # noqa: S101 - callers go elsewhere at the end
    own = {"state": sealed(passage, turn.interview), "action_url": passage.target or request.path}
    shared = {
        "screen": screen,
        "heading": passage.heading,
        "over": passage.over,
        "notice": passage.notice if screen.step == 1 else None,
        "can_leave": passage.can_leave and agreed(passage, turn.interview),
        "trouble": taken.trouble,
        "names": _names(passage, turn.interview),
    }
    if isinstance(turn, ChatTurn):
        history = dialogue(passage).history(turn.interview, most=SHOWN_BEFORE + len(turn.understood))
        earlier = history[: len(history) - len(turn.understood)] if turn.understood else history
        return render_template(
            "participate/chat.html",
            turn=turn,
            history=earlier,
            typed=taken.typed,
            help=passage.help,
            **shared,
            **own,
        )
    last = screen.step >= screen.steps
    followed = following(
        passage.plan, turn.interview.answers, screen, language=chosen_language().code, moment=moment()
    )
    own["live"] = followed.live
    shared |= {
        "button": passage.last_button if last else gettext("Continuer"),
        "can_chat": True,
        "items": followed.items,
        "waiting": followed.waiting,
        "follows": bool(followed.live),
    }
    if _is_personal(passage.plan, screen, followed):
        return render_template("participate/interview.html", **shared, **own)
    return framed("participate/interview.html", own, **shared)


def _is_personal(plan: Plan, screen: Screen, followed: Following) -> bool:
    """True when the questions of a screen say something that one person answered."""
    return plan.pages[screen.page].repeats or any(
        item.entered or item.value or item.said or item.problem for item in followed.items
    )


def agreed(passage: Passage, interview: Interview) -> bool:
    """True once all that must be agreed to is, and the age allows answers; or when the form asks no such thing."""
    plan = passage.plan
    asked = plan.with_role("consent.survey")
    if not all(interview.answers.get(name) in ("OK", "yes") for name in asked):
        return False
    open_problems = problems_on_path(plan, interview.answers, moment=moment())
    return not any(plan.roles.get(problem.place) in BEFORE_KEEPING for problem in open_problems)


def _names(passage: Passage, interview: Interview) -> tuple[str, ...]:
    """Returns the names of the action and the quartier, which questions say in French whatever their language."""
    known = [item for role in NAMED for item in passage.plan.with_role(role)]
    return tuple(interview.answers.get(item, "") for item in known)


def sealed(passage: Passage, interview: Interview) -> str:
    """Returns the interview as the phone carries it: signed, encrypted, dated."""
    return _seal().close(as_values(passage, interview))


def as_values(passage: Passage, interview: Interview) -> dict[str, Any]:
    """Returns the interview as plain values, for the seal or for a draft."""
    return {
        "for": passage.purpose,
        "key": interview.key,
        "page": interview.page,
        "face": interview.face,
        "item": interview.item,
        "lost": interview.lost,
        "answers": dict(interview.answers),
        "language": chosen_language().code,
        "owner": passage.owner,
    }


def from_values(values: Mapping[str, Any]) -> Interview:
    """Returns the interview that :func:`as_values` wrote."""
    return Interview(
        key=values["key"],
        answers=values["answers"],
        page=values["page"],
        face=Face(values["face"]),
        item=values["item"],
        lost=values["lost"],
    )


def _unsealed(passage: Passage) -> tuple[Interview, str]:
    values = _seal().open(request.form.get("state", ""))
    if values.get("for") != passage.purpose:
        raise SealBroken
    return from_values(values), values["language"]


def dialogue(passage: Passage) -> Dialogue:
    """Returns the chat over this passage's plan, in the language of this request."""
    return Dialogue(passage.plan, language=chosen_language().code, moment=moment())


def take_reply(passage: Passage, interview: Interview, trouble: str | None, *, stay: bool) -> Taken:
    """Reads one reply of the chat: typed, tapped, or one of its buttons."""
    chat = dialogue(passage)
    form = request.form
    typed = form.get("reply", "")
    ticked = form.getlist(PREFIX + interview.item)
    if stay:
        return Taken(chat.open(interview), trouble, typed)
    if "correct" in form:
        return Taken(chat.correct(interview, form["correct"]))
    if form.get("go") == "skip":
        return Taken(chat.skip(interview))
    if form.get("go") == Go.BACK:
        return Taken(chat.back(interview))
    if form.get("go") == Go.LEAVE:
        return Taken(chat.leave(interview))
    if "choose" in form:
        return Taken(chat.choose(interview, form.getlist("choose")))
    if ticked and not typed.strip():
        return Taken(chat.choose(interview, ticked))
    turn = chat.reply(interview, typed)
    return Taken(turn, typed=typed if turn.said in (Said.UNCLEAR, Said.REFUSED, Said.LOST) else "")


def back_to_form(passage: Passage, interview: Interview) -> Turn:
    """Returns the form's page that holds the question which the chat was asking, with what was being typed."""
    typed = request.form.get("reply", "")
    answers = dict(interview.answers)
    asked = passage.plan.items.get(interview.item)
    if typed.strip() and asked is not None and asked.item.kind == "text":
        answers[interview.item] = typed
    page = passage.plan.page_of(interview.item) or interview.page
    return opened(passage, replace(interview, answers=answers, page=page, face=Face.FORM, item="", lost=0))


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
