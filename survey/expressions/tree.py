"""An expression once parsed: a frozen tree that a device can run too."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

Json = str | float | list["Json"]


@dataclass(frozen=True, slots=True)
class Text:
    """A literal between quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number."""

    value: float


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of the item `name`."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Named:
    """An item meant by its name and not by its value, as jr:choice-name wants it."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of the choice that a choice filter looks at, by the header of its column in lower case."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Current:
    """The dot: the value of the item the expression belongs to."""

    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence, read from the left.

    One flat node whatever its length, so that a condition of five hundred `or` is no deeper than one of two.
    `operators[i]` stands between `operands[i]` and `operands[i + 1]`.
    """

    operands: tuple["Node", ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    function: str
    arguments: tuple["Node", ...]
    position: int


Node = Text | Number | Reference | Named | Column | Current | Negation | Chain | Call


_INFINITE = Chain((Number(1.0), Number(0.0)), ("div",))


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly under `node`."""
    match node:
        case Negation(operand):
            return (operand,)
        case Chain(operands, _):
            return operands
        case Call(_, arguments, _):
            return arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """`node` and everything under it, in reading order."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def references(node: Node) -> tuple[Reference | Named, ...]:
    """Every place that names an item, in reading order."""
    return tuple(found for found in walk(node) if isinstance(found, Reference | Named))


def calls(node: Node, function: str) -> bool:
    """Whether the expression calls a function somewhere."""
    return any(isinstance(found, Call) and found.function == function for found in walk(node))


def as_json(node: Node) -> Json:
    """The tree as nested lists: ["text", x], ["number", x], ["value", item], ["column", header], ["current"],
    ["negation", x], ["chain", first, operator, operand, …], ["call", function, argument, …]."""
    match node:
        case Text(value):
            return ["text", value]
        case Number(value):
            # More digits than a double holds: JSON has no word for infinity.
            return ["number", value] if isfinite(value) else as_json(_INFINITE)
        case Reference(name, _):
            return ["value", name]
        case Named(name, _):
            return ["text", name]
        case Column(name, _):
            return ["column", name]
        case Current():
            return ["current"]
        case Negation(operand):
            return ["negation", as_json(operand)]
        case Chain(operands, operators):
            chain: list[Json] = ["chain", as_json(operands[0])]
            for operator, operand in zip(operators, operands[1:], strict=True):
                chain += [operator, as_json(operand)]
            return chain
        case Call(function, arguments, _):
            return ["call", function, *(as_json(argument) for argument in arguments)]
