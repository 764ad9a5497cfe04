"""What single cells of the sheet survey say: parameters, `or_other`, defaults that are computed."""

import re

from survey.expressions.functions import FUNCTIONS, LAZY, NOT_COMPUTED
from survey.questionnaires.types.register import ItemType, Question

_OTHER = (" or_other", " or specify other", " or other")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s,;]+)")
_CALLED = re.compile(r"([A-Za-z][\w:-]*)\(")
_FUNCTIONS = {*FUNCTIONS, *LAZY, *NOT_COMPUTED}


def with_other_asked(rest: str) -> tuple[str, bool]:
    """The choice list that the rest of a type cell names, and whether one more choice is asked for."""
    lowered = " " + rest.lower()
    for ending in _OTHER:
        if lowered.endswith(ending):
            return rest[: len(rest) - len(ending)].strip() if len(rest) > len(ending) else "", True
    return rest, False


def parameters(written: str) -> dict[str, str]:
    """The pairs of a cell of the column `parameters`: `start=0 end=10 step=2`."""
    return {name.lower(): value for name, value in _PARAMETER.findall(written)}


def plain_default(kind: ItemType, question: Question, written: str) -> str:
    """A default as its question keeps it where the cell only writes it otherwise (an hour with its seconds), else as
    it is written."""
    if not written or kind.fault(question, written) is None:
        return written
    read = kind.read(question, (written,))
    return read if read and kind.fault(question, read) is None else written


def computed_default(written: str) -> bool:
    """Whether a default is an expression: it names an item, or calls a function that exists."""
    return "${" in written or any(name in _FUNCTIONS for name in _CALLED.findall(written))
