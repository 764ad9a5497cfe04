"""A survey brought in keeps its own headings: how they lie beside the themes that the coder found."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from nlp.codebook import Theme
from survey.disclosure import INTERNAL, protect
from survey.indicators.tally import Tally
from webapp.models import (
    Annotation,
    AnnotationState,
    AnnotationTheme,
    Answer,
    ImportedRecord,
    Submission,
    db,
    now,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the source: how many people's answers are coded under it, and its themes by how many of them
    speak of each, the most spoken of first; a theme of fewer than five people is left out, with what would give it
    away."""

    name: str
    people: int
    themes: tuple[tuple[Theme, int], ...]


def headings_of(wave_ids: Sequence[int], *, role: str = "open.represents") -> list[Heading]:
    """Returns the headings under which at least five people wrote, the fullest first; none where nothing came in.

    One that would give away how few wrote under another is left out as well.
    """
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
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for heading, number, theme in db.session.execute(by_theme):
        counts[theme][heading] = number
    themes: defaultdict[str, Counter[Theme]] = defaultdict(Counter)
    for theme, by_heading in counts.items():
        for heading, number in _shown(by_heading):
            themes[heading][Theme(theme)] = number
    return [
        Heading(name, number, tuple(themes[name].most_common()))
        for name, number in sorted(_shown(totals), key=lambda each: (-each[1], each[0]))
    ]


def _shown(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Returns the counts by heading that may be told, their sum being told elsewhere on the page."""
    tally = Tally(tuple(counts), tuple(counts.values()), sum(counts.values()), 0, now())
    return [(name, number) for name, number in protect(tally, threshold=INTERNAL).rows() if number]
