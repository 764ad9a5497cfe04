"""An expression cut into tokens, in one pass."""

import re
from dataclasses import dataclass
from enum import StrEnum

from survey.expressions.errors import ExpressionError

MAX_LENGTH = 20_000
"""Characters in one expression; longer ones are refused."""


class Kind(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    REFERENCE = "reference"
    NAME = "name"
    OPERATOR = "operator"
    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    DOT = "."
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is the text without quotes or braces; `position` counts characters from 1."""

    kind: Kind
    value: str
    position: int


_NAME = r"[^\W\d][\w.\-·]*"

# Spreadsheets turn straight quotes into curly ones while people type: both are read.
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<text>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)
    | (?P<reference>\$\{{[^}}]*\}})
    | (?P<path>(?:/|\.\.?/)(?:(?:\.\.|{_NAME})/)*{_NAME})
    | (?P<name>{_NAME}(?::{_NAME})?)
    | (?P<operator><=|>=|!=|[=<>+*\-])
    | (?P<open>\()
    | (?P<close>\))
    | (?P<comma>,)
    | (?P<dot>\.(?!\.))
    """,
    re.VERBOSE,
)

_KINDS = {
    "number": Kind.NUMBER,
    "text": Kind.TEXT,
    "reference": Kind.REFERENCE,
    "path": Kind.REFERENCE,
    "name": Kind.NAME,
    "operator": Kind.OPERATOR,
    "open": Kind.OPEN,
    "close": Kind.CLOSE,
    "comma": Kind.COMMA,
    "dot": Kind.DOT,
}

_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})

_ENDS_OPERAND = frozenset({Kind.NUMBER, Kind.TEXT, Kind.REFERENCE, Kind.NAME, Kind.CLOSE, Kind.DOT})


def tokens(source: str) -> tuple[Token, ...]:
    """The tokens of `source`, an END token last; raises ExpressionError at the first character nobody
    knows."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters", MAX_LENGTH + 1)
    found: list[Token] = []
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise ExpressionError(_complaint(source[place]), place + 1)
        group = match.lastgroup or ""
        if group != "space":
            found.append(_token(group, match.group(), place + 1, found))
        place = match.end()
    found.append(Token(Kind.END, "", len(source) + 1))
    return tuple(found)


def _token(group: str, text: str, position: int, before: list[Token]) -> Token:
    kind = _KINDS[group]
    if group == "text":
        text = text[1:-1]
    elif group == "reference":
        text = text[2:-1].strip()
    elif group == "path":
        # Names are unique in our questionnaires: the last step of a path says which item is meant.
        text = text.rpartition("/")[2]
    elif group == "name" and text in _WORD_OPERATORS and before and before[-1].kind in _ENDS_OPERAND:
        # XPath 1.0, 3.7: a name after an operand is an operator, so that an item may be called `mod`.
        kind = Kind.OPERATOR
    return Token(kind, text, position)


def _complaint(character: str) -> str:
    if character in "\"'“‘":
        return "a quote is not closed"
    if character == "$":
        return "a reference is written ${name}"
    return f"{character!r} is not understood"
