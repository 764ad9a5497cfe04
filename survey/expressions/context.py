"""What an expression may look at while it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from survey.expressions.values import Value
from survey.moment import Moment

ChoiceLabel = Callable[[str, str, str], str]
"""The label of a choice, given the item's name, the choice's name and the language; "" when there is none."""


def no_choice_label(item: str, choice: str, language: str) -> str:
    """For expressions outside a questionnaire: no choice has a label."""
    return ""


@dataclass(slots=True)
class Context:
    """The values of the items by name (an absent one is empty), that of the item itself, and the occasion.

    `columns` holds the cells of the choice that a choice filter is asked about, by lower-case header.

    `values` is the caller's own mapping, read and never changed: it may grow between two evaluations.
    """

    values: Mapping[str, Value]
    moment: Moment
    current: Value = ""
    language: str = ""
    choice_label: ChoiceLabel = no_choice_label
    columns: Mapping[str, str] = field(default_factory=dict)
