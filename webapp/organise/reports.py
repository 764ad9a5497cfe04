"""Partners' reports of an action: a link to send to each, and what they answered."""

import secrets

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from survey.pairing.token import hash_token
from webapp.access import only
from webapp.addresses import public_address
from webapp.figures.reports import report_parts
from webapp.organise.desk import DESK
from webapp.organise.find import own_action_or_404
from webapp.organise.room import room
from webapp.services import questionnaires
from webapp.services.partner_reports import ask_report, expected_reports, report_of


@room.post("/actions/<code>/bilans/<number:organisation_id>/lien")
@only(*DESK)
def ask_partner(code: str, organisation_id: int) -> ResponseReturnValue:
    """Makes a link for one partner and shows it once: only its hash is kept."""
    found = own_action_or_404(code)
    names = {expected.organisation.id: expected.organisation.name for expected in expected_reports(found)}
    if organisation_id not in names:
        abort(404)
    key = current_app.extensions["croisements_settings"].key_for("links")
    token = secrets.token_urlsafe(32)
    report = ask_report(found.id, organisation_id, hash_token(token, key=key))
    return render_template(
        "organise/report_link.html",
        action=found,
        organisation=names[organisation_id],
        report=report,
        link=public_address("participate.report", token=token),
    )


@room.get("/actions/<code>/bilans/<number:organisation_id>")
@only(*DESK)
def partner_report(code: str, organisation_id: int) -> ResponseReturnValue:
    """What one partner reported, question by question."""
    found = own_action_or_404(code)
    report = report_of(found.id, organisation_id)
    if report is None or report.answers is None:
        abort(404)
    plan = questionnaires.plan(report.questionnaire_version_id)
    return render_template(
        "organise/report.html",
        action=found,
        report=report,
        parts=report_parts(
            plan,
            report.answers,
            written_in=report.language,
            place=found.quartier.name,
            action=found.title,
        ),
    )
