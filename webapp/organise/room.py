"""The blueprint that the files of this desk share."""

from flask import Blueprint

from webapp.questionnaire_wording import OPERATORS, word_kind
from webapp.wording import ACTION_STATES, REGISTRATION_STATES

room = Blueprint("organise", __name__, url_prefix="/bureau")


@room.context_processor
def states() -> dict[str, object]:
    """Words of states that every template of this desk may need."""
    return {
        "states": ACTION_STATES,
        "registration_states": REGISTRATION_STATES,
        "word_kind": word_kind,
        "operators": OPERATORS,
    }
