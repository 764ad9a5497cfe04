"""Which item needs which: what an expression or a label refers to, and the order values are computed in."""

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from survey.expressions import Expression, ExpressionError, expression
from survey.expressions.tree import references
from survey.questionnaires.texts import Texts
from survey.questionnaires.values import Group, Item

REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
"""A name in a label: ${name}."""

CONDITIONS = ("relevant", "required", "constraint", "calculation", "choice_filter", "default", "repeat_count")
"""The columns of an item or group that hold expressions; a default may."""


_TEXTS = ("label", "hint", "guidance", "required_message", "constraint_message")


@dataclass(frozen=True, slots=True)
class Use:
    """A name used by an item or group in a column."""

    by: Item | Group
    column: str
    name: str


@dataclass(frozen=True, slots=True)
class CircularError(ValueError):
    """`cycle` names items and groups that need one another, the first one again last."""

    cycle: tuple[str, ...]


def condition(of: Item | Group, column: str) -> str:
    """The expression in a column of CONDITIONS, "" when there is none."""
    written: str = getattr(of, "default_expression" if column == "default" else column, "")
    return written


def read_condition(source: str, column: str) -> Expression:
    """The expression of a column of CONDITIONS; raises ExpressionError when it cannot be read."""
    return expression(source, columns=column == "choice_filter")


def expression_names(source: str, column: str = "") -> tuple[str, ...]:
    """The items that an expression of a column refers to; none when it cannot be read."""
    if not source:
        return ()
    try:
        return tuple(reference.name for reference in references(read_condition(source, column).tree))
    except ExpressionError:
        return ()


def text_names(written: Texts) -> tuple[str, ...]:
    """The items that a text refers to, in any language, each once."""
    return tuple(dict.fromkeys(name for _, text in written.by_language for name in REFERENCE.findall(text)))


def choice_names(item: Item) -> tuple[str, ...]:
    """The items that the labels of an item's choices refer to."""
    return tuple(dict.fromkeys(name for choice in item.choices for name in text_names(choice.label)))


def uses(node: Item | Group) -> Iterator[Use]:
    """Every name in the expressions and texts of an item or group, those of its choices under `type`."""
    for column in CONDITIONS:
        yield from (Use(node, column, name) for name in expression_names(condition(node, column), column))
    for column in _TEXTS if isinstance(node, Item) else ("label",):
        yield from (Use(node, column, name) for name in text_names(getattr(node, column)))
    if isinstance(node, Item):
        yield from (Use(node, "type", name) for name in choice_names(node))


def evaluation_order(items: Iterable[Item], groups: Iterable[Group]) -> tuple[str, ...]:
    """The names of items and groups so that each comes after what its value and relevance need.

    Otherwise the order of the sheet is kept. Raises CircularError when some need one another.
    """
    nodes: dict[str, Item | Group] = {group.name: group for group in groups}
    nodes.update((item.name, item) for item in items)
    needs = {name: {other for other in _needs(node) if other in nodes} for name, node in nodes.items()}
    needed_by: dict[str, list[str]] = {name: [] for name in nodes}
    for name, others in needs.items():
        for other in others:
            needed_by[other].append(name)
    waiting = {name: len(others) for name, others in needs.items()}
    ready = [(nodes[name].row, name) for name, count in waiting.items() if not count]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        _, name = heapq.heappop(ready)
        order.append(name)
        for other in needed_by[name]:
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(ready, (nodes[other].row, other))
    if len(order) < len(nodes):
        raise CircularError(_cycle({name: needs[name] for name in nodes if name not in set(order)}))
    return tuple(order)


def _needs(node: Item | Group) -> Iterator[str]:
    """What must be known before the value and the relevance of a node are."""
    yield from node.groups[-1:]
    yield from expression_names(node.relevant)
    if isinstance(node, Item):
        yield from expression_names(node.calculation)
        yield from expression_names(node.default_expression)
        yield from expression_names(node.choice_filter, "choice_filter")
        # A constraint looks at its own item: that is no need for something else.
        yield from (name for name in expression_names(node.constraint) if name != node.name)
        yield from choice_names(node)


def _cycle(needs: dict[str, set[str]]) -> tuple[str, ...]:
    """One cycle among nodes each of which needs another of them or is needed by a cycle."""
    trail: list[str] = []
    name = min(needs)
    while name not in trail:
        trail.append(name)
        name = min(other for other in needs[name] if other in needs)
    return (*trail[trail.index(name) :], name)
