"""Says which column answers what: from a small file, or from the names that a known maker writes."""

from typing import Any

import yaml

from survey.flow import Plan
from survey.importing.values import Mapping, Source, SourceKind
from survey.roles import role

KEYS = frozenset({"columns", "values", "id", "language", "heading"})


class MappingRefused(ValueError):
    """The mapping file cannot be used; ``reason`` is yaml, key, question or column, ``name`` what it is about."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(f"{reason}: {name}")
        self.reason = reason
        self.name = name


def read_mapping(text: str, source: Source, plan: Plan) -> Mapping:
    """Returns the mapping that a YAML file describes; raises :class:`MappingRefused` naming what is wrong.

    ``columns`` maps roles or question names to columns, ``values`` renames what they hold, ``id`` is the column that
    names a row, ``language`` a code or ``{column: …}``, ``heading`` a column kept beside.
    """
    try:
        written = yaml.safe_load(text)
    except yaml.YAMLError:
        raise MappingRefused("yaml") from None
    if not isinstance(written, dict) or not isinstance(written.get("columns"), dict):
        raise MappingRefused("key", "columns")
    for key in written:
        if key not in KEYS:
            raise MappingRefused("key", str(key))
    columns = {str(target): str(column) for target, column in written["columns"].items()}
    for target, column in columns.items():
        if not question_of(plan, target):
            raise MappingRefused("question", target)
        _known(source, column)
    language = written.get("language", plan.default_language)
    language_column = str(language.get("column", "")) if isinstance(language, dict) else ""
    for column in (language_column, str(written.get("id", "")), str(written.get("heading", ""))):
        if column:
            _known(source, column)
    return Mapping(
        columns=columns,
        values=_renamed(written.get("values") or {}),
        identifier=str(written.get("id", "")),
        language=plan.default_language if language_column else str(language),
        language_column=language_column,
        heading=str(written.get("heading", "")),
    )


def guess_mapping(source: Source, plan: Plan) -> Mapping:
    """Returns the mapping that the columns' own names suggest: a question's name, or its code without separators."""
    by_name = {_plain(name): name for name in plan.items}
    columns: dict[str, str] = {}
    for column in source.columns:
        name = by_name.get(_plain(bare_name(column)))
        if name is not None:
            columns.setdefault(name, column)
    found = {bare_name(column).lower(): column for column in source.columns}
    identifiers = {
        SourceKind.KOBO: ("_uuid", "_id"),
        SourceKind.LIMESURVEY: ("id",),
    }.get(source.kind, ("id",))
    languages = {SourceKind.LIMESURVEY: ("startlanguage",)}.get(source.kind, ("language", "lang"))
    return Mapping(
        columns=columns,
        identifier=next((found[name] for name in identifiers if name in found), ""),
        language=plan.default_language,
        language_column=next((found[name] for name in languages if name in found), ""),
    )


def question_of(plan: Plan, target: str) -> str:
    """Returns the question that a mapping's key names, by its own name or by its role; "" when there is none."""
    if target in plan.items:
        return target
    carrying = plan.with_role(target) if role(target) else ()
    return carrying[0] if len(carrying) == 1 else ""


def bare_name(column: str) -> str:
    """Returns a column's question without the group before it (``group/word_1``) or the text after it (``Q1. Age``)."""
    return column.rsplit("/", 1)[-1].split(". ", 1)[0].strip()


def _plain(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _known(source: Source, column: str) -> None:
    if column not in source.columns:
        raise MappingRefused("column", column)


def _renamed(written: Any) -> dict[str, dict[str, str]]:
    if not isinstance(written, dict):
        raise MappingRefused("key", "values")
    return {
        str(target): {str(before): str(after) for before, after in pairs.items()}
        for target, pairs in written.items()
        if isinstance(pairs, dict)
    }
