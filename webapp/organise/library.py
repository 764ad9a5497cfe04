"""The library of questions: every block of the house, where it comes from, and its rows to put into another form."""

from dataclasses import dataclass

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from survey.languages import LANGUAGES, language
from survey.questionnaires import Item
from survey.questionnaires.dependencies import REFERENCE
from survey.questionnaires.library import (
    Block,
    Licence,
    Validity,
    block_of,
    fragment,
    items_of,
    library,
    used_in,
)
from survey.questionnaires.texts import Texts, Wording
from webapp.access import only
from webapp.i18n import chosen_language
from webapp.organise.questionnaires import TOWN, XLSX
from webapp.organise.room import room

VALIDITIES = {
    Validity.ADAPTED: _l("adapté, non validé"),
    Validity.OWN: _l("écrit pour Croisements, non validé"),
}
ORIGINS = {
    Validity.ADAPTED: _l("Méthode publiée ; les mots sont ceux de Croisements."),
    Validity.OWN: _l("Questions et mots de Croisements : aucune échelle publiée n'est reprise."),
}
LICENCES = {Licence.HOUSE: _l("les mots de Croisements, aux conditions du logiciel")}


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the library shows it: its wording and its choices in the language that was asked for."""

    name: str
    role: str
    wording: Wording
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block with its questions, and the titles of the questionnaires that use it."""

    block: Block
    title: str
    used: tuple[str, ...]
    questions: tuple[Question, ...]


@room.get("/questionnaires/bibliotheque")
@only(*TOWN)
def question_library() -> ResponseReturnValue:
    """Every block, worded in one language."""
    asked = request.args.get("langue", chosen_language().code)
    if asked not in {entry.code for entry in LANGUAGES}:
        abort(404)
    return render_template(
        "organise/library.html",
        shown=language(asked),
        tongues=LANGUAGES,
        blocks=[_shown(block, asked) for block in library()],
        validities=VALIDITIES,
        origins=ORIGINS,
        licences=LICENCES,
    )


@room.get("/questionnaires/bibliotheque/<block>.xlsx")
@only(*TOWN)
def library_file(block: str) -> ResponseReturnValue:
    """The rows of one block as a spreadsheet."""
    # Imported here: openpyxl is heavy, and phones are served by the same process.
    from survey.questionnaires.xlsx_file import write_xlsx

    try:
        found = block_of(block)
    except KeyError:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{found.id}.xlsx"'}
    return Response(write_xlsx(fragment(found)), mimetype=XLSX, headers=headers)


def _shown(block: Block, code: str) -> ShownBlock:
    here = chosen_language().code
    return ShownBlock(
        block=block,
        title=block.title.text(here),
        used=tuple(read.title.text(here) for read in used_in(block)),
        questions=tuple(_question(item, code) for item in items_of(block)),
    )


def _question(item: Item, code: str) -> Question:
    return Question(
        name=item.name,
        role=item.role,
        wording=_plain(item.label, code),
        choices=tuple(_plain(choice.label, code).text for choice in item.choices),
    )


def _plain(written: Texts, code: str) -> Wording:
    """Returns a text with an ellipsis where an answer or a name would stand."""
    found = written.wording(code)
    return Wording(REFERENCE.sub("…", found.text), found.language)
