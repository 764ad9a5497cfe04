"""Publishes questionnaires as immutable versions and hands out their plans."""

import hashlib
import json
from functools import lru_cache

import sqlalchemy as sa

from survey.flow import Plan, plan_of
from survey.questionnaires import (
    Questionnaire,
    Workbook,
    load_builtin,
    questionnaire_from,
    with_choices,
    workbook_as_json,
    workbook_from_json,
)
from webapp.database import take_turn, transaction
from webapp.models import Quartier, QuestionnaireVersion, db

REGISTRATION = "registration"
ACTION_REQUEST = "action_request"


def publish(workbook: Workbook) -> QuestionnaireVersion:
    """Returns the published version with these very rows, adding it when there is none; in the caller's transaction.

    Raises :class:`survey.questionnaires.QuestionnaireRefused` with every fault of the rows.
    """
    questionnaire = questionnaire_from(workbook)
    rows, digest = workbook_as_json(workbook), digest_of(workbook)
    found = db.session.scalars(
        sa.select(QuestionnaireVersion).where(
            QuestionnaireVersion.name == questionnaire.name, QuestionnaireVersion.digest == digest
        )
    ).first()
    if found is not None:
        return found
    version = QuestionnaireVersion(
        name=questionnaire.name, version=questionnaire.version, digest=digest, workbook=rows
    )
    db.session.add(version)
    db.session.flush()
    return version


def digest_of(workbook: Workbook) -> str:
    """Returns what tells the rows of a workbook from any others."""
    rows = json.dumps(workbook_as_json(workbook), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(rows.encode()).hexdigest()


def publish_builtin(name: str) -> QuestionnaireVersion:
    """Publishes a questionnaire of the house, with the town's quartiers in its list of places."""
    quartiers = db.session.scalars(sa.select(Quartier).order_by(Quartier.name)).all()
    workbook = load_builtin(name)
    if workbook.has_choice_list("quartier"):
        workbook = with_choices(
            workbook, "quartier", [(quartier.code, quartier.name) for quartier in quartiers]
        )
    return publish(workbook)


def newest(name: str) -> int:
    """Returns the id of the newest published version called ``name``; raises LookupError when there is none."""
    found = db.session.scalars(
        sa.select(sa.func.max(QuestionnaireVersion.id)).where(QuestionnaireVersion.name == name)
    ).one()
    if found is None:
        raise LookupError(f"no questionnaire called {name} is published")
    return found


def house_version(name: str) -> int:
    """Returns the newest version of a questionnaire of the house; a town founded before it existed publishes it."""
    try:
        return newest(name)
    except LookupError:
        with transaction():
            take_turn(f"publish:{name}")
            return publish_builtin(name).id


@lru_cache(maxsize=64)
def questionnaire(version_id: int) -> Questionnaire:
    """Returns a published version; safe to keep in a process because published rows never change."""
    version = db.session.get_one(QuestionnaireVersion, version_id)
    return questionnaire_from(workbook_from_json(version.workbook), converter=False)


@lru_cache(maxsize=64)
def plan(version_id: int) -> Plan:
    """Returns the compiled plan of a published version."""
    return plan_of(questionnaire(version_id))
