"""Defaults are answers that their question takes."""

from collections.abc import Iterable

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.faults import Faults
from survey.questionnaires.types import BY_KIND, Question
from survey.questionnaires.values import Item


def check_defaults(items: Iterable[Item], faults: Faults) -> None:
    """Refuses a default that is an expression or no canonical answer."""
    for item in items:
        if not item.default:
            continue
        question = Question(item.name, tuple(choice.name for choice in item.choices))
        kind = BY_KIND[item.kind]
        computed = "${" in item.default or item.default.endswith("()")
        if computed or kind.fault(question, item.default) is not None:
            place = cell_place("survey", item.row, "default")
            faults.refuse(ProblemCode.INVALID_DEFAULT, place, default=item.default)
