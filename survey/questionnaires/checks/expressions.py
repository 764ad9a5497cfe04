"""Every expression can be read and run, and every pattern of regex() too."""

from collections.abc import Iterable

from survey.expressions import ExpressionError, UnknownFunctionError, WrongArgumentsError, expression
from survey.expressions.functions import NOT_COMPUTED
from survey.expressions.pattern_program import PatternError, program
from survey.expressions.tree import Call, Node, Text, walk
from survey.problems import ProblemCode, cell_place
from survey.questionnaires.dependencies import CONDITIONS, condition
from survey.questionnaires.faults import Faults
from survey.questionnaires.values import Group, Item

_SHOWN = 200
"""Characters of an expression quoted in a problem."""


def check_expressions(items: Iterable[Item], groups: Iterable[Group], faults: Faults) -> None:
    """Refuses expressions that cannot be read, functions we do not have, and wrong numbers of arguments."""
    nodes: list[Item | Group] = [*items, *groups]
    for node in nodes:
        for column in CONDITIONS:
            source = condition(node, column)
            if source:
                _check(source, cell_place("survey", node.row, column), faults)


def _check(source: str, place: str, faults: Faults) -> None:
    try:
        tree = expression(source).tree
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
        _refuse_reading(source, fault.reason, fault.position, place, faults)
    else:
        _check_patterns(tree, source, place, faults)


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
