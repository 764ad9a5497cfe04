"""Every expression can be read and run, and every pattern of regex() too."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from survey.expressions import ExpressionError, UnknownFunctionError, WrongArgumentsError
from survey.expressions.functions import NOT_COMPUTED
from survey.expressions.pattern_program import PatternError, program
from survey.expressions.shared import outside_the_device
from survey.expressions.tree import Call, Column, Node, Text, walk
from survey.problems import ProblemCode, cell_place
from survey.questionnaires.dependencies import CONDITIONS, condition, read_condition
from survey.questionnaires.faults import Faults
from survey.questionnaires.values import Group, Item

_CALLED = re.compile(r"([\w:-]+)\s*\(")

_SHOWN = 200
"""Characters of an expression quoted in a problem."""


def check_expressions(
    items: Iterable[Item], groups: Iterable[Group], columns: Sequence[str], faults: Faults
) -> None:
    """Refuses expressions that cannot be read, functions we do not have, wrong numbers of arguments, and
    filters on what is none of the `columns` of the choices; warns of what a device cannot compute alone."""
    asked = tuple(items)
    nodes: list[Item | Group] = [*asked, *groups]
    for item in asked:
        _check_columns(item, columns, faults)
    for node in nodes:
        for column in CONDITIONS:
            source = condition(node, column)
            if source:
                _check(source, column, cell_place("survey", node.row, column), faults)


def _check_columns(item: Item, columns: Sequence[str], faults: Faults) -> None:
    try:
        tree = read_condition(item.choice_filter, "choice_filter").tree if item.choice_filter else None
    except ExpressionError:
        return
    for node in walk(tree) if tree else ():
        if isinstance(node, Column) and node.name not in columns:
            near = get_close_matches(node.name, columns, n=1)
            place = cell_place("survey", item.row, "choice_filter")
            values = {"column": node.name, "suggestion": near[0] if near else ""}
            faults.refuse(ProblemCode.UNKNOWN_FILTER_COLUMN, place, **values)


def _check(source: str, column: str, place: str, faults: Faults) -> None:
    try:
        tree = read_condition(source, column).tree
    except UnknownFunctionError as fault:
        if fault.function in NOT_COMPUTED:
            faults.refuse(ProblemCode.UNSUPPORTED_FUNCTION, place, function=fault.function)
            return
        function, suggestion = fault.function, fault.suggestion
        faults.refuse(ProblemCode.UNKNOWN_FUNCTION, place, function=function, suggestion=suggestion)
    except WrongArgumentsError as fault:
        faults.refuse(
            ProblemCode.WRONG_ARGUMENTS,
            place,
            function=fault.function,
            expected=fault.expected,
            given=fault.given,
        )
    except ExpressionError as fault:
        # A path of ODK into another file cannot even be read: the function at its head says why.
        called = next((name for name in _CALLED.findall(source) if name in NOT_COMPUTED), None)
        if called:
            faults.refuse(ProblemCode.UNSUPPORTED_FUNCTION, place, function=called)
        else:
            _refuse_reading(source, fault.reason, fault.position, place, faults)
    else:
        _check_patterns(tree, source, place, faults)
        for function in outside_the_device(tree):
            faults.warn(ProblemCode.ONLINE_ONLY, place, function=function)


def _check_patterns(tree: Node, source: str, place: str, faults: Faults) -> None:
    for node in walk(tree):
        match node:
            case Call("regex", (_, Text(written)), position):
                try:
                    program(written)
                except PatternError as fault:
                    _refuse_reading(source, str(fault), position, place, faults)


def _refuse_reading(source: str, reason: str, position: int, place: str, faults: Faults) -> None:
    faults.refuse(
        ProblemCode.UNREADABLE_EXPRESSION,
        place,
        reason=reason,
        position=position,
        expression=source[:_SHOWN],
    )
