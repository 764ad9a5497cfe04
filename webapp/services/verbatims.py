"""The words behind a figure: open answers with their codes, personal data masked, never below the threshold."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from nlp.reading import mask
from survey.languages import read_as
from webapp.models import Annotation, AnnotationState, AnnotationTheme, Answer, Submission, db


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which answers to read: of which waves, and with which codes ("" for any)."""

    wave_ids: Sequence[int]
    role: str = ""
    theme: str = ""
    polarity: str = ""
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """One answer as evaluators read it: masked text, its language, and what the coder says of it."""

    answer_id: int
    text: str
    language: str
    role: str
    themes: tuple[str, ...]
    polarity: str
    frame: str
    review: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A page of verbatims; ``people`` is how many persons wrote them, ``hidden`` true when that is too few to show or
    to tell: both numbers are then None."""

    people: int | None
    total: int | None
    hidden: bool
    verbatims: tuple[Verbatim, ...]


def read_words(chosen: Chosen, *, threshold: int, page: int = 1, size: int = 50) -> Words:
    """Returns one page of the chosen answers; none of them when fewer than ``threshold`` people wrote them."""
    query = _query(chosen)
    people, total = db.session.execute(
        query.with_only_columns(sa.func.count(sa.distinct(Submission.respondent)), sa.func.count(Answer.id))
    ).one()
    if people < threshold:
        return Words(None, None, hidden=True, verbatims=())
    rows = db.session.execute(
        query.order_by(Annotation.id)
        .offset((page - 1) * size)
        .limit(size)
        .options(selectinload(Annotation.themes))
    ).all()
    return Words(
        people, total, hidden=False, verbatims=tuple(_verbatim(row[0], row[1], row[2]) for row in rows)
    )


def _query(chosen: Chosen) -> sa.Select[Annotation, Answer, Submission]:
    query = (
        sa.select(Annotation, Answer, Submission)
        .join(Answer, Answer.id == Annotation.answer_id)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(
            Annotation.coder == "model",
            Annotation.state == AnnotationState.DONE,
            Submission.wave_id.in_(chosen.wave_ids),
            Answer.value != "",
        )
    )
    if chosen.role:
        query = query.where(Answer.role == chosen.role)
    if chosen.polarity:
        query = query.where(Annotation.polarity == chosen.polarity)
    if chosen.frame:
        query = query.where(Annotation.frame == chosen.frame)
    if chosen.theme:
        with_theme = sa.select(AnnotationTheme.annotation_id).where(AnnotationTheme.theme == chosen.theme)
        query = query.where(Annotation.id.in_(with_theme))
    return query


def _verbatim(annotation: Annotation, answer: Answer, submission: Submission) -> Verbatim:
    language = annotation.language or submission.language
    return Verbatim(
        answer_id=answer.id,
        text=mask(answer.value, language=read_as(language)).masked,
        language=language,
        role=answer.role,
        themes=tuple(theme.theme for theme in annotation.themes),
        polarity=annotation.polarity or "",
        frame=annotation.frame or "",
        review=annotation.review,
    )
