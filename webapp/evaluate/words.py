"""The words behind a figure."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from nlp.codebook import Frame, Polarity, Theme
from webapp.access import only
from webapp.evaluate.find import scope_or_404
from webapp.evaluate.room import room
from webapp.models import RoleName
from webapp.services.audit import leave_trace
from webapp.services.collections import collections_of
from webapp.services.tallies import pending_annotations
from webapp.services.verbatims import Chosen, read_words
from webapp.wording import FRAMES, POLARITIES, THEMES, word_collection

THRESHOLD = 5
LAST_PAGE = 1_000_000
"""Beyond it an address asks for more rows than databases can count."""
OPEN = ("open.represents", "open.changed", "open.lasted", "open.needed", "open.idea")


@room.get("/<any(action, quartier, ville):kind>/<code>/paroles")
@only(RoleName.EVALUATOR)
def words(kind: str, code: str) -> ResponseReturnValue:
    """Answers with their codes, masked; each reading is traced."""
    scope = scope_or_404(kind, code)
    collections = collections_of(scope)
    asked = request.args.get("releve", "")
    picked = [collection for collection in collections if collection.key == asked] or collections
    chosen = Chosen(
        wave_ids=[identifier for collection in picked for identifier in collection.wave_ids],
        role=_one_of("question", OPEN),
        theme=_one_of("theme", Theme),
        polarity=_one_of("polarite", Polarity),
        frame=_one_of("cadre", Frame),
    )
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    leave_trace(current_user.id, "read verbatims", scope.kind, scope.identifier)
    return render_template(
        "evaluate/words.html",
        scope=scope,
        kind=kind,
        code=code,
        collections={collection.key: word_collection(collection) for collection in collections},
        asked=asked,
        chosen=chosen,
        page=page,
        waiting=pending_annotations(chosen.wave_ids),
        found=read_words(chosen, threshold=THRESHOLD, page=page),
        threshold=THRESHOLD,
        themes=THEMES,
        polarities=POLARITIES,
        frames=FRAMES,
    )


def _one_of(name: str, allowed: object) -> str:
    value = request.args.get(name, "")
    return value if value in {str(member) for member in allowed} else ""  # type: ignore[attr-defined]
