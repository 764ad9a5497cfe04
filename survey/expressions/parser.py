"""Tokens into a tree. XPath 1.0 precedences; nesting is bounded, chains are not."""

from survey.expressions.errors import ExpressionError
from survey.expressions.lexer import Kind, Token, tokens
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

MAX_DEPTH = 100
"""Parentheses, calls and minus signs one inside the other."""

_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
"""Operators from the loosest to the tightest (XPath 1.0, section 3.5)."""

_LEVEL_OF = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}


def parse(source: str, *, columns: bool = False) -> Node:
    """The tree of `source`; raises ExpressionError naming the character where reading stopped.

    With `columns`, a plain name is a column of the choice at hand.
    """
    return _Parser(tokens(source), columns=columns).whole()


class _Parser:
    def __init__(self, read: tuple[Token, ...], *, columns: bool) -> None:
        self._tokens = read
        self._columns = columns
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._expression()
        token = self._peek()
        if token.kind is Kind.CLOSE:
            raise ExpressionError("a parenthesis was closed that was not opened", token.position)
        if token.kind is not Kind.END:
            raise ExpressionError(f"an operator is missing before {token.value!r}", token.position)
        return node

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _expression(self) -> Node:
        """Operands and operators gathered flat, then folded level by level from the tightest."""
        operands = [self._operand()]
        operators: list[str] = []
        while self._peek().kind is Kind.OPERATOR:
            operators.append(self._take().value)
            operands.append(self._operand())
        for level in range(len(_LEVELS) - 1, -1, -1):
            operands, operators = _folded(operands, operators, level)
        return operands[0]

    def _operand(self) -> Node:
        minus = 0
        while self._peek().kind is Kind.OPERATOR and self._peek().value == "-":
            self._take()
            minus += 1
        node = self._primary()
        # Two minus signs make a number of a text, as one would: keep one pair, drop the others.
        for _ in range(minus if minus < 2 else 2 - minus % 2):
            node = Negation(node)
        return node

    def _primary(self) -> Node:
        token = self._take()
        match token.kind:
            case Kind.NUMBER:
                return Number(float(token.value))
            case Kind.TEXT:
                return Text(token.value)
            case Kind.REFERENCE:
                return Reference(token.value, token.position)
            case Kind.DOT:
                return Current(token.position)
            case Kind.OPEN:
                return self._nested(token)
            case Kind.NAME if self._peek().kind is Kind.OPEN:
                return _call(token, self._arguments())
            case Kind.NAME if self._columns:
                return Column(token.value.lower(), token.position)
            case Kind.NAME:
                reason = f"{token.value!r} is neither a function (write it with parentheses) nor ${{a name}}"
                raise ExpressionError(reason, token.position)
            case Kind.END:
                raise ExpressionError("a value is missing", token.position)
            case _:
                raise ExpressionError(f"a value is missing before {token.value!r}", token.position)

    def _nested(self, opening: Token) -> Node:
        self._deeper(opening)
        node = self._expression()
        self._expect_close(opening)
        self._depth -= 1
        return node

    def _arguments(self) -> tuple[Node, ...]:
        opening = self._take()
        self._deeper(opening)
        arguments: list[Node] = []
        if self._peek().kind is not Kind.CLOSE:
            arguments.append(self._expression())
            while self._peek().kind is Kind.COMMA:
                self._take()
                arguments.append(self._expression())
        self._expect_close(opening)
        self._depth -= 1
        return tuple(arguments)

    def _deeper(self, opening: Token) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(f"more than {MAX_DEPTH} parentheses inside one another", opening.position)

    def _expect_close(self, opening: Token) -> None:
        token = self._take()
        if token.kind is Kind.END:
            raise ExpressionError("a parenthesis is not closed", opening.position)
        if token.kind is not Kind.CLOSE:
            raise ExpressionError(f"a comma or an operator is missing before {token.value!r}", token.position)


def _call(name: Token, arguments: tuple[Node, ...]) -> Call:
    """The call; the second argument of jr:choice-name, a path between quotes, is read as the item it
    names."""
    if name.value == "jr:choice-name" and len(arguments) == 2 and isinstance(arguments[1], Text):
        item = arguments[1].value.strip().removeprefix("${").removesuffix("}").strip().rpartition("/")[2]
        arguments = (arguments[0], Named(item, name.position))
    return Call(name.value, arguments, name.position)


def _folded(operands: list[Node], operators: list[str], level: int) -> tuple[list[Node], list[str]]:
    """The same run with every stretch joined by operators of `level` made one Chain."""
    if not any(_LEVEL_OF[operator] == level for operator in operators):
        return operands, operators
    kept_operands: list[Node] = []
    kept_operators: list[str] = []
    stretch = [operands[0]]
    inside: list[str] = []
    for operator, operand in zip(operators, operands[1:], strict=True):
        if _LEVEL_OF[operator] == level:
            inside.append(operator)
            stretch.append(operand)
        else:
            kept_operands.append(_chain(stretch, inside))
            kept_operators.append(operator)
            stretch, inside = [operand], []
    kept_operands.append(_chain(stretch, inside))
    return kept_operands, kept_operators


def _chain(operands: list[Node], operators: list[str]) -> Node:
    return Chain(tuple(operands), tuple(operators)) if operators else operands[0]
