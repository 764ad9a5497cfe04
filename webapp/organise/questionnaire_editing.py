"""Changing a draft: the page of one question, a new question, what lacks in a language. What is typed is never lost."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from survey.languages import Language, language
from survey.questionnaires import QuestionnaireRefused, Workbook
from survey.questionnaires.editing import (
    THE_TITLE,
    WITH_CHOICES,
    NewKind,
    NewQuestion,
    Slot,
    TextEdit,
    add_block,
    add_question,
    free_name,
    lacking,
    set_texts,
    slots,
)
from survey.questionnaires.library import block_of, fragment, library
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Group, Item
from webapp.access import only
from webapp.i18n import chosen_language as spoken
from webapp.organise.draft_conditions import BadCondition
from webapp.organise.draft_fields import clean, page_edit, text_edits
from webapp.organise.draft_lines import targets, tongues
from webapp.organise.draft_saving import Outcome, chosen_language, refused, store, text_row, to_line, typed
from webapp.organise.draft_target import (
    condition_view,
    places,
    required_view,
    sharing,
    shown_choices,
    shown_texts,
)
from webapp.organise.questionnaire_drafts import draft_or_404, draft_page
from webapp.organise.questionnaires import TOWN
from webapp.organise.room import room
from webapp.services.questionnaire_drafts import OpenedDraft


@room.route("/questionnaires/brouillons/<number:draft_id>/questions/<name>", methods=["GET", "POST"])
@only(*TOWN)
def draft_question(draft_id: int, name: str) -> ResponseReturnValue:
    """One question or page of a draft: its words in two languages, its choices, when it is asked, where it stands."""
    draft = draft_or_404(draft_id)
    target = targets(draft.read).get(name)
    if target is None:
        if request.method == "GET":
            abort(404)
        gone = gettext("Cette question n'est plus dans le brouillon : quelqu'un l'a retirée.")
        return draft_page(draft, troubles=(gone,), kept=typed()), 409
    return _edited(draft, target)


@room.route("/questionnaires/brouillons/<number:draft_id>/titre", methods=["GET", "POST"])
@only(*TOWN)
def draft_title(draft_id: int) -> ResponseReturnValue:
    """The title of a draft, in two languages."""
    return _edited(draft_or_404(draft_id), None)


@room.route("/questionnaires/brouillons/<number:draft_id>/ajouter", methods=["GET", "POST"])
@only(*TOWN)
def add_to_draft(draft_id: int) -> ResponseReturnValue:
    """A new question of a simple type, below another one."""
    draft = draft_or_404(draft_id)
    if request.method == "GET":
        return _add_page(draft)
    asked, fault = _new_question(draft)
    if asked is None:
        return _add_page(draft, Outcome((fault,), 422))
    after = request.form.get("after") or None
    name = free_name(draft.workbook, asked.label)
    outcome = store(draft, lambda workbook: add_question(workbook, name, asked, after=after))
    if outcome is not None:
        return _add_page(draft_or_404(draft.id), outcome)
    flash(gettext("La question est ajoutée : écrivez-la dans les autres langues."))
    return redirect(to_line(draft, name), 303)


@room.post("/questionnaires/brouillons/<number:draft_id>/bibliotheque")
@only(*TOWN)
def add_block_to_draft(draft_id: int) -> ResponseReturnValue:
    """The questions of a block of the library, below another question."""
    draft = draft_or_404(draft_id)
    try:
        block = block_of(request.form.get("block", ""))
    except KeyError:
        return _add_page(draft, Outcome((gettext("Choisissez un bloc."),), 422))
    rows = fragment(block)
    outcome = store(
        draft, lambda workbook: add_block(workbook, rows, after=request.form.get("after") or None)
    )
    if outcome is not None:
        return _add_page(draft_or_404(draft.id), outcome)
    flash(gettext("Les questions du bloc sont ajoutées, dans les langues du questionnaire."))
    return redirect(to_line(draft, block.names[0][1][0]), 303)


@room.route("/questionnaires/brouillons/<number:draft_id>/traduire", methods=["GET", "POST"])
@only(*TOWN)
def translate_draft(draft_id: int) -> ResponseReturnValue:
    """Every text that lacks in a language, on one page; what is written is kept, the rest stays for later."""
    draft = draft_or_404(draft_id)
    chosen = chosen_language(draft)
    if request.method == "GET":
        return _translation_page(draft, chosen)
    edits = [edit for edit in text_edits(request.form, slots(draft.read), [chosen.code]) if edit.text]
    good, faulty = _sorted(draft.workbook, edits)
    outcome = store(draft, lambda workbook: set_texts(workbook, good))
    if outcome is not None:
        return _translation_page(draft_or_404(draft.id), chosen, outcome)
    draft = draft_or_404(draft.id)
    if faulty:
        sentences = tuple(dict.fromkeys(sentence for each in faulty.values() for sentence in each))
        return _translation_page(draft, chosen, Outcome(sentences, 422), faulty)
    flash(ngettext("%(num)s texte enregistré.", "%(num)s textes enregistrés.", len(good)))
    if lacking(draft.read, chosen.code):
        return redirect(url_for("organise.translate_draft", draft_id=draft.id, langue=chosen.code), 303)
    return redirect(url_for("organise.questionnaire_draft", draft_id=draft.id, langue=chosen.code), 303)


def _edited(draft: OpenedDraft, target: Item | Group | None) -> ResponseReturnValue:
    """Shows the page of a question, group or title; stores what was sent, or shows it again with what is wrong."""
    if request.method == "GET":
        return _edit_page(draft, target)
    chosen = chosen_language(draft)
    codes = [draft.read.default_language, chosen.code]
    edits = text_edits(request.form, _slots(draft, target), codes)
    try:
        outcome = store(draft, page_edit(request.form, edits, target))
    except BadCondition:
        sentence = gettext(
            "La condition ne se lit pas : « plus de » et « moins de » veulent une question à nombre et un nombre."
        )
        outcome = Outcome((sentence,), 422, frozenset({"relevant"}))
    if outcome is not None:
        # What is there now, with what was typed over it: the page may be older than the draft.
        draft = draft_or_404(draft.id)
        again = None if target is None else targets(draft.read).get(target.name, target)
        return _edit_page(draft, again, outcome)
    flash(gettext("C'est enregistré."))
    then = request.form.get("then", "")
    if then or "do" in request.form:
        code = then or chosen.code
        if target is None:
            return redirect(url_for("organise.draft_title", draft_id=draft.id, langue=code), 303)
        address = url_for(
            "organise.draft_question",
            draft_id=draft.id,
            name=target.name,
            langue=code,
            _anchor="choix" if "do" in request.form else None,
        )
        return redirect(address, 303)
    return redirect(to_line(draft, target.name if target else ""), 303)


def _slots(draft: OpenedDraft, target: Item | Group | None) -> list[tuple[Slot, Texts]]:
    if target is None:
        return [(THE_TITLE, draft.read.title)]
    return [*shown_texts(target), *shown_choices(draft.read, target)]


def _edit_page(
    draft: OpenedDraft, target: Item | Group | None, outcome: Outcome | None = None
) -> ResponseReturnValue:
    chosen = chosen_language(draft)
    reference = language(draft.read.default_language)
    pair = list(dict.fromkeys([reference, chosen]))
    choices = shown_choices(draft.read, target) if target else []
    texts = [each for each in _slots(draft, target) if not each[0].choice]
    page = render_template(
        "organise/draft_question.html",
        draft=draft,
        target=target,
        group=isinstance(target, Group),
        chosen=chosen,
        reference=reference,
        pair=pair,
        others=[tongue.language for tongue in tongues(draft.read) if tongue.language not in pair],
        texts=[text_row(*each, pair) for each in texts],
        choices=[text_row(*each, pair) for each in choices],
        choices_kept=isinstance(target, Item) and bool(target.choices) and not choices,
        sharing=sharing(draft.read, target) if target else [],
        required=required_view(target, request.form),
        condition=condition_view(draft.read, target, request.form),
        places=places(draft.read, target) if target else [],
        outcome=outcome,
        entered=request.form,
    )
    return page, outcome.status if outcome else 200


def _new_question(draft: OpenedDraft) -> tuple[NewQuestion | None, str]:
    """Returns the question that was entered, or the sentence that says what lacks."""
    kind, label = request.form.get("kind", ""), clean(request.form.get("label", ""))
    choices = tuple(dict.fromkeys(filter(None, map(clean, request.form.get("choices", "").splitlines()))))
    if kind not in list(NewKind):
        return None, gettext("Choisissez comment on répond.")
    if not label:
        return None, gettext("Écrivez la question.")
    if NewKind(kind) in WITH_CHOICES and len(choices) < 2:
        return None, gettext("Écrivez au moins deux réponses, une par ligne.")
    return NewQuestion(NewKind(kind), label, draft.read.default_language, choices), ""


def _add_page(draft: OpenedDraft, outcome: Outcome | None = None) -> ResponseReturnValue:
    after = request.values.get("after", "")
    above = targets(draft.read).get(after)
    page = render_template(
        "organise/draft_add.html",
        draft=draft,
        reference=language(draft.read.default_language),
        after=after if above else "",
        above=above.label.text(draft.read.default_language) or after if above else "",
        kinds=list(NewKind),
        blocks=[(block.id, block.title.text(spoken().code)) for block in library()],
        outcome=outcome,
        entered=request.form,
    )
    return page, outcome.status if outcome else 200


def _sorted(workbook: Workbook, edits: list[TextEdit]) -> tuple[list[TextEdit], dict[Slot, tuple[str, ...]]]:
    """Returns the texts that the form bears, and why it does not bear the others."""
    try:
        set_texts(workbook, edits)
    except QuestionnaireRefused:
        good: list[TextEdit] = []
        faulty: dict[Slot, tuple[str, ...]] = {}
        for edit in edits:
            try:
                set_texts(workbook, [edit])
                good.append(edit)
            except QuestionnaireRefused as refusal:
                faulty[edit.slot] = refused(refusal).sentences
        return good, faulty
    return edits, {}


def _translation_page(
    draft: OpenedDraft,
    chosen: Language,
    outcome: Outcome | None = None,
    faulty: dict[Slot, tuple[str, ...]] | None = None,
) -> ResponseReturnValue:
    without = {slot for slot, _ in lacking(draft.read, chosen.code)}
    rows = [text_row(slot, texts, [chosen]) for slot, texts in slots(draft.read)]
    stored = {slot: dict(texts.by_language).get(chosen.code, "") for slot, texts in slots(draft.read)}
    page = render_template(
        "organise/draft_translate.html",
        draft=draft,
        chosen=next(tongue for tongue in tongues(draft.read) if tongue.language == chosen),
        # A text that somebody else wrote meanwhile stays, with what was typed here.
        rows=[
            row
            for row in rows
            if row.slot in without or clean(row.entries[0].value) != clean(stored[row.slot])
        ],
        outcome=outcome,
        faulty=faulty or {},
    )
    return page, outcome.status if outcome else 200
