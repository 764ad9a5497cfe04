"""Stores what someone answered in one wave: once, whole or partial, however often it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from webapp.database import locked, take_turn, transaction
from webapp.models import AgeBand, Annotation, Answer, Channel, Draft, Residence, Sex, Submission, db, now
from webapp.tasks import remind_annotations

CODED_ROLES = "open."


@dataclass(frozen=True, slots=True)
class Profile:
    """The coarse profile that is copied into a submission."""

    age_band: AgeBand | None = None
    sex: Sex | None = None
    residence: Residence | None = None


@dataclass(frozen=True, slots=True)
class Passing:
    """How one person went through one wave."""

    wave_id: int
    respondent: str
    channel: Channel
    language: str
    profile: Profile
    assisted: bool = False

    @property
    def turn(self) -> str:
        """The name of the turn that writers of these answers take."""
        return f"answers:{self.wave_id}:{self.respondent}"


def profile_of(answers: Mapping[str, str], roles: Mapping[str, str]) -> Profile:
    """Returns the profile that somebody's own answers tell; ``roles`` are by question name."""
    told = {role: answers.get(name, "") for name, role in roles.items()}
    age_band, sex, residence = (told.get(role) for role in ("profile.age_band", "profile.sex", "residence"))
    return Profile(
        AgeBand(age_band) if age_band else None,
        Sex(sex) if sex else None,
        Residence(residence) if residence else None,
    )


def passing_from(values: Mapping[str, Any]) -> Passing:
    """Returns the passing that ``dataclasses.asdict`` wrote; raises ValueError or KeyError on anything else."""
    profile = values["profile"]
    return Passing(
        wave_id=values["wave_id"],
        respondent=values["respondent"],
        channel=Channel(values["channel"]),
        language=values["language"],
        profile=Profile(
            AgeBand(profile["age_band"]) if profile["age_band"] else None,
            Sex(profile["sex"]) if profile["sex"] else None,
            Residence(profile["residence"]) if profile["residence"] else None,
        ),
        assisted=values["assisted"],
    )


def is_finished(wave_id: int, respondent: str) -> bool:
    """True when this respondent's complete answers to this wave are stored."""
    found = sa.select(Submission.complete).where(
        Submission.wave_id == wave_id, Submission.respondent == respondent
    )
    return bool(db.session.scalars(found).first())


def stored_answers(wave_id: int, respondent: str) -> dict[str, str]:
    """Returns what is stored of an unfinished submission, by question name."""
    rows = db.session.execute(
        sa.select(Answer.question, Answer.value)
        .join(Submission)
        .where(Submission.wave_id == wave_id, Submission.respondent == respondent)
    )
    return {row.question: row.value for row in rows}


def submit(passing: Passing, answers: Mapping[str, str], roles: Mapping[str, str], *, complete: bool) -> None:
    """Stores the answers on the path; a partial submission grows, a complete one is never changed again.

    ``answers`` and ``roles`` are by question name. Every open answer gets a pending annotation in the same
    transaction; the queue is only reminded afterwards.
    """
    with transaction() as session:
        take_turn(passing.turn)
        known = session.scalars(
            locked(
                sa.select(Submission).where(
                    Submission.wave_id == passing.wave_id, Submission.respondent == passing.respondent
                )
            )
        ).first()
        if known is not None and (known.complete or (not complete and _same(known, answers))):
            _drop_draft(passing)
            return
        if known is not None:
            session.delete(known)
            session.flush()
        store_submission(passing, answers, roles, complete=complete)
        _drop_draft(passing)
    if any(answers.get(name) and role.startswith(CODED_ROLES) for name, role in roles.items()):
        remind_annotations()


def store_submission(
    passing: Passing, answers: Mapping[str, str], roles: Mapping[str, str], *, complete: bool
) -> Submission:
    """Returns a new submission, stored in the caller's transaction with a pending annotation for each open answer."""
    submission = submission_of(passing, complete=complete, at=now())
    submission.answers = [
        Answer(question=name, role=roles.get(name, ""), value=value)
        for name, value in answers.items()
        if value
    ]
    db.session.add(submission)
    db.session.flush()
    db.session.add_all(
        Annotation(answer_id=answer.id)
        for answer in submission.answers
        if answer.role.startswith(CODED_ROLES)
    )
    return submission


def submission_of(passing: Passing, *, complete: bool, at: datetime) -> Submission:
    """Returns the row that says how one person went through one wave, without its answers."""
    return Submission(
        wave_id=passing.wave_id,
        respondent=passing.respondent,
        complete=complete,
        channel=passing.channel,
        assisted=passing.assisted,
        language=passing.language,
        age_band=passing.profile.age_band,
        sex=passing.profile.sex,
        residence=passing.profile.residence,
        submitted_at=at,
    )


def _same(submission: Submission, answers: Mapping[str, str]) -> bool:
    return {answer.question: answer.value for answer in submission.answers} == {
        name: value for name, value in answers.items() if value
    }


def _drop_draft(passing: Passing) -> None:
    db.session.execute(
        sa.delete(Draft).where(Draft.wave_id == passing.wave_id, Draft.respondent == passing.respondent)
    )
