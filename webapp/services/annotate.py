"""Lets the model code the free-text answers that wait, batch after batch, each kept or left pending as a whole."""

from functools import cache

import sqlalchemy as sa

from nlp.coding import Annotation as Coding
from nlp.coding import Coder
from survey.languages import read_as
from webapp.database import locked, transaction
from webapp.models import Annotation, AnnotationState, AnnotationTheme, Answer, Submission, now
from webapp.services.tallies import pending_annotations

BATCHES = (64, 8, 1)
"""How many answers are taken together the first time, the second time, and from then on."""
MOST_ATTEMPTS = 5


@cache
def ready_coder() -> Coder:
    """Returns the model of this process, trained at the first start (some minutes), then read from its file."""
    from nlp.coding import load_coder  # the encoder belongs to the worker alone

    return load_coder()


def annotate_pending(coder: Coder | None = None) -> int:
    """Codes every pending answer; returns how many. Running it twice, or beside itself, doubles nothing.

    The model is there before the first row is taken: one that cannot be had costs no row an attempt.
    """
    done = 0
    if not pending_annotations():
        return done
    coder = coder or ready_coder()
    while batch := _take_batch():
        texts = [text for _, text, _ in batch]
        codings = coder.annotate(texts, [language for _, _, language in batch])
        done += _keep([identifier for identifier, _, _ in batch], codings)
    return done


def _take_batch() -> list[tuple[int, str, str]]:
    """Counts an attempt for the next pending rows.

    What was begun in vain is taken again in smaller batches, so that an answer that kills the worker ends up alone and
    is set aside, and those that were only beside it, or on a machine that stopped, are coded.
    """
    with transaction() as session:
        session.execute(
            sa.update(Annotation)
            .where(Annotation.state == AnnotationState.PENDING, Annotation.attempts >= MOST_ATTEMPTS)
            .values(state=AnnotationState.FAILED)
        )
        pending_rows = Annotation.state == AnnotationState.PENDING
        fewest = session.scalar(sa.select(sa.func.min(Annotation.attempts)).where(pending_rows)) or 0
        rows = session.execute(
            sa.select(Annotation.id, Answer.value, Submission.language)
            .join(Answer, Answer.id == Annotation.answer_id)
            .join(Submission, Submission.id == Answer.submission_id)
            .where(pending_rows, Annotation.attempts == fewest)
            .order_by(Annotation.id)
            .limit(BATCHES[min(fewest, len(BATCHES) - 1)])
        ).all()
        session.execute(
            sa.update(Annotation)
            .where(Annotation.id.in_([row.id for row in rows]))
            .values(attempts=Annotation.attempts + 1)
        )
    return [(row.id, row.value, read_as(row.language)) for row in rows]


def _keep(identifiers: list[int], codings: list[Coding]) -> int:
    kept = 0
    with transaction() as session:
        waiting = {
            row.id: row
            for row in session.scalars(
                locked(
                    sa.select(Annotation).where(
                        Annotation.id.in_(identifiers), Annotation.state == AnnotationState.PENDING
                    )
                )
            )
        }
        for identifier, coding in zip(identifiers, codings, strict=True):
            row = waiting.get(identifier)
            if row is None:
                continue
            record(row, coding)
            kept += 1
    return kept


def record(row: Annotation, coding: Coding) -> None:
    """Writes what a coder said into its row."""
    row.state = AnnotationState.DONE
    row.language = coding.language
    row.polarity = coding.polarity
    row.frame = coding.frame
    row.mode = coding.mode
    row.reported = coding.reported
    row.confidence = dict(coding.confidence)
    row.review = coding.review
    row.model = coding.model
    row.coded_at = now()
    row.themes = [
        AnnotationTheme(theme=theme, position=position) for position, theme in enumerate(coding.themes)
    ]
