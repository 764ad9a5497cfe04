"""Asks partners for their report of an action, takes it, and finds it for those who run the action.

A report is no submission: it has a table of its own, which no tally, pair, record or coder reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from webapp.database import locked, take_turn, transaction
from webapp.models import Action, Organisation, PartnerReport, db, now
from webapp.services.questionnaires import newest

QUESTIONNAIRE = "partner_report"
OPEN_FOR = timedelta(days=92)
"""How long a link takes a report."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An organisation that may report on an action, and its report as far as there is one."""

    organisation: Organisation
    report: PartnerReport | None


def expected_reports(action: Action) -> list[Expected]:
    """Returns who may report: the organisation that runs the action, its partners, and whoever was asked before."""
    asked = {report.organisation_id: report for report in _reports(action.id)}
    organisations = {action.organisation.id: action.organisation}
    organisations |= {partner.id: partner for partner in sorted(action.partners, key=lambda one: one.name)}
    organisations |= {report.organisation_id: report.organisation for report in asked.values()}
    return [Expected(found, asked.get(found.id)) for found in organisations.values()]


def ask_report(action_id: int, organisation_id: int, token_hash: str) -> PartnerReport:
    """Opens the report of an organisation to whoever holds the token; an earlier link opens nothing any more.

    What was sent before stays, to be corrected.
    """
    with transaction() as session:
        take_turn(f"report:{action_id}:{organisation_id}")
        report = session.scalars(
            locked(
                sa.select(PartnerReport).where(
                    PartnerReport.action_id == action_id, PartnerReport.organisation_id == organisation_id
                )
            )
        ).first()
        if report is None:
            report = PartnerReport(
                action_id=action_id,
                organisation_id=organisation_id,
                questionnaire_version_id=newest(QUESTIONNAIRE),
            )
            session.add(report)
        report.token_hash = token_hash
        report.open_until = now().date() + OPEN_FOR
    return report


def report_of(action_id: int, organisation_id: int) -> PartnerReport | None:
    """Returns what one organisation was asked of one action, None when it was not."""
    return next((found for found in _reports(action_id) if found.organisation_id == organisation_id), None)


def report_by_token(token_hash: str) -> PartnerReport | None:
    """Returns the report that a link opens, whether it still takes answers or not."""
    return db.session.scalars(
        sa.select(PartnerReport)
        .where(PartnerReport.token_hash == token_hash)
        .options(
            joinedload(PartnerReport.organisation),
            joinedload(PartnerReport.action).options(
                joinedload(Action.quartier), joinedload(Action.organisation)
            ),
        )
    ).first()


def send_report(report_id: int, answers: Mapping[str, str], language: str) -> None:
    """Stores the answers, by question, and the language they were written in.

    A report that is sent again replaces the one before.
    """
    with transaction() as session:
        report = session.scalars(locked(sa.select(PartnerReport).where(PartnerReport.id == report_id))).one()
        report.answers = {name: value for name, value in answers.items() if value}
        report.language = language
        report.sent_at = now()


def _reports(action_id: int) -> Sequence[PartnerReport]:
    return db.session.scalars(
        sa.select(PartnerReport)
        .where(PartnerReport.action_id == action_id)
        .order_by(PartnerReport.id)
        .options(joinedload(PartnerReport.organisation))
    ).all()
