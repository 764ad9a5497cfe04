"""Records: one row a submission, for statisticians; quasi-identifiers merged, rare profiles blanked, texts masked."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from nlp.reading import mask
from survey.disclosure import INTERNAL, MERGED_AGES
from survey.languages import read_as
from webapp.models import Annotation, AnnotationState, QuestionnaireVersion, Residence, Submission, Wave, db
from webapp.services.collections import Collection

INSIDE, OUTSIDE = "inside", "outside"
LEFT_OUT = ("context.", "contact.", "code.", "agreement.", "consent.", "origin.", "profile.", "residence")
"""Roles whose answers never leave in a row: who someone is, or could be found again by."""
FREE = ("open.", "evocation.1", "evocation.2", "evocation.3")


@dataclass(frozen=True, slots=True)
class Record:
    """One submission. ``person`` is the same for one person within one export, and means nothing outside of it.

    ``age`` is one of four bands and ``residence`` inside or outside; both are "" where fewer than five people of the
    export share them, and where those with none would else be fewer than five. ``answers`` are by question, free texts
    masked; ``codes`` what the model says, by question. ``questionnaire`` is the version that asked, "" where fewer than
    five people of the export answered it.
    """

    person: str
    collection: str
    questionnaire: str
    complete: bool
    channel: str
    age: str
    residence: str
    answers: dict[str, str]
    codes: dict[str, tuple[str, str, str]]


def records_of(collections: Sequence[Collection]) -> list[Record]:
    """Returns the records of these collections, in no order that tells when somebody answered."""
    salt = secrets.token_bytes(16)
    key_of = {wave: collection.key for collection in collections for wave in collection.wave_ids}
    submissions = db.session.scalars(
        sa.select(Submission).where(Submission.wave_id.in_(key_of)).options(selectinload(Submission.answers))
    ).all()
    profiles = {submission.id: _profile(submission) for submission in submissions}
    told = _told_profiles(_people_by(submissions, profiles))
    codes = _codes(list(key_of))
    versions = _versions(submissions)
    records = []
    for submission in submissions:
        profile = profiles[submission.id]
        age, residence = profile if profile in told else ("", "")
        records.append(
            Record(
                person=hashlib.sha256(salt + submission.respondent.encode()).hexdigest()[:12],
                collection=key_of[submission.wave_id],
                questionnaire=versions.get(submission.wave_id, ""),
                complete=submission.complete,
                channel=str(submission.channel),
                age=age,
                residence=residence,
                answers={
                    answer.question: _told(answer.role, answer.value, submission.language)
                    for answer in submission.answers
                    if not answer.role.startswith(LEFT_OUT)
                },
                codes=codes.get(submission.id, {}),
            )
        )
    return sorted(records, key=lambda record: (record.person, record.collection))


def _versions(submissions: Sequence[Submission]) -> dict[int, str]:
    """Returns the version that each wave asked, of those that five people at least answered."""
    rows = db.session.execute(
        sa.select(Wave.id, QuestionnaireVersion.name, QuestionnaireVersion.version)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Wave.questionnaire_version_id)
        .where(Wave.id.in_({submission.wave_id for submission in submissions}))
    )
    versions = {wave: f"{name} {version}" for wave, name, version in rows}
    people: dict[str, set[str]] = {}
    for submission in submissions:
        people.setdefault(versions[submission.wave_id], set()).add(submission.respondent)
    return {wave: said for wave, said in versions.items() if len(people[said]) >= INTERNAL}


def _profile(submission: Submission) -> tuple[str, str]:
    age = next((band for band, members in MERGED_AGES.items() if submission.age_band in members), "")
    if submission.residence in (None, Residence.NO_ANSWER):
        return age, ""
    return age, INSIDE if submission.residence is Residence.THIS_QUARTIER else OUTSIDE


def _people_by(
    submissions: Sequence[Submission], profiles: dict[int, tuple[str, str]]
) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for submission in submissions:
        found.setdefault(profiles[submission.id], set()).add(submission.respondent)
    return found


def _told_profiles(people: dict[tuple[str, str], set[str]]) -> set[tuple[str, str]]:
    """Returns the profiles that may be told: those of five people at least, and not so many of them that the blank
    ones left are fewer than five, who would be told by that."""
    told = {profile for profile, group in people.items() if len(group) >= INTERNAL and any(profile)}
    while told:
        blank = set().union(*(group for profile, group in people.items() if profile not in told))
        if not 0 < len(blank) < INTERNAL:
            break
        told.remove(min(told, key=lambda profile: (len(people[profile]), profile)))
    return told


def _told(role: str, value: str, language: str) -> str:
    free = role.startswith(FREE) or not role  # a question of a town without a role may hold anything
    return mask(value, language=read_as(language)).masked if free else value


def _codes(wave_ids: Sequence[int]) -> dict[int, dict[str, tuple[str, str, str]]]:
    """Returns themes (separated by spaces), polarity and frame by submission and question."""
    found: dict[int, dict[str, tuple[str, str, str]]] = {}
    annotations = db.session.scalars(
        sa.select(Annotation)
        .join(Annotation.answer)
        .join(Submission)
        .where(
            Submission.wave_id.in_(wave_ids),
            Annotation.coder == "model",
            Annotation.state == AnnotationState.DONE,
        )
        .options(selectinload(Annotation.themes), selectinload(Annotation.answer))
    )
    for annotation in annotations:
        themes = " ".join(theme.theme for theme in annotation.themes)
        said = (themes, annotation.polarity or "", annotation.frame or "")
        found.setdefault(annotation.answer.submission_id, {})[annotation.answer.question] = said
    return found
