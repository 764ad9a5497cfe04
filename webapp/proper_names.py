"""Names that stay French in every language: marked so, and set apart from the direction of the words around them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

_WRAPPED = Markup('<bdi lang="fr">{}</bdi>')


def proper(name: str) -> Markup:
    """Returns the name of an organisation, a place or an action, marked as French."""
    return _WRAPPED.format(name)


def with_names(text: str, names: Iterable[str] = ()) -> Markup:
    """Returns a text, escaped, in which each of ``names`` that stands as a whole word is marked as French."""
    pattern = _pattern(tuple(names))
    if pattern is None:
        return escape(text)
    parts = pattern.split(text)
    return Markup("").join(proper(part) if place % 2 else part for place, part in enumerate(parts))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    written = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not written:
        return None
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, written))})(?!\w)")


def mark_names(app: Flask) -> None:
    """Registers the two filters of templates."""
    app.add_template_filter(proper)
    app.add_template_filter(with_names)
