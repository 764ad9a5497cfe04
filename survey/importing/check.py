"""Turns records into the submissions that a form would have stored, and says which ones cannot be."""

import collections.abc
import hashlib
from collections.abc import Iterator

from survey.flow import Moment, Plan, enter_item, is_complete, item_at, on_path
from survey.flow.plan import PlanItem
from survey.flow.values import Screen
from survey.importing.headers import plain, split_columns, split_header
from survey.importing.mapping import question_of
from survey.importing.values import Accepted, Fault, FaultCode, Mapping, Record, Refused, Report, Source
from survey.languages import LANGUAGES
from survey.questionnaires.types.acknowledge import ACKNOWLEDGE, OK
from survey.questionnaires.types.choices import SELECT_MULTIPLE
from survey.questionnaires.types.rank import RANK
from survey.questionnaires.types.unasked import HIDDEN

TICKED = frozenset({"1", "y", "yes", "true", "oui", "x"})
_CODES = frozenset(entry.code for entry in LANGUAGES)
_Columns = dict[str, list[tuple[str, str]]]


def check(
    source: Source,
    mapping: Mapping,
    plan: Plan,
    *,
    moment: Moment,
    context: collections.abc.Mapping[str, str] | None = None,
) -> Report:
    """Returns what importing ``source`` would store and refuse; a value that is none of the choices is refused.

    ``context`` holds by role what a form would know before it is opened (``context.quartier_name``): labels speak of
    it, and a choice without a label is not offered.
    A row whose needed answers are missing is stored as partial, as a form left early would be.
    """
    accepted: list[Accepted] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    columns = split_columns(source.columns)
    given = {name: (context or {}).get(role, "") for name, role in plan.roles.items()}
    known = {name: value for name, value in given.items() if value and plan.items[name].kind is HIDDEN}
    for record in source.records:
        row = _row(record, columns, mapping, plan, moment, known)
        if isinstance(row, Accepted) and row.key in seen:
            row = Refused(record.number, (Fault(FaultCode.REPEATED, mapping.identifier, row.key),))
        if isinstance(row, Refused):
            refused.append(row)
        else:
            seen.add(row.key)
            accepted.append(row)
    used = {*mapping.columns.values(), mapping.identifier, mapping.language_column, mapping.heading} - {""}
    unused = tuple(
        column for column in source.columns if column not in used and split_header(column)[0] not in used
    )
    return Report(tuple(accepted), tuple(refused), unused)


def _row(
    record: Record,
    columns: _Columns,
    mapping: Mapping,
    plan: Plan,
    moment: Moment,
    known: dict[str, str],
) -> Accepted | Refused:
    faults: list[Fault] = []
    language = mapping.language
    if mapping.language_column:
        written = record.values.get(mapping.language_column, "").strip().lower()
        language = written.replace("_", "-").split("-")[0] or mapping.language
    if language not in _CODES:
        faults.append(Fault(FaultCode.UNKNOWN_LANGUAGE, mapping.language_column, language[:80]))
    by_question = {question_of(plan, target): (target, column) for target, column in mapping.columns.items()}
    answers = dict(known)
    answered = False
    for name, asked in plan.items.items():
        if name not in by_question:
            continue
        target, column = by_question[name]
        raw = _written(record, columns, column, asked)
        written = raw.strip()
        if not written:
            continue
        if asked.kind is HIDDEN:
            answers[name] = written
            continue
        labels = _labels(plan, answers, name, language, moment)
        if labels is None:
            continue  # off the path, as a question that was not asked
        renamed = mapping.values.get(target, mapping.values.get(name, {}))
        for before, after in renamed.items():
            labels[before.casefold().strip()] = labels.get(after.casefold().strip(), "")
        posted = list(_values(asked, labels, renamed.get(written, raw)))
        if asked.choices and not posted:
            faults.append(Fault(FaultCode.UNKNOWN_CHOICE, column, written[:80]))
            continue
        entered = enter_item(plan, answers, name, posted, moment=moment)
        if entered.problems:
            faults.append(Fault(FaultCode.REFUSED_VALUE, column, written[:80]))
            continue
        answers = dict(entered.answers)
        answered = answered or bool(answers[name])
    if faults:
        return Refused(record.number, tuple(faults))
    if not answered:
        return Refused(record.number, (Fault(FaultCode.EMPTY),))
    heading = record.values.get(mapping.heading, "").strip()[:200]
    return Accepted(
        number=record.number,
        key=record.values.get(mapping.identifier, "").strip()
        or _digest({name: value for name, value in answers.items() if name not in known}),
        language=language,
        answers=on_path(plan, answers, moment=moment),
        complete=is_complete(plan, answers, moment=moment),
        heading=heading,
    )


def _written(record: Record, columns: _Columns, column: str, asked: PlanItem) -> str:
    """Returns a cell, or what stands in the columns that an export splits a question into.

    Those hold ticks beside the name of a choice, or the choices themselves, first place first.
    """
    value = record.values.get(column, "")
    if value:
        return value
    parts = [(choice, record.values.get(other, "").strip()) for other, choice in columns.get(column, ())]
    if asked.kind is RANK:
        return ";".join(chosen for _, chosen in parts if chosen)
    return ";".join(choice for choice, ticked in parts if ticked.lower() in TICKED)


def _labels(
    plan: Plan, answers: dict[str, str], name: str, language: str, moment: Moment
) -> dict[str, str] | None:
    """Returns the choices offered by what may stand for them: names, then labels in the row's language and in the
    form's own, then names without their separators; None when the question is off the path."""
    found: dict[str, str] = {}
    loose: dict[str, str] = {}
    for tongue in dict.fromkeys((plan.default_language, language)):
        here = item_at(plan, answers, item=name, language=tongue, moment=moment)
        if not isinstance(here, Screen) or here.items[0].name != name:
            return None
        for choice in here.items[0].choices:
            found.setdefault(choice.name.casefold(), choice.name)
        for choice in here.items[0].choices:
            found.setdefault(choice.label.casefold().strip(), choice.name)
            loose.setdefault(plain(choice.name), choice.name)
    return loose | found


def _values(asked: PlanItem, labels: dict[str, str], raw: str) -> Iterator[str]:
    """Yields what a form would post for a written value."""
    written = raw.strip()
    if asked.kind is ACKNOWLEDGE:
        yield OK if written.lower() in TICKED or written == OK else ""
        return
    if not asked.choices:
        yield raw
        return
    whole = labels.get(written.casefold())
    if whole:
        yield whole
        return
    if asked.kind in (SELECT_MULTIPLE, RANK):
        separator = ";" if ";" in written else "," if "," in written else None
        parts = [part.strip() for part in written.split(separator)]
        found = [labels.get(part.casefold()) for part in parts if part]
        if all(found):
            yield from (name for name in found if name)


def _digest(answers: dict[str, str]) -> str:
    text = "\x1f".join(f"{name}={value}" for name, value in sorted(answers.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
