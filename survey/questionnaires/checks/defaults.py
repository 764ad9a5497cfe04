"""Defaults are answers that their question takes."""

from collections.abc import Iterable

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.faults import Faults
from survey.questionnaires.types import BY_KIND, Question
from survey.questionnaires.values import Item


def check_defaults(items: Iterable[Item], faults: Faults) -> None:
    """Refuses a default that is neither an expression nor an answer of its question."""
    for item in items:
        if not item.default:
            continue
        question = Question(item.name, tuple(choice.name for choice in item.choices), item.bounds)
        kind = BY_KIND[item.kind]
        if kind.fault(question, item.default) is not None:
            place = cell_place("survey", item.row, "default")
            faults.refuse(ProblemCode.INVALID_DEFAULT, place, default=item.default)
