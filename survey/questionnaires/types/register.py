"""What a type of question is. One is added by adding a file here and naming it in the register."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from survey.expressions import Value
from survey.problems import Problem


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers a range offers: from `least` to `most`, both taken, by `step` from the least."""

    least: Decimal
    most: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class Question:
    """What a type needs to know of the item it reads for: its name, the choices offered now, in order, and
    the bounds of a range."""

    name: str
    offered: tuple[str, ...] = ()
    bounds: Bounds | None = None


Read = Callable[[Question, Sequence[str]], str]
"""What a form posted for an item into what is kept: the canonical answer, or the entry as typed when it is
none. "" is no answer. Reading what was kept again gives the same."""

Fault = Callable[[Question, str], Problem | None]
"""What is wrong with a kept entry that is not empty; None when it is a canonical answer."""


def as_is(value: str) -> Value:
    """The XPath value of most answers: their text."""
    return value


def nothing_read(question: Question, posted: Sequence[str]) -> str:
    """For what no person answers: whatever is posted is left aside."""
    return ""


def no_fault(question: Question, kept: str) -> Problem | None:
    """For what is computed or filled by the application."""
    return None


@dataclass(frozen=True, slots=True)
class ItemType:
    """A type of question.

    `names` are its spellings in the sheet, the canonical one first. `asked` when a person answers it,
    `shown` when it stands on a page. `choices` when its type cell names a choice list. `appearances` are
    those we draw. `xpath` turns a canonical answer that is not empty into its value in expressions.
    `bounds` when the column `parameters` bounds it. `calculation` is what computes it when the sheet does
    not say. What is not `collected` is accepted and stays empty.
    """

    names: tuple[str, ...]
    read: Read = nothing_read
    fault: Fault = no_fault
    xpath: Callable[[str], Value] = as_is
    asked: bool = True
    shown: bool = True
    choices: bool = False
    appearances: frozenset[str] = frozenset()
    bounds: bool = False
    calculation: str = ""
    collected: bool = True

    @property
    def kind(self) -> str:
        return self.names[0]
