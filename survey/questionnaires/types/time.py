"""A time of the day, in hours and minutes."""

import re
from collections.abc import Sequence

from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types import text
from survey.questionnaires.types.digits import plain
from survey.questionnaires.types.register import ItemType, Question

_CANONICAL = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_TYPED = re.compile(r"([0-9]{1,2}) ?[:hH] ?([0-9]{2})?(?::[0-9]{2}(?:\.[0-9]+)?)?", re.ASCII)


def read(question: Question, posted: Sequence[str]) -> str:
    """The time as 09:30, typed so or as 9h30 or 9h, seconds dropped; anything else as typed."""
    typed = text.read(question, posted)
    match = _TYPED.fullmatch(plain(typed))
    if match is None:
        return typed
    time = f"{match[1]:0>2}:{match[2] or '00'}"
    return time if _CANONICAL.fullmatch(time) else typed


def fault(question: Question, kept: str) -> Problem | None:
    if _CANONICAL.fullmatch(kept) is None:
        return problem(ProblemCode.NOT_A_TIME, question.name, entered=kept[:100])
    return None


TIME = ItemType(("time",), read, fault)
