"""Numbers with or without decimals, in the digits of any script, with a point or a comma."""

import re
from collections.abc import Sequence

from survey.expressions import Value
from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types import text
from survey.questionnaires.types.digits import plain
from survey.questionnaires.types.register import ItemType, Question

MAX_DIGITS = 15
"""What a double holds to the last digit, as ODK Collect."""

_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?", re.ASCII)
_TYPED = re.compile(r"([+-]?)([0-9]+(?: [0-9]{3})*)?(?:[.,٫]([0-9]*))?", re.ASCII)


def read(question: Question, posted: Sequence[str]) -> str:
    """The number with a point, without zeros that say nothing; anything else as typed."""
    typed = text.read(question, posted)
    match = _TYPED.fullmatch(plain(typed))
    if match is None or not (match[2] or match[3]):
        return typed
    whole = (match[2] or "").replace(" ", "").lstrip("0") or "0"
    rest = (match[3] or "").rstrip("0")
    number = f"{whole}.{rest}" if rest else whole
    return f"-{number}" if match[1] == "-" and number != "0" else number


def fault(question: Question, kept: str) -> Problem | None:
    if _CANONICAL.fullmatch(kept) is None:
        return problem(ProblemCode.NOT_A_NUMBER, question.name, entered=kept[:100])
    if sum(map(str.isdigit, kept)) > MAX_DIGITS:
        return problem(ProblemCode.NUMBER_TOO_LARGE, question.name, limit=MAX_DIGITS)
    return None


def value(canonical: str) -> Value:
    return float(canonical)


DECIMAL = ItemType(("decimal",), read, fault, value)
