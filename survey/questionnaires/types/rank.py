"""Every choice put in an order."""

from collections.abc import Sequence

from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types.register import ItemType, Question
from survey.questionnaires.types.text import storable

UNPLACED = "-"
"""Stands for a place left blank, so that an unfinished order is shown back with its gaps."""


def read(question: Question, posted: Sequence[str]) -> str:
    """The names from the first place to the last, as the values of one field sent once a place."""
    places = [name for value in posted for name in (storable(value).split() or [UNPLACED])]
    return "" if all(name == UNPLACED for name in places) else " ".join(places)


def fault(question: Question, kept: str) -> Problem | None:
    placed = [name for name in kept.split(" ") if name != UNPLACED]
    for name in placed:
        if name not in question.offered:
            return problem(ProblemCode.UNKNOWN_CHOICE, question.name, entered=name[:100])
    repeated = next((name for place, name in enumerate(placed) if name in placed[:place]), None)
    if repeated is not None:
        return problem(ProblemCode.RANK_REPEATED, question.name, entered=repeated)
    if len(placed) != len(question.offered):
        given, expected = len(placed), len(question.offered)
        return problem(ProblemCode.RANK_INCOMPLETE, question.name, given=given, expected=expected)
    return None


RANK = ItemType(("rank",), read, fault, choices=True, appearances=frozenset({"minimal"}))
