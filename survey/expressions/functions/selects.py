"""Functions on choices: lists of names parted by spaces."""

from survey.expressions.context import Context
from survey.expressions.functions.register import Function
from survey.expressions.values import Value, as_number, as_text


def _selected(_: Context, arguments: list[Value]) -> Value:
    return as_text(arguments[1]).strip() in as_text(arguments[0]).split(" ")


def _selected_at(_: Context, arguments: list[Value]) -> Value:
    """The name at a 0-based place, "" outside the list."""
    names, place = as_text(arguments[0]).split(), as_number(arguments[1])
    return names[int(place)] if 0 <= place < len(names) else ""


def _count_selected(_: Context, arguments: list[Value]) -> Value:
    return float(len(as_text(arguments[0]).split()))


def _choice_name(context: Context, arguments: list[Value]) -> Value:
    """The label, in the language of the screen, of a choice (first) of an item (second)."""
    return context.choice_label(as_text(arguments[1]), as_text(arguments[0]), context.language)


FUNCTIONS = (
    Function("selected", 2, 2, _selected),
    Function("selected-at", 2, 2, _selected_at),
    Function("count-selected", 1, 1, _count_selected),
    Function("jr:choice-name", 2, 2, _choice_name),
)
