"""Working copies of questionnaires: begun, read over, put in order, seen as people will, published, thrown away."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from survey.flow import plan_of
from survey.languages import language
from survey.questionnaires import QuestionnaireRefused
from survey.questionnaires.editing import Direction, copied, move, remove_question
from webapp.access import only
from webapp.models import QuestionnaireVersion, db
from webapp.organise.draft_lines import draft_lines, tongues
from webapp.organise.draft_saving import changed_sentence, chosen_language, store, to_line
from webapp.organise.previews import preview_page
from webapp.organise.questionnaires import (
    TOWN,
    as_rows,
    changes_since,
    facts,
    read_file,
    sent_file,
    xlsx_of,
)
from webapp.organise.room import room
from webapp.services.questionnaire_drafts import (
    DraftChanged,
    OpenedDraft,
    begin_from_version,
    drop_draft,
    open_draft,
    publish_draft,
)
from webapp.services.questionnaire_versions import checked, newest_of

LONGEST_TITLE = 160


@room.post("/questionnaires/<number:version_id>/brouillon")
@only(*TOWN)
def begin_draft(version_id: int) -> ResponseReturnValue:
    """Copies a published version: under another title, or as the next version of the same form."""
    title = request.form.get("title", "").strip()[:LONGEST_TITLE]
    try:
        draft_id = begin_from_version(version_id, title, current_user.id)
    except LookupError:
        abort(404)
    return redirect(url_for("organise.questionnaire_draft", draft_id=draft_id), 303)


@room.get("/questionnaires/brouillons/<number:draft_id>")
@only(*TOWN)
def questionnaire_draft(draft_id: int) -> ResponseReturnValue:
    """The questions of a draft in their order, in the reference language and in the one chosen."""
    return draft_page(draft_or_404(draft_id))


@room.post("/questionnaires/brouillons/<number:draft_id>/ordre")
@only(*TOWN)
def reorder_draft(draft_id: int) -> ResponseReturnValue:
    """Puts a question or a page one line up or down."""
    draft = draft_or_404(draft_id)
    verb, _, name = request.form.get("move", "").partition(":")
    if verb not in list(Direction):
        return draft_page(draft), 422
    outcome = store(draft, lambda workbook: move(workbook, name, Direction(verb)))
    if outcome is not None:
        return draft_page(draft, troubles=outcome.sentences), outcome.status
    return redirect(to_line(draft, name), 303)


@room.post("/questionnaires/brouillons/<number:draft_id>/questions/<name>/retirer")
@only(*TOWN)
def remove_from_draft(draft_id: int, name: str) -> ResponseReturnValue:
    """Takes a question out, or a page that is empty."""
    draft = draft_or_404(draft_id)
    outcome = store(draft, lambda workbook: remove_question(workbook, name))
    if outcome is not None:
        return draft_page(draft, troubles=outcome.sentences), outcome.status
    flash(gettext("C'est retiré."))
    return redirect(to_line(draft, ""), 303)


@room.get("/questionnaires/brouillons/<number:draft_id>/apercu")
@only(*TOWN)
def draft_preview(draft_id: int) -> ResponseReturnValue:
    """Every page of a draft as a phone would draw it, or the chat, in one of its languages."""
    draft = draft_or_404(draft_id)
    return preview_page(draft.read, plan_of(draft.read), draft.name, draft_id=draft.id)


@room.get("/questionnaires/brouillons/<number:draft_id>.xlsx")
@only(*TOWN)
def draft_file(draft_id: int) -> ResponseReturnValue:
    """The rows of a draft as a spreadsheet."""
    draft = draft_or_404(draft_id)
    return xlsx_of(draft.workbook, draft.name)


@room.post("/questionnaires/brouillons/<number:draft_id>/fichier")
@only(*TOWN)
def replace_draft(draft_id: int) -> ResponseReturnValue:
    """Takes the rows of a spreadsheet in place of those of the draft, whose name stays."""
    draft = draft_or_404(draft_id)
    name, content = sent_file()
    if not name:
        return draft_page(draft, troubles=(gettext("Choisissez un fichier."),)), 422
    try:
        workbook = copied(read_file(name, content), form_id=draft.name)
        checked(workbook)
    except QuestionnaireRefused as refusal:
        return _faults(name, refusal), 422
    outcome = store(draft, lambda _: workbook)
    if outcome is not None:
        return draft_page(draft, troubles=outcome.sentences), outcome.status
    flash(gettext("Le brouillon a pris les lignes du fichier."))
    return redirect(url_for("organise.questionnaire_draft", draft_id=draft.id), 303)


@room.route("/questionnaires/brouillons/<number:draft_id>/publier", methods=["GET", "POST"])
@only(*TOWN)
def publish_draft_page(draft_id: int) -> ResponseReturnValue:
    """Shows what publishing would add or change; publishes it once that was confirmed."""
    draft = draft_or_404(draft_id)
    try:
        if request.method == "POST":
            version_id = publish_draft(draft.id, request.form.get("token", ""), current_user.id)
            flash(gettext("Le questionnaire est publié."))
            return redirect(url_for("organise.questionnaire_version", version_id=version_id), 303)
        checked(draft.workbook)
    except DraftChanged:
        return draft_page(draft, troubles=(changed_sentence(),)), 409
    except QuestionnaireRefused as refusal:
        return _faults(draft.name, refusal), 422
    before = newest_of(draft.name)
    if before is None and draft.base_version_id is not None:
        before = db.session.get(QuestionnaireVersion, draft.base_version_id)
    return render_template(
        "organise/draft_publish.html",
        draft=draft,
        read=draft.read,
        before=before,
        changes=changes_since(before, draft.read),
        warnings=as_rows(draft.read.warnings),
        **facts(draft.read),
    )


@room.post("/questionnaires/brouillons/<number:draft_id>/supprimer")
@only(*TOWN)
def drop_draft_page(draft_id: int) -> ResponseReturnValue:
    """Throws a draft away; what was published from it stays."""
    draft = draft_or_404(draft_id)
    try:
        drop_draft(draft.id, request.form.get("token", ""))
    except DraftChanged:
        return draft_page(draft, troubles=(changed_sentence(),)), 409
    flash(gettext("Le brouillon est supprimé."))
    return redirect(url_for("organise.questionnaire_list"), 303)


def draft_or_404(draft_id: int) -> OpenedDraft:
    """Returns the draft, or answers that there is none."""
    found = open_draft(draft_id)
    if found is None:
        abort(404)
    return found


def draft_page(draft: OpenedDraft, *, troubles: Sequence[str] = (), kept: Sequence[str] = ()) -> str:
    """Returns the page of a draft as it is now; ``kept`` are texts that were typed and have no place any more."""
    draft = draft_or_404(draft.id)
    every = tongues(draft.read)
    chosen = chosen_language(draft)
    return render_template(
        "organise/draft.html",
        draft=draft,
        read=draft.read,
        tongues=every,
        chosen=next(tongue for tongue in every if tongue.language == chosen),
        reference=language(draft.read.default_language),
        lines=draft_lines(draft, chosen.code),
        troubles=troubles,
        kept=kept,
    )


def _faults(name: str, refusal: QuestionnaireRefused) -> str:
    return render_template(
        "organise/questionnaire_faults.html",
        name=name,
        faults=as_rows(refusal.problems),
        count=len(refusal.problems),
    )
