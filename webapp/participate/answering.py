"""Takes someone through a survey: resumes a draft, keeps one at each page, stores the end or what there is of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.fernet import Fernet
from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from survey.flow import is_complete, on_path
from survey.interview import Face, Interview
from webapp.addresses import public_address
from webapp.clock import moment
from webapp.i18n import chosen_language
from webapp.models import Channel
from webapp.participate import passage as p
from webapp.services.drafts import forget_draft, keep_draft, resume_draft
from webapp.services.join_quartier import join_quartier
from webapp.services.keys import keyring
from webapp.services.submit import Passing, Profile, is_finished, profile_of, stored_answers, submit


@dataclass(frozen=True, slots=True)
class Answering:
    """One person in one wave. ``respondent`` is "" for a newcomer of a quartier's survey, who has no link yet."""

    passage: p.Passage
    wave_id: int
    respondent: str
    profile: Profile
    context: Mapping[str, str]
    quartier_id: int | None = None


def show(answering: Answering) -> ResponseReturnValue:
    """Returns the first page, or the one where it was left; says thank you when all was sent already."""
    if answering.respondent and is_finished(answering.wave_id, answering.respondent):
        return render_template("participate/thanks.html", again=True)
    interview = _resumed(answering)
    return p.draw(answering.passage, p.Taken(p.opened(answering.passage, interview)))


def take(answering: Answering) -> ResponseReturnValue:
    """Takes the posted page; the same page sent twice changes nothing more."""
    passage = answering.passage
    taken = p.taken(passage, p.fresh(passage, answering.context))
    interview = taken.turn.interview
    keys = keyring().of_form(interview.key)
    passing = _passing(answering, answering.respondent or keys.respondent, interview)
    screen = taken.turn.screen
    agreed = p.agreed(passage, interview)
    if not agreed and taken.trouble is None:
        forget_draft(passing.wave_id, passing.respondent)
    if screen is not None and not taken.turn.left:
        if agreed and taken.trouble is None:
            keep_draft(_cipher(), passing, p.as_values(passage, interview))
        return p.draw(passage, taken), 422 if screen.problems else 200
    if not agreed:
        return render_template("participate/thanks.html", again=False, nothing=True)
    answers = on_path(passage.plan, interview.answers, moment=moment())
    complete = not taken.turn.left and is_complete(passage.plan, interview.answers, moment=moment())
    submit(passing, answers, passage.plan.roles, complete=complete)
    if answering.quartier_id is None:
        return render_template("participate/thanks.html", again=False)
    ring = keyring()
    join_quartier(
        answering.quartier_id,
        keys,
        token_hash=ring.hash_token(keys.token),
        receipt_hash=ring.hash_token(keys.receipt),
    )
    address = public_address("participate.person", token=keys.token)
    return render_template("participate/thanks.html", address=address, receipt=keys.receipt, token=keys.token)


def _passing(answering: Answering, respondent: str, interview: Interview) -> Passing:
    profile = answering.profile
    if answering.quartier_id is not None:
        plan = answering.passage.plan
        profile = profile_of(on_path(plan, interview.answers, moment=moment()), plan.roles)
    return Passing(
        wave_id=answering.wave_id,
        respondent=respondent,
        channel=Channel.CHAT if interview.face is Face.CHAT else Channel.FORM,
        language=chosen_language().code,
        profile=profile,
    )


def _resumed(answering: Answering) -> Interview:
    fresh = p.fresh(answering.passage, answering.context)
    if not answering.respondent:
        return fresh
    draft = resume_draft(_cipher(), answering.wave_id, answering.respondent)
    if draft is not None:
        return replace(p.from_values(draft.interview), key=fresh.key)
    earlier = stored_answers(answering.wave_id, answering.respondent)
    return replace(fresh, answers={**earlier, **fresh.answers})


def _cipher() -> Fernet:
    cipher: Fernet = current_app.extensions["croisements_settings"].fernet_for("draft")
    return cipher
