"""A tree made into a Python function, once; running it costs a few calls."""

import math
import operator
from collections.abc import Callable

from survey.expressions.context import Context
from survey.expressions.errors import UnknownFunctionError, WrongArgumentsError
from survey.expressions.functions import FUNCTIONS, LAZY, closest_function
from survey.expressions.tree import (
    Call,
    Chain,
    Column,
    Current,
    Named,
    Negation,
    Node,
    Number,
    Reference,
    Text,
)
from survey.expressions.values import Value, as_boolean, as_number, equal, is_empty

Run = Callable[[Context], Value]
_Compare = Callable[[float, float], bool]
_Compute = Callable[[float, float], float]


def compiled(node: Node) -> Run:
    """The function that gives the value of `node` in a context; it never raises on any answers.

    Raises UnknownFunctionError or WrongArgumentsError, naming the place in the source. The depth of the
    parser bounds the recursion here and while running.
    """
    match node:
        case Text(value) | Named(value, _):
            return _constant(value)
        case Number(number):
            return _constant(number)
        case Reference(name, _):
            return lambda context: context.values.get(name, "")
        case Column(name, _):
            return lambda context: context.columns.get(name, "")
        case Current():
            return lambda context: context.current
        case Negation(operand):
            inner = compiled(operand)
            return lambda context: -as_number(inner(context))
        case Chain(operands, operators):
            return _chain([compiled(operand) for operand in operands], operators)
        case Call():
            return _call(node)


def _constant(value: Value) -> Run:
    return lambda context: value


def _chain(runs: list[Run], operators: tuple[str, ...]) -> Run:
    if operators[0] == "or":
        return lambda context: any(as_boolean(run(context)) for run in runs)
    if operators[0] == "and":
        return lambda context: all(as_boolean(run(context)) for run in runs)
    first, steps = runs[0], [(_OPERATORS[sign], run) for sign, run in zip(operators, runs[1:], strict=True)]
    if len(steps) == 1:
        only, right = steps[0]
        return lambda context: only(first(context), right(context))

    def run_chain(context: Context) -> Value:
        value = first(context)
        for combine, right in steps:
            value = combine(value, right(context))
        return value

    return run_chain


def _call(node: Call) -> Run:
    name, count = node.function, len(node.arguments)
    if name in LAZY:
        least, most = LAZY[name]
        if not least <= count <= most:
            raise WrongArgumentsError(name, node.position, str(least), count)
        return _lazy(name, [compiled(argument) for argument in node.arguments])
    function = FUNCTIONS.get(name)
    if function is None:
        raise UnknownFunctionError(name, node.position, closest_function(name))
    if not function.takes(count):
        raise WrongArgumentsError(name, node.position, function.expected, count)
    body, runs = function.body, [compiled(argument) for argument in node.arguments]
    return lambda context: body(context, [run(context) for run in runs])


def _lazy(name: str, runs: list[Run]) -> Run:
    if name == "if":
        condition, then, otherwise = runs
        return lambda context: then(context) if as_boolean(condition(context)) else otherwise(context)
    if name == "coalesce":
        first, second = runs

        def coalesce(context: Context) -> Value:
            value = first(context)
            return second(context) if is_empty(value) else value

        return coalesce
    (only,) = runs
    return lambda context: only(context) if is_empty(context.current) else context.current


def _comparison(compare: _Compare) -> Callable[[Value, Value], Value]:
    # XPath compares by order only numbers; an empty answer is NaN there, so that every comparison is false.
    return lambda left, right: compare(as_number(left), as_number(right))


def _arithmetic(compute: _Compute) -> Callable[[Value, Value], Value]:
    return lambda left, right: compute(as_number(left), as_number(right))


def _divided(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    """With the sign of the dividend (XPath 1.0, 3.5)."""
    if right == 0 or math.isinf(left) or math.isnan(left):
        return math.nan
    return math.fmod(left, right)


_OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": _comparison(operator.lt),
    "<=": _comparison(operator.le),
    ">": _comparison(operator.gt),
    ">=": _comparison(operator.ge),
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "div": _arithmetic(_divided),
    "mod": _arithmetic(_remainder),
}
