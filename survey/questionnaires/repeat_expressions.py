"""Expressions of repeats, said of the questions that their turns are written out as.

A name means its own turn in the repeats around both, and the first turn of the others, as in XPath; sum(), max(),
min(), join(), concat(), count-non-empty() and count() look at every turn of the others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.expressions import ExpressionError
from survey.expressions.lexer import Kind, Token, tokens
from survey.questionnaires.repeat_tree import RepeatTree, Turns, of_turns, shared

_NAMED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_POSITION = re.compile(r"\bposition\(\s*(\.\.(?:\s*/\s*\.\.)*)\s*\)")
_EVERY = frozenset({"sum", "max", "min", "concat", "count-non-empty"})
_SPECIAL = ("${", "../", "position", "indexed-repeat")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: the groups around it, outermost first, the repeats among them, and their turns."""

    groups: tuple[str, ...]
    chain: tuple[str, ...]
    turns: Turns


OUTSIDE = Place((), (), ())


@dataclass(frozen=True, slots=True)
class _Argument:
    """An argument of a call: its source, and its tokens."""

    source: str
    tokens: tuple[Token, ...]

    @property
    def name(self) -> str:
        """The item that the argument is, "" when it is more than a name."""
        alone = len(self.tokens) == 1 and self.tokens[0].kind is Kind.REFERENCE
        return self.tokens[0].value if alone else ""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Says expressions of one place. With `checked` they stay as the sheet has them, save what only a repeat
    understands: what the checks read."""

    tree: RepeatTree
    place: Place
    checked: bool = False

    def source(self, source: str) -> str:
        """An expression in these turns; one that cannot be read stays as it is."""
        if not any(mark in source for mark in _SPECIAL):
            return source
        placed = _POSITION.sub(self._position, source)
        try:
            return self._said(placed)
        except ExpressionError:
            return placed

    def text(self, text: str) -> str:
        """A text with its names said in these turns: the rest of it is no expression."""
        return _NAMED.sub(lambda named: f"${{{self._value(named[1])}}}", text)

    def _said(self, source: str) -> str:
        read = tokens(source)[:-1]
        written, done, at = "", 0, 0
        while at < len(read):
            token = read[at]
            called = token.kind is Kind.NAME and at + 1 < len(read) and read[at + 1].kind is Kind.OPEN
            replaced: str | None = None
            until = at + 1
            if called:
                close = _closing(read, at + 1)
                replaced = self._call(token.value, _arguments(source, read, at + 1, close))
                until = at + 2 if replaced is None else close + 1
            elif token.kind is Kind.REFERENCE and token.value in self.tree.chains:
                replaced = f"${{{self._value(token.value)}}}"
            elif token.kind is Kind.TEXT and "${" in token.value:
                quote = source[token.position - 1]
                replaced = source[token.position - 1] + self.text(token.value) + _CLOSING.get(quote, quote)
            if replaced is not None:
                written += source[done : token.position - 1] + replaced
                done = _end(source, read, until - 1)
            at = until
        return written + source[done:]

    def _call(self, function: str, arguments: Sequence[_Argument]) -> str | None:
        """A call said of turns, None when its arguments are said one by one."""
        names = [argument.name for argument in arguments]
        if function == "count" and len(names) == 1:
            return self._counted(names[0])
        if function == "indexed-repeat":
            return self._indexed(arguments)
        if self.checked or not any(self._many(name) for name in names):
            return None
        if function == "join" and len(names) == 2:
            return self._joined(self._argument(arguments[0]), names[1])
        if function in _EVERY:
            said = [
                ", ".join(f"${{{name}}}" for name in self._every(argument.name))
                if self._many(argument.name)
                else self._argument(argument)
                for argument in arguments
            ]
            return f"{function}({', '.join(said)})"
        return None

    def _argument(self, argument: _Argument) -> str:
        return self._said(argument.source)

    def _common(self, chain: Sequence[str]) -> Turns:
        return self.place.turns[: shared(self.place.chain, chain)]

    def _value(self, name: str) -> str:
        """The item that a name alone means here."""
        chain = self.tree.chains.get(name, ())
        known = self._common(chain)
        return of_turns(name, known + (1,) * (len(chain) - len(known)))

    def _many(self, name: str) -> bool:
        chain = self.tree.chains.get(name, ())
        return len(chain) > len(self._common(chain))

    def _every(self, name: str) -> list[str]:
        """The items that a name means here where every turn counts."""
        chain = self.tree.chains[name]
        return [of_turns(name, turns) for turns in self.tree.turns_of(chain, self._common(chain))]

    def _counted(self, name: str) -> str | None:
        """count() of a repeat, or of an item in one: how many turns there are."""
        repeat = self.tree.repeats.get(name)
        if repeat is None and self._many(name):
            repeat = self.tree.repeats[self.tree.chains[name][-1]]
        if repeat is None:
            return None
        if self.checked:
            return f"count(${{{self.tree.first_member(repeat.group.name) or name}}})"
        around = repeat.chain[:-1]
        known = self.place.turns[: shared(self.place.chain, around)]
        counts = [f"${{{of_turns(repeat.count, turns)}}}" for turns in self.tree.turns_of(around, known)]
        return counts[0] if len(counts) == 1 else f"sum({', '.join(counts)})"

    def _joined(self, separator: str, name: str) -> str:
        """join() of every turn that was answered: one that was not asked leaves no separator."""
        parts = (f"if(${{{each}}} != '', concat({separator}, ${{{each}}}), '')" for each in self._every(name))
        return f"substr(concat({', '.join(parts)}), string-length({separator}))"

    def _indexed(self, arguments: Sequence[_Argument]) -> str | None:
        """indexed-repeat(): the answer in the turns that are named, nothing in a turn there is not."""
        name = arguments[0].name if arguments else ""
        chain = self.tree.chains.get(name, ())
        given = {repeat.name: index for repeat, index in zip(arguments[1::2], arguments[2::2], strict=False)}
        if not given or len(arguments) % 2 == 0 or not given.keys() <= set(chain):
            return None
        if self.checked:
            # The turn before was asked before, wherever its question stands: the index alone is looked at.
            return f"concat({', '.join(self._argument(index) for index in given.values())})"
        known = self._common(chain)
        own = dict(zip(chain, known + (1,) * (len(chain) - len(known)), strict=True))
        found = []
        for turns in self.tree.turns_of(chain):
            wanted = dict(zip(chain, turns, strict=True))
            if all(name in given or wanted[name] == own[name] for name in chain):
                found.append((turns, wanted))
        fixed = {repeat: _number(index) for repeat, index in given.items()}
        if all(number is not None for number in fixed.values()):
            hit = [turns for turns, wanted in found if all(wanted[each] == fixed[each] for each in given)]
            return f"${{{of_turns(name, hit[0])}}}" if hit else "''"
        indexes = {repeat: self._argument(index) for repeat, index in given.items()}
        parts = []
        for turns, wanted in found:
            here = " and ".join(f"({index}) = {wanted[repeat]}" for repeat, index in indexes.items())
            parts.append(f"if({here}, ${{{of_turns(name, turns)}}}, '')")
        return f"concat({', '.join(parts)})"

    def _position(self, call: re.Match[str]) -> str:
        """position(..): the turn of the repeat that the path leads to, or leads into a group of."""
        steps = call[1].count("..")
        around = self.place.groups[: len(self.place.groups) - steps + 1]
        within = [
            turn for name, turn in zip(self.place.chain, self.place.turns, strict=True) if name in around
        ]
        return str(within[-1]) if within else call[0]


_CLOSING = {"“": "”", "‘": "’"}


def _closing(read: Sequence[Token], opening: int) -> int:
    """The place of the parenthesis that closes one; the last token where none does."""
    depth = 0
    for at in range(opening, len(read)):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(read[at].kind, 0)
        if not depth:
            return at
    raise ExpressionError("a parenthesis is not closed", read[opening].position)


def _arguments(source: str, read: Sequence[Token], opening: int, close: int) -> list[_Argument]:
    """The arguments of a call between two parentheses."""
    found = []
    for start, end in _between(read, opening, close):
        if start < end:
            begin = read[start].position - 1
            found.append(_Argument(source[begin : _end(source, read, end - 1)], tuple(read[start:end])))
    return found


def _between(read: Sequence[Token], opening: int, close: int) -> Iterator[tuple[int, int]]:
    depth, start = 0, opening + 1
    for at in range(opening + 1, close):
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(read[at].kind, 0)
        if read[at].kind is Kind.COMMA and not depth:
            yield start, at
            start = at + 1
    yield start, close


def _end(source: str, read: Sequence[Token], at: int) -> int:
    """Where a token ends in its source: before the spaces in front of the next one."""
    limit = read[at + 1].position - 1 if at + 1 < len(read) else len(source)
    begin = read[at].position - 1
    return begin + len(source[begin:limit].rstrip())


def _number(argument: _Argument) -> int | None:
    """The whole number that an index of numbers, + and - comes to, None when it looks at anything else."""
    total, sign = 0, 1
    for token in argument.tokens:
        if token.kind is Kind.OPERATOR and token.value in "+-":
            sign = 1 if token.value == "+" else -1
        elif token.kind is Kind.NUMBER and token.value.isdecimal():
            total += sign * int(token.value)
        else:
            return None
    return total
