"""Brings an existing survey into a wave, row by row once, and takes it back whole."""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from survey.flow import Plan
from survey.importing import Report
from webapp.database import changed, transaction
from webapp.models import (
    Channel,
    ImportBatch,
    ImportedRecord,
    Submission,
    now,
)
from webapp.services.submit import Passing, profile_of, store_submission
from webapp.tasks import remind_annotations

LONGEST_KEY = 80
"""Letters of a source's own identifier that are kept as they are; a longer one is kept as its hash."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the batch, how many rows were stored, how many were there already."""

    batch_id: int
    stored: int
    known: int


def store_import(
    wave_id: int, plan: Plan, report: Report, *, file_name: str, content: bytes, user_id: int | None
) -> Imported:
    """Stores the accepted rows of ``report`` in one transaction; a row that this wave holds already is left alone."""
    with transaction() as session:
        batch = ImportBatch(
            wave_id=wave_id,
            file_name=file_name[:200],
            digest=hashlib.sha256(content).hexdigest(),
            user_id=user_id,
            refused=len(report.refused),
        )
        session.add(batch)
        session.flush()
        respondents = {_respondent(wave_id, row.key): row for row in report.accepted}
        known = set(session.scalars(sa.select(Submission.respondent).where(Submission.wave_id == wave_id)))
        for respondent, row in respondents.items():
            if respondent in known:
                continue
            profile = profile_of(row.answers, plan.roles)
            passing = Passing(wave_id, respondent, Channel.IMPORT, row.language, profile)
            submission = store_submission(passing, row.answers, plan.roles, complete=row.complete)
            session.add(
                ImportedRecord(
                    submission_id=submission.id,
                    batch_id=batch.id,
                    source_key=row.key if len(row.key) <= LONGEST_KEY else _hashed(row.key),
                    heading=row.heading,
                )
            )
        stored = len(respondents.keys() - known)
        batch_id = batch.id
    remind_annotations()
    return Imported(batch_id, stored, len(respondents) - stored)


def undo_import(batch_id: int) -> int:
    """Takes back what one batch stored, with its annotations; returns how many submissions that was."""
    with transaction() as session:
        session.execute(
            sa.update(ImportBatch)
            .where(ImportBatch.id == batch_id, ImportBatch.undone_at.is_(None))
            .values(undone_at=now())
        )
        own = sa.select(ImportedRecord.submission_id).where(ImportedRecord.batch_id == batch_id)
        removed = session.execute(
            sa.delete(Submission).where(Submission.id.in_(own)).execution_options(synchronize_session=False)
        )
    return changed(removed)


def _respondent(wave_id: int, key: str) -> str:
    return _hashed(f"import:{wave_id}:{key}")[:43]


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
