"""Names in expressions and labels stand for items that exist, are known by then, and do not need
themselves."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.dependencies import (
    CONDITIONS,
    CircularError,
    Use,
    condition,
    evaluation_order,
    expression_names,
    uses,
)
from survey.questionnaires.faults import Faults
from survey.questionnaires.types import BY_KIND
from survey.questionnaires.values import Group, Item


def check_references(items: Sequence[Item], groups: Sequence[Group], faults: Faults) -> None:
    """Refuses names nobody has, questions asked later than they are needed, and circles."""
    by_name = {item.name: item for item in items}
    places = {item.name: place for place, item in enumerate(items)}
    nodes: list[Item | Group] = [*items, *groups]
    circle = _circle(items, groups)
    for use in dict.fromkeys(use for node in nodes for use in uses(node)):
        place = cell_place("survey", use.by.row, use.column)
        if use.name not in by_name:
            near = get_close_matches(use.name, list(by_name), n=1)
            suggestion = near[0] if near else ""
            faults.refuse(ProblemCode.UNKNOWN_REFERENCE, place, name=use.name, suggestion=suggestion)
            continue
        if isinstance(use.by, Item) and use.by.name in circle:
            # One of a circle always stands above the other: that it needs itself says it all.
            continue
        for later in _asked_later(use, by_name, places):
            faults.refuse(ProblemCode.LATER_REFERENCE, place, name=use.name, later=later.row)
    if circle:
        _refuse_circle(circle, {node.name: node for node in nodes}, faults)


def _asked_later(use: Use, items: Mapping[str, Item], places: Mapping[str, int]) -> list[Item]:
    """The first question asked after the one that uses it, seen through calculations; [] when all is known.

    A calculation may look at anything: it is computed when its time has come. The constraint of a question
    looks at its own answer.
    """
    if use.column == "calculation":
        return []
    seen: set[str] = set()
    waiting = [use.name]
    while waiting:
        name = waiting.pop()
        item = items.get(name)
        if item is None or name in seen:
            continue
        seen.add(name)
        if item.calculation or item.read_only:
            waiting += [*expression_names(item.calculation), *expression_names(item.default_expression)]
            waiting += expression_names(item.relevant)
        elif BY_KIND[item.kind].asked and not _stands_above(item, use.by, places):
            return [item]
    return []


def _stands_above(item: Item, by: Item | Group, places: Mapping[str, int]) -> bool:
    """Whether an item is asked before what looks at it; an item may look at itself."""
    if isinstance(by, Item):
        return places[item.name] <= places[by.name]
    return item.row < by.row


def _circle(items: Sequence[Item], groups: Sequence[Group]) -> tuple[str, ...]:
    """Names that need one another, the first one again last; () when none do.

    A name given twice is a fault already: who needs whom cannot be told then.
    """
    names = [*(item.name for item in items), *(group.name for group in groups)]
    if len(set(names)) < len(names):
        return ()
    try:
        evaluation_order(items, groups)
    except CircularError as fault:
        return fault.cycle
    return ()


def _refuse_circle(circle: Sequence[str], nodes: Mapping[str, Item | Group], faults: Faults) -> None:
    first, second = nodes[circle[0]], circle[1]
    column = next(
        (column for column in CONDITIONS if second in expression_names(condition(first, column), column)),
        "type",
    )
    place = cell_place("survey", first.row, column)
    faults.refuse(ProblemCode.CIRCULAR_REFERENCE, place, cycle=" → ".join(circle))
