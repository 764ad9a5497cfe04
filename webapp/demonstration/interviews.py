"""Holds surveys with invented people: what is stored is what the form would have stored."""

from collections.abc import Mapping
from datetime import datetime
from random import Random

import sqlalchemy as sa

from survey.flow import Plan, is_complete, on_path
from survey.moment import Moment
from webapp.clock import ZONE
from webapp.demonstration.answers import Mind, answers_of
from webapp.demonstration.people import Person
from webapp.demonstration.speech import Speech
from webapp.models import Annotation, Answer, Channel, Submission, Wave, db
from webapp.services.questionnaires import plan as plan_of_version
from webapp.services.submit import CODED_ROLES, Passing, Profile, submission_of

LEAVES = {True: 0.3, False: 0.06}
"""How many people stop on the way: those who never come back for the second survey, and the others."""


class Interviews:
    """Holds surveys one by one and keeps them together, in the caller's transaction."""

    def __init__(self) -> None:
        self._speech = Speech()
        self._held: list[tuple[Submission, dict[str, str], Plan]] = []

    def hold(
        self,
        wave: Wave,
        person: Person,
        respondent: str,
        context: Mapping[str, str],
        *,
        at: datetime,
        leaves: bool = False,
        change: float = 0.0,
        meeting: float | None = None,
    ) -> None:
        """Asks ``person`` what ``wave`` asks, at the instant ``at``.

        ``change`` moves the view since the first survey, more for those who live elsewhere, and never the same way
        for two people. Whoever ``leaves`` stops on the way more often.
        """
        rng = Random(f"{person.seed}:{wave.kind}")  # noqa: S311 - invented
        gain = 0.0
        if meeting is not None:
            gain = change * (0.75 if person.resident else 1.3) + rng.gauss(0, 0.5)
        mind = Mind(person, person.view + gain, self._speech, rng, gain=gain, meeting=meeting)
        plan = plan_of_version(wave.questionnaire_version_id)
        moment = Moment(at.astimezone(ZONE))
        context = {"age_band": person.age_band, "residence": person.residence, **context}
        answers = answers_of(plan, mind, context)
        left = rng.random() < LEAVES[leaves]
        if left:
            answers = _until(plan, answers, rng)
        stored = on_path(plan, answers, moment=moment)
        passing = Passing(
            wave_id=wave.id,
            respondent=respondent,
            channel=Channel.CHAT if person.chats else Channel.FORM,
            language=person.language,
            profile=Profile(person.age_band, person.sex, person.residence),
        )
        complete = not left and is_complete(plan, answers, moment=moment)
        self._held.append((submission_of(passing, complete=complete, at=at), stored, plan))

    def keep(self) -> None:
        """Stores what was answered since the last time, by the thousand rows; what is to be coded waits for it."""
        submissions = [submission for submission, _, _ in self._held]
        db.session.add_all(submissions)
        db.session.flush()
        rows = [
            {
                "submission_id": submission.id,
                "question": name,
                "role": plan.roles.get(name, ""),
                "value": value,
            }
            for submission, stored, plan in self._held
            for name, value in stored.items()
        ]
        db.session.execute(sa.insert(Answer), rows)
        coded = sa.select(Answer.id).where(
            Answer.submission_id.in_([submission.id for submission in submissions]),
            Answer.role.startswith(CODED_ROLES),
        )
        waiting = [{"answer_id": answer} for answer in db.session.scalars(coded.order_by(Answer.id))]
        db.session.execute(sa.insert(Annotation), waiting)
        self._held.clear()


def _until(plan: Plan, answers: Mapping[str, str], rng: Random) -> dict[str, str]:
    """Returns the answers up to a page after the consent, with what the form itself holds."""
    pages = list(plan.pages)
    (consent,) = plan.with_role("consent.survey")
    last = rng.randrange(pages.index(plan.page_of(consent)), len(pages) - 1)
    seen = {name for key in pages[: last + 1] for name in plan.pages[key].names}
    return {name: value for name, value in answers.items() if name in seen or not plan.items[name].asked}
