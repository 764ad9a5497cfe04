"""Says which column answers what: from a small file, or from the names that a known maker writes."""

import yaml

from survey.flow import Plan
from survey.importing.headers import bare_name, plain, split_columns
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
        # BaseLoader makes texts, lists and mappings only: "no" stays a word, and nothing is run.
        written = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError):
        raise MappingRefused("yaml") from None
    if not isinstance(written, dict) or not isinstance(written.get("columns"), dict):
        raise MappingRefused("key", "columns")
    for key in written:
        if key not in KEYS:
            raise MappingRefused("key", str(key)[:80])
    columns = {
        _text(target, "columns"): _text(column, str(target)[:80])
        for target, column in written["columns"].items()
    }
    for target, column in columns.items():
        if not question_of(plan, target):
            raise MappingRefused("question", target)
        _known(source, column)
    language, language_column = _language(written.get("language", plan.default_language))
    identifier, heading = _text(written.get("id", ""), "id"), _text(written.get("heading", ""), "heading")
    for column in filter(None, (language_column, identifier, heading)):
        _known(source, column)
    return Mapping(
        columns=columns,
        values=_renamed(written.get("values") or {}, plan),
        identifier=identifier,
        language=language or plan.default_language,
        language_column=language_column,
        heading=heading,
    )


def guess_mapping(source: Source, plan: Plan) -> Mapping:
    """Returns the mapping that the columns' own names suggest: a question's name, or its code without separators.

    A question that is only there split up, one column a choice, is found by the name before the choices.
    """
    by_name = {plain(name): name for name in plan.items}
    columns: dict[str, str] = {}
    for column in source.columns:
        name = by_name.get(plain(bare_name(column)))
        if name is not None:
            columns.setdefault(name, column)
    for question in split_columns(source.columns):
        name = by_name.get(plain(bare_name(question)))
        if name is not None and plan.items[name].choices:
            columns.setdefault(name, question)
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


def _known(source: Source, column: str) -> None:
    if column not in source.columns and column not in split_columns(source.columns):
        raise MappingRefused("column", column)


def _text(written: object, name: str) -> str:
    if not isinstance(written, str):
        raise MappingRefused("key", name)
    return written


def _language(written: object) -> tuple[str, str]:
    """Returns the code of a language and the column that holds one; one of them is empty."""
    if not isinstance(written, dict):
        return _text(written, "language"), ""
    if list(written) != ["column"]:
        raise MappingRefused("key", "language")
    return "", _text(written["column"], "language")


def _renamed(written: object, plan: Plan) -> dict[str, dict[str, str]]:
    if not isinstance(written, dict):
        raise MappingRefused("key", "values")
    renamed: dict[str, dict[str, str]] = {}
    for target, pairs in written.items():
        name = _text(target, "values")
        if not question_of(plan, name):
            raise MappingRefused("question", name)
        if not isinstance(pairs, dict):
            raise MappingRefused("key", f"values: {name}")
        renamed[name] = {
            _text(before, f"values: {name}"): _text(after, f"values: {name}")
            for before, after in pairs.items()
        }
    return renamed
