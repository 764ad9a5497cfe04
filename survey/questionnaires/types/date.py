"""A day of the calendar."""

import re
from collections.abc import Sequence
from datetime import date

from survey.expressions import Value
from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types import text
from survey.questionnaires.types.digits import plain
from survey.questionnaires.types.register import ItemType, Question

_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]{4})", re.ASCII)


def read(question: Question, posted: Sequence[str]) -> str:
    """The day as 2026-11-23, typed so or day first (23/11/2026); anything else as typed."""
    typed = text.read(question, posted)
    written = plain(typed)
    if match := _ISO.fullmatch(written):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(written):
        day, month, year = map(int, match.groups())
    else:
        return typed
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return typed


def fault(question: Question, kept: str) -> Problem | None:
    if _day(kept) is None:
        return problem(ProblemCode.NOT_A_DATE, question.name, entered=kept[:100])
    return None


def _day(kept: str) -> date | None:
    try:
        found = date.fromisoformat(kept)
    except ValueError:
        return None
    return found if found.isoformat() == kept else None


def _value(canonical: str) -> Value:
    return date.fromisoformat(canonical)


DATE = ItemType(("date",), read, fault, _value)
