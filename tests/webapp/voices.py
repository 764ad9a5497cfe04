"""People who answered, as rows: what they are, what they wrote, and what a coder says of it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from nlp.codebook import Frame, Mode, Polarity, Theme
from nlp.coding import Annotation as Coding
from survey.questionnaires import load_builtin, workbook_as_json
from webapp.database import transaction
from webapp.models import (
    AgeBand,
    Annotation,
    AnnotationState,
    Answer,
    Channel,
    QuestionnaireVersion,
    Registration,
    RegistrationStatus,
    Residence,
    Sex,
    Submission,
    Wave,
    db,
    now,
)
from webapp.services import questionnaires
from webapp.services.annotate import record

OPEN = "represents"
_VERSIONS = count(2000)
"""Versions of tests begin here and never come again: a process keeps compiled plans by this number."""


def coding(
    *themes: str,
    polarity: str = "neutral",
    frame: str = "none",
    mode: str = "none",
    language: str = "fr",
) -> Coding:
    """Returns what a coder may say of an answer: in general, neither for nor against, unless told otherwise."""
    return Coding(
        language=language,
        themes=tuple(Theme(theme) for theme in themes or ("general",)),
        polarity=Polarity(polarity),
        frame=Frame(frame),
        mode=Mode(mode),
        reported=False,
        confidence={"themes": 0.9},
        review=False,
        model="test",
    )


@dataclass(frozen=True, slots=True)
class Voice:
    """One person in one wave; ``coded`` is what the coder says of every open answer, None while it waits."""

    respondent: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    coded: Coding | None = None
    failed: bool = False
    age: AgeBand | None = AgeBand.FROM_25
    sex: Sex | None = Sex.WOMAN
    residence: Residence | None = Residence.COMMUNE
    complete: bool = True
    language: str = "fr"


def wrote(said: Coding | None, text: str = "C'est mon quartier.", **changes: object) -> Voice:
    """Returns somebody who wrote what the quartier represents for them, coded as ``said``."""
    answers = {OPEN: text, **dict(changes.pop("answers", {}))}  # type: ignore[call-overload]
    return Voice(answers=answers, coded=said, **changes)  # type: ignore[arg-type]


def hear(wave_id: int, voices: Sequence[Voice], *, at: datetime | None = None) -> list[str]:
    """Stores what people answered to one wave, one second after the other; returns their respondent keys."""
    start = at or now() - timedelta(hours=1)
    with transaction() as session:
        roles = questionnaires.plan(session.get_one(Wave, wave_id).questionnaire_version_id).roles
        keys = []
        for place, voice in enumerate(voices):
            keys.append(voice.respondent or secrets.token_urlsafe(32)[:43])
            submission = Submission(
                wave_id=wave_id,
                respondent=keys[-1],
                complete=voice.complete,
                channel=Channel.FORM,
                language=voice.language,
                age_band=voice.age,
                sex=voice.sex,
                residence=voice.residence,
                submitted_at=start + timedelta(seconds=place),
                answers=[
                    Answer(question=name, role=roles.get(name, ""), value=value)
                    for name, value in voice.answers.items()
                ],
            )
            session.add(submission)
            session.flush()
            for answer in submission.answers:
                if not answer.role.startswith("open."):
                    continue
                row = Annotation(answer_id=answer.id, themes=[])
                if voice.failed:
                    row.state = AnnotationState.FAILED
                elif voice.coded is not None:
                    record(row, voice.coded)
                session.add(row)
    db.session.expire_all()
    return keys


def come(
    action_id: int,
    number: int,
    *,
    age: AgeBand | None = AgeBand.FROM_25,
    sex: Sex | None = Sex.WOMAN,
    residence: Residence | None = Residence.THIS_QUARTIER,
    places: int = 1,
    status: RegistrationStatus = RegistrationStatus.CONFIRMED,
) -> None:
    """Stores ``number`` registrations alike, each of ``places`` places."""
    with transaction() as session:
        session.add_all(
            Registration(
                key=secrets.token_urlsafe(32)[:43],
                action_id=action_id,
                places=places,
                status=status,
                age_band=age,
                sex=sex,
                residence=residence,
                language="fr",
            )
            for _ in range(number)
        )


def asked_otherwise(name: str, question: str, kind: str) -> int:
    """Publishes a questionnaire of the house in which one question is of another type; returns its version."""
    return republished(name, question, type=kind)


def republished(name: str, question: str, version: str = "later", **cells: str) -> int:
    """Publishes a questionnaire of the house in which one row has other ``cells``; returns its version.

    The row is that of ``question``, or of a choice when this is written ``list/choice``; ``label__fr`` means the column
    ``label::fr``.
    """
    rows = workbook_as_json(load_builtin(name))
    listed, _, choice = question.rpartition("/")
    sheet = next(each for each in rows["sheets"] if each["name"] == ("choices" if listed else "survey"))
    places = {column: place for place, column in enumerate(sheet["columns"], start=1)}
    (row,) = [
        row
        for row in sheet["rows"]
        if row[places["name"]] == choice and (not listed or row[places["list_name"]] == listed)
    ]
    for column, value in cells.items():
        row[places[column.replace("__", "::")]] = value
    version_id = next(_VERSIONS)
    with transaction() as session:
        session.add(
            QuestionnaireVersion(
                id=version_id, name=name, version=version, digest=f"{version_id:0>64}", workbook=rows
            )
        )
    return version_id
