"""Turns records into the submissions that a form would have stored, and says which ones cannot be."""

import hashlib
from collections.abc import Iterator

from survey.flow import Moment, Plan, enter_item, is_complete, item_at, on_path
from survey.flow.values import Screen, ScreenItem
from survey.importing.mapping import question_of
from survey.importing.values import Accepted, Fault, FaultCode, Mapping, Record, Refused, Report, Source
from survey.languages import LANGUAGES

TICKED = frozenset({"1", "y", "yes", "true", "oui", "x"})
_CODES = frozenset(entry.code for entry in LANGUAGES)


def check(source: Source, mapping: Mapping, plan: Plan, *, moment: Moment) -> Report:
    """Returns what importing ``source`` would store and refuse; a value that is none of the choices is refused.

    A row whose needed answers are missing is stored as partial, as a form left early would be.
    """
    accepted: list[Accepted] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for record in source.records:
        row = _row(record, source, mapping, plan, moment)
        if isinstance(row, Accepted) and row.key in seen:
            row = Refused(record.number, (Fault(FaultCode.REPEATED, mapping.identifier, row.key),))
        if isinstance(row, Refused):
            refused.append(row)
        else:
            seen.add(row.key)
            accepted.append(row)
    used = {*mapping.columns.values(), mapping.identifier, mapping.language_column, mapping.heading}
    unused = tuple(
        column for column in source.columns if column not in used and column.rsplit("/", 1)[0] not in used
    )
    return Report(tuple(accepted), tuple(refused), unused)


def _row(record: Record, source: Source, mapping: Mapping, plan: Plan, moment: Moment) -> Accepted | Refused:
    faults: list[Fault] = []
    language = mapping.language
    if mapping.language_column:
        language = (
            record.values.get(mapping.language_column, "").strip().lower().split("-")[0] or mapping.language
        )
    if language not in _CODES:
        faults.append(Fault(FaultCode.UNKNOWN_LANGUAGE, mapping.language_column, language))
    by_question = {question_of(plan, target): (target, column) for target, column in mapping.columns.items()}
    answers: dict[str, str] = {}
    for name in plan.items:
        if name not in by_question:
            continue
        target, column = by_question[name]
        written = _written(record, source, column).strip()
        if not written:
            continue
        here = item_at(plan, answers, item=name, language=plan.default_language, moment=moment)
        if not isinstance(here, Screen) or here.items[0].name != name:
            continue  # off the path, as a question that was not asked
        item = here.items[0]
        written = mapping.values.get(target, mapping.values.get(name, {})).get(written, written)
        posted = list(_values(item, written))
        if item.choices and not posted:
            faults.append(Fault(FaultCode.UNKNOWN_CHOICE, column, written[:80]))
            continue
        entered = enter_item(plan, answers, name, posted, moment=moment)
        if entered.problems:
            faults.append(Fault(FaultCode.REFUSED_VALUE, column, written[:80]))
            continue
        answers = dict(entered.answers)
    if faults:
        return Refused(record.number, tuple(faults))
    if not any(answers.values()):
        return Refused(record.number, (Fault(FaultCode.EMPTY),))
    heading = record.values.get(mapping.heading, "").strip()[:200]
    return Accepted(
        number=record.number,
        key=record.values.get(mapping.identifier, "").strip() or _digest(answers),
        language=language,
        answers=on_path(plan, answers, moment=moment),
        complete=is_complete(plan, answers, moment=moment),
        heading=heading,
    )


def _written(record: Record, source: Source, column: str) -> str:
    """Returns a cell, or the choices ticked in the columns that an export splits a question into."""
    value = record.values.get(column, "")
    if value:
        return value
    ticked = []
    for other in source.columns:
        name = ""
        if other.startswith(f"{column}/"):
            name = other.removeprefix(f"{column}/")
        elif other.startswith(f"{column}[") and other.endswith("]"):
            name = other[len(column) + 1 : -1]
        if name and record.values.get(other, "").strip().lower() in TICKED:
            ticked.append(name)
    return " ".join(ticked)


def _values(item: ScreenItem, written: str) -> Iterator[str]:
    """Yields what a form would post for a written value: names of choices, found by name or by label."""
    if item.kind == "acknowledge":
        yield "OK" if written.lower() in TICKED or written == "OK" else ""
        return
    if not item.choices:
        yield written
        return
    names = {choice.name.casefold(): choice.name for choice in item.choices}
    labels = {choice.label.casefold(): choice.name for choice in item.choices}
    whole = names.get(written.casefold()) or labels.get(written.casefold())
    if whole:
        yield whole
        return
    if item.kind in ("select_multiple", "rank"):
        separator = ";" if ";" in written else "," if "," in written else None
        parts = [part.strip() for part in written.split(separator)]
        found = [names.get(part.casefold()) or labels.get(part.casefold()) for part in parts if part]
        if all(found):
            yield from (name for name in found if name)


def _digest(answers: dict[str, str]) -> str:
    text = "\x1f".join(f"{name}={value}" for name, value in sorted(answers.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
