"""Whole numbers, in the digits of any script."""

import re
from collections.abc import Sequence

from survey.expressions import Value
from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types import text
from survey.questionnaires.types.digits import plain
from survey.questionnaires.types.register import ItemType, Question

MAX_DIGITS = 9
"""As ODK Collect: what fits 32 bits whatever the device."""

_CANONICAL = re.compile(r"0|-?[1-9][0-9]*", re.ASCII)
_TYPED = re.compile(r"([+-]?)([0-9]+(?: [0-9]{3})*)", re.ASCII)


def read(question: Question, posted: Sequence[str]) -> str:
    """The number without leading zeros or spaces between thousands; anything else as typed."""
    typed = text.read(question, posted)
    match = _TYPED.fullmatch(plain(typed))
    if match is None:
        return typed
    digits = match[2].replace(" ", "").lstrip("0") or "0"
    return digits if match[1] != "-" or digits == "0" else f"-{digits}"


def fault(question: Question, kept: str) -> Problem | None:
    if _CANONICAL.fullmatch(kept) is None:
        return problem(ProblemCode.NOT_AN_INTEGER, question.name, entered=kept[:100])
    if len(kept.lstrip("-")) > MAX_DIGITS:
        return problem(ProblemCode.NUMBER_TOO_LARGE, question.name, limit=MAX_DIGITS)
    return None


def _number(value: str) -> Value:
    return float(value)


INTEGER = ItemType(("integer", "int"), read, fault, _number)
