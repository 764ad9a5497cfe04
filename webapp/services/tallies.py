"""The one place where people are counted: a declared tally in, frozen counts out.

Somebody who took part in several waves is one person: who they are and what they say is what is known of them last.
"""

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


def pending_annotations(wave_ids: Sequence[int] | None = None) -> int:
    """Returns how many free-text answers wait for the model, of some waves or of all."""
    query = sa.select(sa.func.count()).where(Annotation.state == AnnotationState.PENDING)
    if wave_ids is not None:
        query = (
            query.select_from(Annotation)
            .join(Answer, Answer.id == Annotation.answer_id)
            .join(Submission, Submission.id == Answer.submission_id)
            .where(Submission.wave_id.in_(wave_ids))
        )
    return db.session.scalar(query) or 0


def _submissions(spec: TallySpec) -> Tally:
    column = Submission.__table__.c[spec.dimension]
    known = sa.select(column.label("category")).where(
        Submission.wave_id.in_(spec.wave_ids), column.in_(spec.categories)
    )
    return _tally(spec, _by_category(known), people=_people(spec.wave_ids))


def _answers(spec: TallySpec) -> Tally:
    """Counts people by the choices of one question; several choices of one answer are each counted."""

    def chooses(value: sa.ColumnElement[str], category: str) -> sa.ColumnElement[bool]:
        padded = sa.literal(" ") + value + sa.literal(" ")
        return padded.contains(f" {category} ", autoescape=True)

    value = Answer.__table__.c.value
    last = _last(
        sa.select(value)
        .select_from(Answer)
        .join(Submission, Submission.id == Answer.submission_id)
        .where(
            Submission.wave_id.in_(spec.wave_ids),
            Answer.question == spec.question,
            sa.or_(sa.false(), *(chooses(value, category) for category in spec.categories)),
        )
    )
    chosen = [sa.func.count(sa.case((chooses(last.c.value, category), 1))) for category in spec.categories]
    n, *counts = db.session.execute(sa.select(sa.func.count(), *chosen).select_from(last)).one()
    return Tally(spec.categories, tuple(counts), n, _people(spec.wave_ids) - n, now())


def _codes(spec: TallySpec) -> Tally:
    column = Annotation.__table__.c[spec.dimension]
    known = _coded(spec, column.label("category")).where(column.in_(spec.categories))
    return _tally(spec, _by_category(known), people=_writers(spec))


def _themes(spec: TallySpec) -> Tally:
    people = sa.func.count(sa.distinct(Submission.respondent))
    rows = db.session.execute(
        _coded(spec, AnnotationTheme.theme, people)
        .join(AnnotationTheme, AnnotationTheme.annotation_id == Annotation.id)
        .group_by(AnnotationTheme.theme)
    )
    counts: dict[str, int] = dict(rows.all())
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


def _by_category(known: sa.Select[Any]) -> dict[str, int]:
    """Returns how many people are in each category; ``known`` has one column, and a row each time it is told."""
    last = _last(known)
    rows = db.session.execute(sa.select(last.c.category, sa.func.count()).group_by(last.c.category))
    return {str(category): number for category, number in rows}


def _last(query: sa.Select[Any]) -> sa.Subquery:
    """Returns the rows of ``query``, over submissions, that are the last one of a person."""
    latest_first = (Submission.submitted_at.desc(), Submission.id.desc())
    place = sa.func.row_number().over(partition_by=Submission.respondent, order_by=latest_first)
    ranked = query.add_columns(place.label("place")).subquery()
    return sa.select(ranked).where(ranked.c.place == 1).subquery()


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
