"""What leaves the house: the tables of a page, and records row by row, which are traced."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import current_user

from webapp.access import only
from webapp.evaluate.change import names_of, reading, sections_of
from webapp.evaluate.find import scope_or_404
from webapp.evaluate.room import room
from webapp.figures.cautions import caution_table
from webapp.figures.people import LABELS
from webapp.figures.tables import Column, Kind, Table, as_csv, as_xlsx
from webapp.models import RoleName
from webapp.services.audit import leave_trace
from webapp.services.collections import collections_of
from webapp.services.records import INSIDE, OUTSIDE, Record, records_of
from webapp.services.versions_compared import contrast
from webapp.wording import word_collection

TYPES = {
    "csv": ("text/csv", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


@room.get("/<any(action, quartier, ville):kind>/<code>/tableaux.<any(csv, xlsx):ending>")
@only(RoleName.EVALUATOR, RoleName.COORDINATOR)
def tables(kind: str, code: str, ending: str) -> ResponseReturnValue:
    """The very tables that the page shows, and what of the questions behind them was not asked alike."""
    comparison = reading(kind, code).comparison
    found = [table for section in sections_of(comparison) for table in section.tables]
    if comparison.contrast.changed:
        found.append(caution_table(comparison.contrast, names_of(comparison)))
    return _file(found, f"tableaux-{code}", ending)


@room.post("/<any(action, quartier, ville):kind>/<code>/reponses.<any(csv, xlsx):ending>")
@only(RoleName.EVALUATOR)
def records(kind: str, code: str, ending: str) -> ResponseReturnValue:
    """Records of every collection of a scope, with the version each answers; leaves a trace."""
    scope = scope_or_404(kind, code)
    collections = collections_of(scope)
    leave_trace(current_user.id, "export records", scope.kind, scope.identifier)
    names = {collection.key: word_collection(collection) for collection in collections}
    found = [_record_table(records_of(collections), names)]
    asked = contrast(collections)
    if asked.changed:
        found.append(caution_table(asked, list(names.values())))
    return _file(found, f"reponses-{code}", ending)


def _record_table(found: list[Record], names: dict[str, str]) -> Table:
    questions = list(dict.fromkeys(question for record in found for question in record.answers))
    coded = list(dict.fromkeys(question for record in found for question in record.codes))
    columns = [
        Column(gettext("Personne")),
        Column(gettext("Relevé")),
        Column(gettext("Questionnaire")),
        Column(gettext("Jusqu'au bout"), Kind.COUNT),
        Column(gettext("Canal")),
        Column(gettext("Âge")),
        Column(gettext("Lieu de résidence")),
        *(Column(question) for question in questions),
    ]
    for question in coded:
        columns += [
            Column(f"{question} : {part}")
            for part in (gettext("thèmes"), gettext("polarité"), gettext("cadre"))
        ]
    places = {INSIDE: gettext("dans le quartier"), OUTSIDE: gettext("hors du quartier"), "": ""}
    rows = tuple(
        (
            record.person,
            names[record.collection],
            record.questionnaire,
            int(record.complete),
            record.channel,
            str(LABELS[record.age]) if record.age else "",
            places[record.residence],
            *(record.answers.get(question) for question in questions),
            *(part for question in coded for part in record.codes.get(question, ("", "", ""))),
        )
        for record in found
    )
    return Table(gettext("Réponses"), tuple(columns), rows)


def _file(found: list[Table], name: str, ending: str) -> Response:
    mimetype, write = TYPES[ending]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-store"}
    return Response(write(found), mimetype=mimetype, headers=headers)
