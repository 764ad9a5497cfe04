"""One choice, or several."""

from collections.abc import Sequence

from survey.problems import Problem, ProblemCode, problem
from survey.questionnaires.types.register import ItemType, Question
from survey.questionnaires.types.text import storable

_APPEARANCES = frozenset({"minimal", "autocomplete", "likert"})


def names(posted: Sequence[str]) -> list[str]:
    """The names posted, in order, each once."""
    return list(dict.fromkeys(name for value in posted for name in storable(value).split()))


def read_one(question: Question, posted: Sequence[str]) -> str:
    return " ".join(names(posted))


def fault_one(question: Question, kept: str) -> Problem | None:
    if kept in question.offered:
        return None
    if " " in kept:
        return problem(ProblemCode.SEVERAL_CHOICES, question.name)
    return problem(ProblemCode.UNKNOWN_CHOICE, question.name, entered=kept[:100])


def read_several(question: Question, posted: Sequence[str]) -> str:
    """The names in the order of the list, unknown ones last."""
    entered = names(posted)
    chosen, offered = set(entered), set(question.offered)
    known = [name for name in question.offered if name in chosen]
    return " ".join(known + [name for name in entered if name not in offered])


def fault_several(question: Question, kept: str) -> Problem | None:
    for name in kept.split(" "):
        if name not in question.offered:
            return problem(ProblemCode.UNKNOWN_CHOICE, question.name, entered=name[:100])
    return None


SELECT_ONE = ItemType(
    ("select_one", "select one", "select1", "select one from"),
    read_one,
    fault_one,
    choices=True,
    appearances=_APPEARANCES,
)
SELECT_MULTIPLE = ItemType(
    (*("select_multiple", "select all that apply", "select all that apply from"),),
    read_several,
    fault_several,
    choices=True,
    appearances=_APPEARANCES,
)
