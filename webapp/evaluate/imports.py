"""Brings an existing survey in: choose, read what would happen, confirm, take back."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from contextlib import closing
from datetime import timedelta

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_security import current_user
from sqlalchemy.orm import joinedload

from nlp.cleaning import storable
from survey.importing import FileRefused, MappingRefused, check, guess_mapping, read_file, read_mapping
from webapp.access import only
from webapp.clock import moment
from webapp.evaluate.room import room
from webapp.models import ImportBatch, Quartier, RoleName, Wave, WaveKind, db, now
from webapp.services import questionnaires
from webapp.services.audit import leave_trace
from webapp.services.import_answers import store_import, undo_import
from webapp.services.waves import NewWave, open_new_wave
from webapp.wording import FAULTS, FILE_REFUSALS, MAPPING_REFUSALS

MOST_BYTES = 1_300_000
"""The report carries the file back in its form, a third larger: more would be tried and could not be confirmed."""


@room.get("/imports/")
@only(RoleName.EVALUATOR)
def imports() -> ResponseReturnValue:
    """The form, and what was brought in before."""
    return _form()


@room.post("/imports/")
@only(RoleName.EVALUATOR)
def try_import() -> ResponseReturnValue:
    """Shows what importing this file would store and refuse; stores nothing unless it was read and confirmed."""
    quartier = _quartier()
    name, content = _content()
    mapping_text = request.form.get("mapping", "")[:100_000]
    if quartier is None or not content:
        return _form(problem=gettext("Choisissez un quartier et un fichier."), mapping=mapping_text), 422
    if len(content) > MOST_BYTES:
        return _form(problem=FILE_REFUSALS["large"], mapping=mapping_text), 422
    plan = questionnaires.plan(questionnaires.newest("perception_yearly"))
    try:
        source = read_file(name, content)
        mapping = (
            read_mapping(mapping_text, source, plan) if mapping_text.strip() else guess_mapping(source, plan)
        )
    except FileRefused as refusal:
        return _form(
            problem=FILE_REFUSALS[refusal.reason] % {"line": refusal.line}, mapping=mapping_text
        ), 422
    except MappingRefused as refusal:
        return _form(
            problem=MAPPING_REFUSALS[refusal.reason] % {"name": refusal.name}, mapping=mapping_text
        ), 422
    report = check(source, mapping, plan, moment=moment(), context={"context.quartier_name": quartier.name})
    if "sure" not in request.form:
        return render_template(
            "evaluate/import_report.html",
            quartier=quartier,
            name=name,
            content=b64encode(content).decode(),
            mapping=mapping_text,
            used=mapping,
            source=source,
            report=report,
            faults=FAULTS,
        )
    done = store_import(
        _wave_for(quartier, storable(request.form.get("label", ""))[:80] or name[:80]),
        plan,
        report,
        file_name=name,
        content=content,
        user_id=current_user.id,
    )
    leave_trace(current_user.id, "import", "import batch", done.batch_id)
    flash(ngettext("%(num)s réponse est entrée.", "%(num)s réponses sont entrées.", done.stored))
    return redirect(url_for("evaluate.imports"), 303)


@room.post("/imports/<number:batch_id>/reprendre")
@only(RoleName.EVALUATOR)
def take_back(batch_id: int) -> ResponseReturnValue:
    """Takes a whole import back."""
    if db.session.get(ImportBatch, batch_id) is None:
        abort(404)
    removed = undo_import(batch_id)
    leave_trace(current_user.id, "undo import", "import batch", batch_id)
    flash(ngettext("%(num)s réponse est retirée.", "%(num)s réponses sont retirées.", removed))
    return redirect(url_for("evaluate.imports"), 303)


def _quartier() -> Quartier | None:
    number = request.form.get("quartier", 0, type=int)
    return db.session.get(Quartier, number) if 0 < number < 2**31 else None


def _content() -> tuple[str, bytes]:
    """Returns the file as chosen, or as the report page carried it."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        with closing(chosen):  # a large one lies in a file of its own until then
            return storable(chosen.filename)[:200], chosen.read()
    try:
        content = b64decode(request.form.get("content", ""), validate=True)
    except (Base64Error, ValueError):
        return "", b""
    return storable(request.form.get("name", ""))[:200], content


def _wave_for(quartier: Quartier, label: str) -> int:
    """Returns the wave that takes this import: the one of the same name, so that a second import doubles nothing."""
    found = db.session.scalars(
        sa.select(Wave.id).where(
            Wave.quartier_id == quartier.id, Wave.label == label, Wave.kind == WaveKind.YEARLY
        )
    ).first()
    if found is not None:
        return found
    at = now()
    asked = NewWave(WaveKind.YEARLY, at - timedelta(seconds=1), at, quartier_id=quartier.id, label=label)
    return open_new_wave(asked).id


def _form(*, problem: object = None, mapping: str = "") -> str:
    batches = db.session.scalars(
        sa.select(ImportBatch)
        .order_by(ImportBatch.id.desc())
        .options(joinedload(ImportBatch.wave).joinedload(Wave.quartier))
    ).all()
    quartiers = db.session.scalars(sa.select(Quartier).order_by(Quartier.name)).all()
    return render_template(
        "evaluate/imports.html", batches=batches, quartiers=quartiers, problem=problem, mapping=mapping
    )
