"""The one place where people are counted: a declared tally in, frozen counts out."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from nlp.codebook import Theme
from survey.indicators.tally import Counted, Dimension, Tally, TallySpec
from webapp.models import (
    Annotation,
    AnnotationState,
    AnnotationTheme,
    Answer,
    Registration,
    RegistrationStatus,
    Submission,
    db,
    now,
)

COMING = (RegistrationStatus.CONFIRMED, RegistrationStatus.PRESENT)
UNVERIFIED = "und"
_PROFILE = frozenset({Dimension.AGE_BAND, Dimension.SEX, Dimension.RESIDENCE})
_CODES = frozenset({Dimension.POLARITY, Dimension.FRAME, Dimension.MODE})


def count(spec: TallySpec) -> Tally:
    """Returns the counts that ``spec`` declares; raises ValueError when it splits by what it does not hold."""
    if spec.counted is Counted.REGISTRATIONS:
        return added(list(count_by_action(spec).values()))
    if spec.counted is Counted.SUBMISSIONS and spec.dimension in _PROFILE:
        return _submissions(spec)
    if spec.counted is Counted.ANSWERS and spec.dimension is Dimension.VALUE:
        return _answers(spec)
    if spec.counted is Counted.ANNOTATIONS and spec.dimension is Dimension.THEME:
        return _themes(spec)
    if spec.counted is Counted.ANNOTATIONS and spec.dimension in _CODES:
        return _codes(spec)
    raise ValueError(f"{spec.counted} cannot be split by {spec.dimension}")


def count_by_action(spec: TallySpec) -> dict[int, Tally]:
    """Returns the registrations of each action of ``spec``.

    Whoever comes along with somebody registered has a place and no profile: they are unknown, never guessed.
    """
    if spec.dimension not in _PROFILE:
        raise ValueError(f"registrations cannot be split by {spec.dimension}")
    column = Registration.__table__.c[spec.dimension]
    rows = db.session.execute(
        sa.select(Registration.action_id, column, sa.func.count(), sa.func.sum(Registration.places))
        .where(Registration.action_id.in_(spec.action_ids), Registration.status.in_(COMING))
        .group_by(Registration.action_id, column)
    )
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    places: Counter[int] = Counter()
    for action_id, category, people, taken in rows:
        counts[action_id][str(category)] += people
        places[action_id] += taken
    return {
        action_id: _tally(spec, counts[action_id], people=places[action_id]) for action_id in spec.action_ids
    }


def pending_annotations() -> int:
    """Returns how many free-text answers wait for the model."""
    query = sa.select(sa.func.count()).where(Annotation.state == AnnotationState.PENDING)
    return db.session.scalar(query) or 0


def _submissions(spec: TallySpec) -> Tally:
    column = Submission.__table__.c[spec.dimension]
    people = sa.func.count(sa.distinct(Submission.respondent))
    rows = db.session.execute(
        sa.select(column, people).where(Submission.wave_id.in_(spec.wave_ids)).group_by(column)
    )
    counts = {str(category): number for category, number in rows}
    return _tally(spec, counts, people=_people(spec.wave_ids))


def _answers(spec: TallySpec) -> Tally:
    """Counts people by the choices of one question; several choices of one answer are each counted."""
    padded = sa.literal(" ") + Answer.value + sa.literal(" ")
    chosen = [padded.contains(f" {category} ", autoescape=True) for category in spec.categories]
    row = db.session.execute(
        sa.select(_people_if(sa.or_(*chosen)), *(_people_if(choice) for choice in chosen))
        .select_from(Answer)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(Submission.wave_id.in_(spec.wave_ids), Answer.question == spec.question)
    ).one()
    n, *counts = row
    unknown = _people(spec.wave_ids) - n
    return Tally(spec.categories, tuple(counts), n, unknown, now())


def _codes(spec: TallySpec) -> Tally:
    column = Annotation.__table__.c[spec.dimension]
    rows = db.session.execute(
        _coded(spec, column, sa.func.count(sa.distinct(Submission.respondent))).group_by(column)
    )
    counts = {str(category): number for category, number in rows}
    return _tally(spec, counts, people=_writers(spec))


def _themes(spec: TallySpec) -> Tally:
    people = sa.func.count(sa.distinct(Submission.respondent))
    rows = db.session.execute(
        _coded(spec, AnnotationTheme.theme, people)
        .join(AnnotationTheme, AnnotationTheme.annotation_id == Annotation.id)
        .group_by(AnnotationTheme.theme)
    )
    counts: dict[str, int] = dict(rows.tuples().all())
    n: int = db.session.execute(_coded(spec, people)).scalar_one()
    return Tally(
        spec.categories,
        tuple(counts.get(category, 0) for category in spec.categories),
        n,
        _writers(spec) - n,
        now(),
    )


def _coded(spec: TallySpec, *columns: Any) -> sa.Select[Any]:
    """Returns a query over the codings that count: done, on the question, in a language that we serve."""
    off_topic = sa.select(AnnotationTheme.annotation_id).where(AnnotationTheme.theme == Theme.OFF_TOPIC)
    return (
        sa.select(*columns)
        .select_from(Annotation)
        .join(Answer, Answer.id == Annotation.answer_id)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(
            Submission.wave_id.in_(spec.wave_ids),
            Answer.role == spec.role,
            Annotation.coder == "model",
            Annotation.state == AnnotationState.DONE,
            Annotation.language != UNVERIFIED,
            Annotation.id.not_in(off_topic),
        )
    )


def _writers(spec: TallySpec) -> int:
    """Returns how many people wrote something to the open question, coded or not."""
    return db.session.execute(
        sa.select(sa.func.count(sa.distinct(Submission.respondent)))
        .join(Answer, Answer.submission_id == Submission.id)
        .where(Submission.wave_id.in_(spec.wave_ids), Answer.role == spec.role)
    ).scalar_one()


def _people(wave_ids: Sequence[int]) -> int:
    return db.session.execute(
        sa.select(sa.func.count(sa.distinct(Submission.respondent))).where(Submission.wave_id.in_(wave_ids))
    ).scalar_one()


def _people_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.distinct(sa.case((condition, Submission.respondent))))


def _tally(spec: TallySpec, counts: Mapping[str, int], *, people: int) -> Tally:
    """Returns the tally of people who are each in one category; those in none of ``spec``'s are unknown."""
    found = tuple(counts.get(category, 0) for category in spec.categories)
    n = sum(found)
    return Tally(spec.categories, found, n, people - n, now())


def added(tallies: Sequence[Tally]) -> Tally:
    """Returns several tallies over the same categories as one; raises ValueError when there is none."""
    if not tallies:
        raise ValueError("no tally to add")
    counts = tuple(sum(each) for each in zip(*(tally.counts for tally in tallies), strict=True))
    return Tally(
        tallies[0].categories,
        counts,
        sum(tally.n for tally in tallies),
        sum(tally.unknown for tally in tallies),
        min(tally.data_date for tally in tallies),
    )
