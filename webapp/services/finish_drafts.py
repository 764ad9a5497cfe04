"""Keeps what people answered before they left: a draft whose day is over becomes a partial submission."""

from flask import current_app

from survey.flow import on_path
from webapp.clock import moment
from webapp.database import transaction
from webapp.models import Draft, Wave, db
from webapp.services import questionnaires
from webapp.services.drafts import expired_drafts, open_draft
from webapp.services.submit import submit


def finish_drafts() -> int:
    """Turns every expired draft into a submission; returns how many. One that cannot be opened is dropped."""
    cipher = current_app.extensions["croisements_settings"].fernet_for("draft")
    finished = 0
    for draft in expired_drafts():
        state = open_draft(cipher, draft)
        if state is None:
            with transaction() as session:
                session.delete(session.get_one(Draft, draft.id))
            continue
        wave = db.session.get_one(Wave, draft.wave_id)
        plan = questionnaires.plan(wave.questionnaire_version_id)
        answers = on_path(plan, state.interview["answers"], moment=moment())
        submit(state.passing, answers, plan.roles, complete=False)
        finished += 1
    return finished
