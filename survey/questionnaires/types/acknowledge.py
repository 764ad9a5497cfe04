"""A box to tick."""

from collections.abc import Sequence

from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types.register import ItemType, Question
from survey.questionnaires.types.text import storable

OK = "OK"
"""What a ticked box posts and what is kept, as in ODK."""


def read(question: Question, posted: Sequence[str]) -> str:
    return storable(posted[0]).strip() if posted else ""


def fault(question: Question, kept: str) -> Problem | None:
    return None if kept == OK else problem(ProblemCode.NOT_ACKNOWLEDGED, question.name)


ACKNOWLEDGE = ItemType(("acknowledge", "trigger"), read, fault)
