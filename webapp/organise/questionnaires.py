"""Questionnaires: what is published, a workbook tried and published, each version read, previewed and taken out."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from survey.problems import Problem, ProblemCode, cell_place, problem
from survey.questionnaires import Questionnaire, QuestionnaireRefused, Workbook, workbook_from_json
from survey.questionnaires.builtin import BUILTIN
from survey.questionnaires.difference import Change, difference
from survey.questionnaires.purposes import lacking_roles
from webapp.access import only
from webapp.models import QuestionnaireVersion, RoleName, db
from webapp.organise.previews import preview_page, written_in
from webapp.organise.room import room
from webapp.questionnaire_wording import word_change, word_fault
from webapp.services import questionnaires
from webapp.services.questionnaire_drafts import begin_from_workbook, drafts
from webapp.services.questionnaire_versions import (
    checked,
    newest_of,
    publish_workbook,
    published,
    version_before,
)

TOWN = (RoleName.ADMINISTRATOR, RoleName.COORDINATOR)
MOST_BYTES = 1_400_000
"""A larger file could not be carried by the page that asks to confirm it."""
MOST_FAULTS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@room.get("/questionnaires/")
@only(*TOWN)
def questionnaire_list() -> ResponseReturnValue:
    """Every published version, and the form to bring another one."""
    return _list()


@room.post("/questionnaires/")
@only(*TOWN)
def try_questionnaire() -> ResponseReturnValue:
    """Shows what a workbook would ask or why it cannot be asked; publishes it only once that was confirmed."""
    name, content = sent_file()
    if not name:
        return _list(refused=gettext("Choisissez un fichier.")), 422
    try:
        workbook = read_file(name, content)
        if "draft" in request.form:
            draft_id = begin_from_workbook(workbook, current_user.id)
            return redirect(url_for("organise.questionnaire_draft", draft_id=draft_id), 303)
        read = checked(workbook)
    except QuestionnaireRefused as refusal:
        page = render_template(
            "organise/questionnaire_faults.html",
            name=name,
            faults=as_rows(refusal.problems),
            count=len(refusal.problems),
        )
        return page, 422
    if "sure" in request.form:
        identifier = publish_workbook(workbook, current_user.id)
        flash(gettext("Le questionnaire est publié."))
        return redirect(url_for("organise.questionnaire_version", version_id=identifier), 303)
    known = newest_of(read.name)
    return render_template(
        "organise/questionnaire_trial.html",
        name=name,
        content=b64encode(content).decode(),
        read=read,
        before=known,
        changes=changes_since(known, read),
        warnings=as_rows(read.warnings),
        **facts(read),
    )


@room.get("/questionnaires/<number:version_id>")
@only(*TOWN)
def questionnaire_version(version_id: int) -> ResponseReturnValue:
    """One version: its questions, its languages, and what changed since the one before."""
    version = _version_or_404(version_id)
    read = questionnaires.questionnaire(version.id)
    before = version_before(version)
    return render_template(
        "organise/questionnaire_version.html",
        version=version,
        read=read,
        before=before,
        changes=changes_since(before, read),
        of_the_house=version.name in BUILTIN,
        **facts(read),
    )


@room.get("/questionnaires/<number:version_id>/apercu")
@only(*TOWN)
def questionnaire_preview(version_id: int) -> ResponseReturnValue:
    """Every page of a version as a phone would draw it, or the chat, in one of its languages."""
    version = _version_or_404(version_id)
    read = questionnaires.questionnaire(version.id)
    name = f"{version.name} · {version.version}"
    return preview_page(read, questionnaires.plan(version.id), name, version_id=version.id)


@room.get("/questionnaires/<number:version_id>.xlsx")
@only(*TOWN)
def questionnaire_file(version_id: int) -> ResponseReturnValue:
    """The rows of a version as a spreadsheet."""
    version = _version_or_404(version_id)
    return xlsx_of(workbook_from_json(version.workbook), version.name, version.id)


def xlsx_of(workbook: Workbook, name: str, version_id: int | None = None) -> Response:
    """Returns the file of a workbook, called after its form."""
    # Imported here: openpyxl is heavy, and phones are served by the same process.
    from survey.questionnaires.xlsx_file import write_xlsx

    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
    file = plain if version_id is None else f"{plain}-{version_id}"
    headers = {"Content-Disposition": f'attachment; filename="{file}.xlsx"'}
    return Response(write_xlsx(workbook), mimetype=XLSX, headers=headers)


def read_file(name: str, content: bytes) -> Workbook:
    """Returns the workbook of a file that was sent; raises QuestionnaireRefused."""
    from survey.questionnaires.files import read_workbook

    if len(content) > MOST_BYTES:
        raise QuestionnaireRefused((problem(ProblemCode.FILE_TOO_LARGE, cell_place(""), limit=MOST_BYTES),))
    return read_workbook(name, content)


def sent_file() -> tuple[str, bytes]:
    """Returns the file as chosen, or as the page of the trial carried it; no name when there is none."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        return chosen.filename[:200], chosen.read()
    try:
        return request.form.get("name", "")[:200], b64decode(request.form.get("content", ""), validate=True)
    except (Base64Error, ValueError):
        return "", b""


def _list(*, refused: str = "") -> str:
    return render_template(
        "organise/questionnaires.html", versions=published(), drafts=drafts(), refused=refused
    )


def _version_or_404(version_id: int) -> QuestionnaireVersion:
    found = db.session.get(QuestionnaireVersion, version_id) if version_id < 2**31 else None
    if found is None:
        abort(404)
    return found


def changes_since(before: QuestionnaireVersion | None, read: Questionnaire) -> list[tuple[Change, str]]:
    """Returns what changed since a version, in words; [] when there is none."""
    if before is None:
        return []
    former = questionnaires.questionnaire(before.id)
    return [(change, word_change(change)) for change in difference(former, read)]


def facts(read: Questionnaire) -> dict[str, object]:
    """What a trial and a version both show of a questionnaire."""
    return {
        "asked": [item for item in read.items if item.label and item.turn == 1],
        "languages_written": written_in(read),
        "lacking": lacking_roles(read, registered=True),
        "lacking_alone": lacking_roles(read, registered=False),
    }


def as_rows(faults: Sequence[Problem]) -> list[dict[str, str]]:
    """Returns the first faults as a table shows them: where, and what to do."""
    return [_as_row(fault) for fault in faults[:MOST_FAULTS]]


def _as_row(fault: Problem) -> dict[str, str]:
    sheet, row, column = fault.place.split(":", 2)
    return {"sheet": sheet, "row": row, "column": column, "sentence": word_fault(fault)}
