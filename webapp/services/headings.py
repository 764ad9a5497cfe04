"""A survey brought in keeps its own headings: how they lie beside the themes that the coder found."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from nlp.codebook import Theme
from survey.disclosure import INTERNAL
from webapp.models import (
    Annotation,
    AnnotationState,
    AnnotationTheme,
    Answer,
    ImportedRecord,
    Submission,
    db,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the source: how many people's answers are coded under it, and its themes by how many of them
    speak of each, the most spoken of first; a theme of fewer than five people is left out."""

    name: str
    people: int
    themes: tuple[tuple[Theme, int], ...]


def headings_of(wave_ids: Sequence[int], *, role: str = "open.represents") -> list[Heading]:
    """Returns the headings under which at least five people wrote, the fullest first; none where nothing came in."""
    people = sa.func.count(sa.distinct(Submission.respondent))
    coded = (
        sa.select(ImportedRecord.heading, people)
        .join(Submission, Submission.id == ImportedRecord.submission_id)
        .join(Answer, Answer.submission_id == Submission.id)
        .join(Annotation, Annotation.answer_id == Answer.id)
        .where(
            Submission.wave_id.in_(wave_ids),
            ImportedRecord.heading != "",
            Answer.role == role,
            Annotation.coder == "model",
            Annotation.state == AnnotationState.DONE,
        )
    )
    grouped = db.session.execute(coded.group_by(ImportedRecord.heading))
    totals = dict(grouped.all())
    by_theme = (
        coded.add_columns(AnnotationTheme.theme)
        .join(AnnotationTheme, AnnotationTheme.annotation_id == Annotation.id)
        .group_by(ImportedRecord.heading, AnnotationTheme.theme)
    )
    themes: defaultdict[str, Counter[Theme]] = defaultdict(Counter)
    for heading, number, theme in db.session.execute(by_theme):
        if number >= INTERNAL:
            themes[heading][Theme(theme)] = number
    return [
        Heading(name, number, tuple(themes[name].most_common()))
        for name, number in sorted(totals.items(), key=lambda each: (-each[1], each[0]))
        if number >= INTERNAL
    ]
