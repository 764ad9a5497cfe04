"""Names made from words, and the name and title a form goes by."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

from survey.questionnaires.editing.sheets import survey_of, with_value
from survey.questionnaires.editing.texts import THE_TITLE, set_text, settings_of
from survey.questionnaires.reading import questionnaire_from
from survey.questionnaires.workbook import Sheet, Workbook

LONGEST = 40


def name_from(words: str, taken: Container[str], *, otherwise: str) -> str:
    """A name of Latin letters, digits and _ that says what `words` do, and that is not taken; `otherwise` is
    what to begin with where the words have no such letter."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
    if not name[:1].isalpha():
        name = f"{otherwise}_{name}".strip("_")
    others = (f"{name}_{number}" for number in count(2))
    return name if name not in taken else next(other for other in others if other not in taken)


def copied(workbook: Workbook, *, form_id: str, title: str = "") -> Workbook:
    """The workbook as a working copy: named `form_id`, without a version number, with a title when one is
    given; its sheet of questions is called so.

    Raises QuestionnaireRefused when the workbook is not accepted.
    """
    language = questionnaire_from(workbook, converter=False).default_language
    survey = survey_of(workbook)
    sheets = [
        Sheet("survey", each.columns, each.rows) if each is survey else each for each in workbook.sheets
    ]
    workbook, settings = settings_of(Workbook(form_id, tuple(sheets)))
    for column, text in (("form_id", form_id), ("version", "")):
        settings = with_value(settings, 0, column, text)
    workbook = workbook.with_sheet(settings)
    return set_text(workbook, THE_TITLE, language, title) if title else workbook
