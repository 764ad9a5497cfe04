"""The published versions of questionnaires: lists them, adds one that came as a file, finds those a wave may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from survey.problems import ProblemCode, cell_place, problem
from survey.questionnaires import Questionnaire, QuestionnaireRefused, Workbook, questionnaire_from
from survey.questionnaires.builtin import BUILTIN
from survey.questionnaires.purposes import lacking_roles
from webapp.database import transaction
from webapp.models import Audit, QuestionnaireVersion, Wave, db
from webapp.services import questionnaires

LONGEST_NAME = 80
LONGEST_VERSION = 40


@dataclass(frozen=True, slots=True)
class Published:
    """A published version; ``title`` is in its default language, ``waves`` counts the surveys that use it."""

    id: int
    name: str
    title: str
    version: str
    created_at: datetime
    waves: int


def published() -> Sequence[Published]:
    """Returns every version, by name, the newest first."""
    waves = (
        sa.select(sa.func.count())
        .where(Wave.questionnaire_version_id == QuestionnaireVersion.id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(
            QuestionnaireVersion.id,
            QuestionnaireVersion.name,
            QuestionnaireVersion.version,
            QuestionnaireVersion.created_at,
            waves.label("waves"),
        ).order_by(QuestionnaireVersion.name, QuestionnaireVersion.id.desc())
    )
    return [
        Published(
            id=row.id,
            name=row.name,
            title=questionnaires.questionnaire(row.id).main_title,
            version=row.version,
            created_at=row.created_at,
            waves=row.waves,
        )
        for row in rows
    ]


def version_before(version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    """Returns the version of the same name that was published just before, None for the first one."""
    return db.session.scalars(
        sa.select(QuestionnaireVersion)
        .where(QuestionnaireVersion.name == version.name, QuestionnaireVersion.id < version.id)
        .order_by(QuestionnaireVersion.id.desc())
        .limit(1)
    ).first()


def newest_of(name: str) -> QuestionnaireVersion | None:
    """Returns the newest version of this name, None when there is none."""
    return db.session.scalars(
        sa.select(QuestionnaireVersion)
        .where(QuestionnaireVersion.name == name)
        .order_by(QuestionnaireVersion.id.desc())
        .limit(1)
    ).first()


def checked(workbook: Workbook) -> Questionnaire:
    """Returns the questionnaire that publishing a workbook would add; stores nothing.

    Raises QuestionnaireRefused with every fault of its rows, or because its name or version is not free.
    """
    read = questionnaire_from(workbook)
    faults = []
    if read.name in BUILTIN or len(read.name) > LONGEST_NAME:
        place = cell_place("settings", 2, "form_id")
        faults.append(problem(ProblemCode.NAME_TAKEN, place, name=read.name[:100], limit=LONGEST_NAME))
    elif len(read.version) > LONGEST_VERSION or (read.version and _same_version(read, workbook)):
        place = cell_place("settings", 2, "version")
        faults.append(problem(ProblemCode.VERSION_TAKEN, place, version=read.version[:100]))
    if faults:
        raise QuestionnaireRefused(tuple(faults))
    return read


def publish_workbook(workbook: Workbook, user_id: int) -> int:
    """Publishes a workbook once it was read over; returns the version's id, the known one for the same rows.

    A version without a number of its own gets the next one. Raises QuestionnaireRefused as ``checked`` does.
    """
    checked(workbook)
    with transaction() as session:
        version = questionnaires.publish(workbook)
        if not version.version:
            same = sa.select(sa.func.count()).where(QuestionnaireVersion.name == version.name)
            version.version = str(session.scalar(same) or 1)
        session.add(
            Audit(user_id=user_id, verb="publish", subject="questionnaire version", subject_id=version.id)
        )
        return version.id


def usable(*, registered: bool) -> list[tuple[int, str]]:
    """Returns the newest version of each name that may be opened as a survey, with what to call it.

    ``registered`` is true for surveys of people who registered for an action.
    """
    found = []
    seen: set[str] = set()
    for version in published():
        if version.name in seen:
            continue
        seen.add(version.name)
        read = questionnaires.questionnaire(version.id)
        if not lacking_roles(read, registered=registered):
            found.append((version.id, f"{version.title} · {version.version}"))
    return found


def _same_version(read: Questionnaire, workbook: Workbook) -> bool:
    """True when this name and version are those of other rows: what is published does not change."""
    digest = questionnaires.digest_of(workbook)
    taken = sa.select(QuestionnaireVersion.id).where(
        QuestionnaireVersion.name == read.name,
        QuestionnaireVersion.version == read.version,
        QuestionnaireVersion.digest != digest,
    )
    return db.session.scalars(taken).first() is not None
