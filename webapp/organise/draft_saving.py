"""What the pages of a draft do alike: the language they are in, an edit stored, what is shown when it is not."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext
from flask_security import current_user

from survey.languages import LANGUAGES, Language, language
from survey.questionnaires import QuestionnaireRefused
from survey.questionnaires.editing import Slot
from survey.questionnaires.texts import Texts
from webapp.organise.draft_fields import clean, field_of
from webapp.questionnaire_wording import COLUMNS, word_fault
from webapp.services.questionnaire_drafts import DraftChanged, Edit, OpenedDraft, change_draft

_SHEET_COLUMNS = {"guidance_hint": "guidance", "form_title": "title"}
"""Columns of the sheet whose words are kept under another name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why an edit was not stored: sentences, the columns they are about, and the status of the answer."""

    sentences: tuple[str, ...]
    status: int
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A field for one text in one language, with what it shows; ``stored`` is another text that stands there now."""

    field: str
    language: Language
    value: str
    stored: str = ""


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text with its fields; ``word`` says what it is, ``shown`` and ``shown_language`` what people read now."""

    slot: Slot
    word: str
    entries: tuple[TextEntry, ...]
    shown: str
    shown_language: str


def store(draft: OpenedDraft, edit: Edit) -> Outcome | None:
    """Stores an edit of the draft as this request's page knew it; returns why not, None once it is stored."""
    try:
        change_draft(draft.id, request.form.get("token", ""), edit, current_user.id)
    except DraftChanged:
        return Outcome((changed_sentence(),), 409)
    except QuestionnaireRefused as refusal:
        return refused(refusal)
    return None


def refused(refusal: QuestionnaireRefused) -> Outcome:
    """Returns the outcome of an edit that the questionnaire does not bear."""
    sentences = dict.fromkeys(word_fault(fault) for fault in refusal.problems)
    columns = frozenset(fault.place.split(":")[2] for fault in refusal.problems)
    return Outcome(tuple(sentences), 422, columns)


def changed_sentence() -> str:
    """Returns what to tell somebody whose page is older than the draft."""
    return gettext(
        "Quelqu'un a modifié ce brouillon depuis que cette page est ouverte : rien n'a été enregistré. "
        "Ce que vous avez écrit est encore là : relisez, puis recommencez."
    )


def chosen_language(draft: OpenedDraft) -> Language:
    """Returns the language that the request names, the form's first one when it names none we serve."""
    asked = request.values.get("langue", "")
    known = {entry.code for entry in LANGUAGES}
    return language(asked if asked in known else draft.read.default_language)


def text_row(slot: Slot, texts: Texts, languages: list[Language]) -> TextRow:
    """Returns the fields of a text: with what was posted, else with what is written."""
    written = dict(texts.by_language)
    entries = []
    for each in languages:
        field = field_of(slot, each.code)
        stored = written.get(each.code, "")
        value = request.form.get(field, stored)
        entries.append(TextEntry(field, each, value, stored if clean(value) != clean(stored) else ""))
    now = texts.wording(texts.default_language)
    column = _SHEET_COLUMNS.get(slot.column, slot.column)
    word = gettext("réponse au choix") if slot.choice else str(COLUMNS.get(column, column))
    return TextRow(slot, word, tuple(entries), now.text, now.language)


def typed() -> list[str]:
    """Returns the texts that the request carries, for a page that has no field for them any more."""
    return [text for name, text in request.form.items() if name.startswith(("t:", "new:")) and text.strip()]


def to_line(draft: OpenedDraft, name: str) -> str:
    """Returns the address of a line of the draft's page, in the language that was chosen."""
    chosen = request.form.get("langue") or None
    anchor = f"q-{name}" if name else None
    return url_for("organise.questionnaire_draft", draft_id=draft.id, langue=chosen, _anchor=anchor)
