"""What a questionnaire must carry to be a survey whose answers feed the figures."""

from survey.questionnaires.values import Questionnaire

_CONSENT = "consent.survey"
_SPEECH = ("open.", "scale:", "evocation.")
_OF_WHO_ANSWERS = ("profile.age_band", "residence")


def lacking_roles(questionnaire: Questionnaire, *, registered: bool) -> tuple[str, ...]:
    """The roles that no question carries though a survey needs them; () when it may be opened.

    The agreement of who answers, and at least one thing to read (`open.represents` stands for it); where
    people are not `registered`, their age band and residence too, as no registration tells them.
    """
    carried = {item.role for item in questionnaire.items if item.role}
    wanted = [_CONSENT, *(() if registered else _OF_WHO_ANSWERS)]
    lacking = [role for role in wanted if role not in carried]
    if not any(role.startswith(_SPEECH) for role in carried):
        lacking.append("open.represents")
    return tuple(lacking)
