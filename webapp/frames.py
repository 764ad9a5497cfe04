"""Pages that are the same for everybody but in a few places: drawn once, then only filled.

Three hundred phones ask for the same form at once. Drawing its first page took most of the request's time; filling
what was drawn takes a tenth of that.
"""

import re
import secrets
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, current_app, render_template
from markupsafe import escape

from survey.languages import Language
from webapp.i18n import chosen_language
from webapp.sessions import may_be_signed_in
from webapp.view_helpers import TownName, town

KEPT = 512
"""Frames a process keeps, of some six kilobytes each; the least used go first."""
_MARK = f"place{secrets.token_hex(16)}"
_PLACES = re.compile(f"{_MARK}([a-z_]+)0")


@dataclass(frozen=True, slots=True)
class _Key:
    """All that a frame depends on: nothing of it comes from one person, so no frame can tell of one."""

    template: str
    language: Language
    town: TownName | None
    places: tuple[str, ...]
    values: tuple[tuple[str, Hashable], ...]


def keep_frames(app: Flask) -> None:
    """Gives ``app`` the frames that it keeps."""
    app.extensions["croisements_frames"] = lru_cache(maxsize=KEPT)(_drawn)


def framed(template: str, places: Mapping[str, str], **values: Hashable) -> str:
    """Returns the page of ``template``, where each of ``places`` holds what belongs to this one person.

    ``values`` are what everybody reads: they are kept in memory, so nothing that somebody typed may be among them.
    The template sets a place as it is, or escaped: a filter would not see what is filled in later.
    """
    if may_be_signed_in():  # such a page may hold a message for one person
        return render_template(template, **values, **places)
    key = _Key(template, chosen_language(), town(), tuple(places), tuple(values.items()))
    parts = current_app.extensions["croisements_frames"](key)
    filled = {name: str(escape(value)) for name, value in places.items()}
    return "".join(filled[part] if place % 2 else part for place, part in enumerate(parts))


def _drawn(key: _Key) -> tuple[str, ...]:
    """Returns the page cut at its places: text, name of a place, text…"""
    marks = {name: f"{_MARK}{name}0" for name in key.places}
    return tuple(_PLACES.split(render_template(key.template, **dict(key.values), **marks)))
