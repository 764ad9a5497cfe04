"""An expression of which some values are known for good: what depends on nothing else is computed now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isnan

from survey.expressions.compiler import compiled
from survey.expressions.context import Context
from survey.expressions.tree import Call, Chain, Current, Negation, Node, Number, Reference, Text, walk
from survey.expressions.values import Value, as_boolean
from survey.moment import Moment

_LOOKS_AT_ITSELF = frozenset({"once", "normalize-space"})
"""Functions that may look at the item itself without a dot."""

TRUE, FALSE = Call("true", (), 0), Call("false", (), 0)
_NOWHERE = Context({}, Moment(datetime(1970, 1, 1, tzinfo=UTC)))


@dataclass(frozen=True, slots=True)
class Moving:
    """What may still change: the values of these items, and that of the item itself when `itself`."""

    names: Collection[str]
    itself: bool = False

    def moves(self, tree: Node) -> bool:
        """Whether the value of a tree may still change."""
        return any(self._moves(found) for found in walk(tree))

    def _moves(self, node: Node) -> bool:
        match node:
            case Reference(name, _):
                return name in self.names
            case Current():
                return self.itself
            case Call(function, arguments, _):
                alone = function == "once" or not arguments
                return self.itself and function in _LOOKS_AT_ITSELF and alone
            case _:
                return False


def folded(tree: Node, context: Context, moving: Moving) -> Node:
    """The same expression with every part that cannot change replaced by its value in `context`.

    What is left names moving items only: the other answers are not in it, unless as the value of a part.
    """
    if not moving.moves(tree):
        return literal(compiled(tree)(context))
    match tree:
        case Negation(operand):
            return Negation(folded(operand, context, moving))
        case Chain(operands, operators):
            return _chain(tuple(folded(operand, context, moving) for operand in operands), operators, moving)
        case Call(function, arguments, position):
            return Call(function, tuple(folded(one, context, moving) for one in arguments), position)
        case _:
            return tree


def literal(value: Value) -> Node:
    """The expression whose value this is."""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, float):
        return Call("number", (Text(""),), 0) if isnan(value) else Number(value)
    function = "date-time" if isinstance(value, datetime) else "date"
    return Call(function, (Text(value.isoformat()),), 0)


def truth(tree: Node, moving: Moving) -> bool | None:
    """Whether a folded expression holds, None while that may still change."""
    # A constant looks at no context.
    return None if moving.moves(tree) else as_boolean(compiled(tree)(_NOWHERE))


def _chain(operands: tuple[Node, ...], operators: tuple[str, ...], moving: Moving) -> Node:
    if operators[0] not in ("and", "or"):
        return Chain(operands, operators)
    ends = operators[0] == "or"
    truths = [truth(operand, moving) for operand in operands]
    if ends in truths:
        return literal(ends)
    left = tuple(operand for operand, known in zip(operands, truths, strict=True) if known is None)
    if not left:
        return literal(not ends)
    return Chain(left, operators[: len(left) - 1]) if len(left) > 1 else Call("boolean", left, 0)
