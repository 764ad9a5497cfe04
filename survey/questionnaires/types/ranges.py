"""A number between two others, by steps: the column `parameters` says which."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types import decimal
from survey.questionnaires.types.register import Bounds, ItemType, Question

_DEFAULTS = {"start": "0", "end": "10", "step": "1"}
"""As the standard has them."""

_MAX_CHARACTERS = 16


def bounds(parameters: Mapping[str, str]) -> Bounds | None:
    """The bounds that the parameters say; None when they are no numbers, or leave nothing to choose."""
    try:
        start, end, step = (_number(parameters.get(name, default)) for name, default in _DEFAULTS.items())
    except InvalidOperation:
        return None
    if not step or start == end or abs(step) > abs(end - start):
        return None
    return Bounds(min(start, end), max(start, end), abs(step))


def _number(written: str) -> Decimal:
    number = Decimal(written[:_MAX_CHARACTERS])
    if not number.is_finite():
        raise InvalidOperation
    return number


def fault(question: Question, kept: str) -> Problem | None:
    wrong = decimal.fault(question, kept)
    if wrong is not None or question.bounds is None:
        return wrong
    number, among = Decimal(kept), question.bounds
    if among.least <= number <= among.most and (number - among.least) % among.step == 0:
        return None
    values = {"least": among.least, "most": among.most, "step": among.step}
    return problem(ProblemCode.OUT_OF_RANGE, question.name, entered=kept[:100], **values)


RANGE = ItemType(("range",), decimal.read, fault, decimal.value, bounds=True)
