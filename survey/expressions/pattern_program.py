"""A regular expression read into a list of instructions.

Syntax: what Java's and JavaScript's engines share and a linear engine can run. Literals, `.`, classes, \\d
\\w \\s and their opposites (ASCII, as in Java), \\p{L} and other general categories, \\t \\n \\r \\f \\xHH
\\uHHHH, groups, alternatives, `* + ? {n} {n,} {n,m}` greedy or lazy, `^` and `$`. Look-around, back
references and \\b are refused.
"""

import unicodedata
from dataclasses import dataclass

MAX_INSTRUCTIONS = 5_000
MAX_DEPTH = 50

Span = tuple[int, int]


class PatternError(ValueError):
    """The pattern cannot be read; `position` counts its characters from 1."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} at character {position} of the pattern")
        self.reason = reason
        self.position = position


@dataclass(frozen=True, slots=True)
class One:
    """Reads one character of a set: spans of code points and prefixes of general categories, or their
    opposite.

    `excluded` holds sets that are taken as opposites inside a class, such as \\D in [\\D_].
    """

    spans: tuple[Span, ...] = ()
    categories: tuple[str, ...] = ()
    negated: bool = False
    excluded: tuple["One", ...] = ()

    def accepts(self, character: str) -> bool:
        code = ord(character)
        found = any(first <= code <= last for first, last in self.spans)
        if not found and self.categories:
            found = unicodedata.category(character).startswith(self.categories)
        if not found and self.excluded:
            found = any(other.accepts(character) for other in self.excluded)
        return found != self.negated


@dataclass(frozen=True, slots=True)
class Split:
    """Goes on at each of these instructions at once."""

    ways: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AtStart:
    """Goes on only before the first character."""


@dataclass(frozen=True, slots=True)
class AtEnd:
    """Goes on only after the last character."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The whole pattern was read."""


Instruction = One | Split | AtStart | AtEnd | Accept
Program = tuple[Instruction, ...]

_DIGIT = One(((48, 57),))
_WORD = One(((48, 57), (65, 90), (95, 95), (97, 122)))
_SPACE = One(((9, 13), (32, 32)))
_ANY = One(((10, 10), (13, 13), (0x85, 0x85), (0x2028, 0x2029)), negated=True)
_SHORT = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_CONTROL = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0}
_HEX = {"x": 2, "u": 4}


def program(source: str) -> Program:
    """The instructions of a pattern; raises PatternError naming what cannot be read."""
    reader = _Reader(source)
    body = reader.alternatives()
    if reader.at < len(source):
        raise PatternError("a parenthesis was closed that was not opened", reader.at + 1)
    return (*body, Accept())


def _shifted(instruction: Instruction, by: int) -> Instruction:
    return (
        Split(tuple(way + by for way in instruction.ways)) if isinstance(instruction, Split) else instruction
    )


class _Reader:
    """Recursive descent; every fragment is a list of instructions whose ways count from its own start."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self._depth = 0

    def alternatives(self) -> list[Instruction]:
        branches = [self._sequence()]
        while self._next_is("|"):
            self.at += 1
            branches.append(self._sequence())
        joined = branches[-1]
        for branch in reversed(branches[:-1]):
            joined = self._either(branch, joined)
        return joined

    def _either(self, first: list[Instruction], second: list[Instruction]) -> list[Instruction]:
        after_first = 1 + len(first) + 1
        end = after_first + len(second)
        return self._bounded(
            [
                Split((1, after_first)),
                *(_shifted(instruction, 1) for instruction in first),
                Split((end,)),
                *(_shifted(instruction, after_first) for instruction in second),
            ]
        )

    def _sequence(self) -> list[Instruction]:
        read: list[Instruction] = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            piece = self._repeated(self._atom())
            base = len(read)
            read.extend(_shifted(instruction, base) for instruction in piece)
            self._bounded(read)
        return read

    def _repeated(self, piece: list[Instruction]) -> list[Instruction]:
        while self.at < len(self.source):
            start = self.at
            bounds = self._bounds()
            if bounds is None:
                return piece
            if self._next_is("?"):
                self.at += 1
            elif self._next_is("+"):
                raise PatternError("possessive repetition is not supported", start + 1)
            piece = self._times(piece, *bounds)
        return piece

    def _bounds(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        sign = self.source[self.at]
        if sign in simple:
            self.at += 1
            return simple[sign]
        if sign != "{":
            return None
        close = self.source.find("}", self.at)
        low, comma, high = self.source[self.at + 1 : close].partition(",")
        if close < 0 or not _is_count(low) or (high and not _is_count(high)):
            raise PatternError("a repetition is written {2}, {2,} or {2,5}", self.at + 1)
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if most is not None and most < least:
            raise PatternError("a repetition ends before it begins", self.at + 1)
        self.at = close + 1
        return least, most

    def _times(self, piece: list[Instruction], least: int, most: int | None) -> list[Instruction]:
        # Counted before they are written out: (x{999}){999} must not be built to be refused.
        copies = least + 1 if most is None else most
        if (len(piece) + 2) * copies > MAX_INSTRUCTIONS:
            raise PatternError("the pattern repeats too much", self.at)
        read: list[Instruction] = []
        for _ in range(least):
            base = len(read)
            read.extend(_shifted(instruction, base) for instruction in piece)
        if most is None:
            base = len(read)
            read.append(Split((base + 1, base + 1 + len(piece) + 1)))
            read.extend(_shifted(instruction, base + 1) for instruction in piece)
            read.append(Split((base,)))
            return read
        end = len(read) + (most - least) * (len(piece) + 1)
        for _ in range(most - least):
            base = len(read)
            read.append(Split((base + 1, end)))
            read.extend(_shifted(instruction, base + 1) for instruction in piece)
        return read

    def _atom(self) -> list[Instruction]:
        sign = self.source[self.at]
        place = self.at + 1
        self.at += 1
        match sign:
            case "(":
                return self._group(place)
            case "[":
                return [self._class(place)]
            case ".":
                return [_ANY]
            case "^":
                return [AtStart()]
            case "$":
                return [AtEnd()]
            case "\\":
                return [self._escape(place)]
            case "*" | "+" | "?" | "{":
                raise PatternError("there is nothing to repeat", place)
            case _:
                return [_single(ord(sign))]

    def _group(self, place: int) -> list[Instruction]:
        if self._next_is("?"):
            if not self.source.startswith("?:", self.at):
                raise PatternError("groups beginning with (? are not supported, save (?:", place)
            self.at += 2
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise PatternError(f"more than {MAX_DEPTH} groups inside one another", place)
        body = self.alternatives()
        if not self._next_is(")"):
            raise PatternError("a group is not closed", place)
        self.at += 1
        self._depth -= 1
        return body

    def _class(self, place: int) -> One:
        negated = self._next_is("^")
        self.at += negated
        spans: list[Span] = []
        categories: list[str] = []
        excluded: list[One] = []
        first = True
        while first or not self._next_is("]"):
            if self.at >= len(self.source):
                raise PatternError("a class is not closed", place)
            first = False
            member = self._member()
            low = _only(member)
            if low is not None and self._next_is("-") and not self.source.startswith("-]", self.at):
                self.at += 1
                if self.at >= len(self.source):
                    raise PatternError("a class is not closed", place)
                high = _only(self._member())
                if high is None or high < low:
                    raise PatternError("a range ends before it begins", self.at)
                spans.append((low, high))
            elif member.negated:
                excluded.append(member)
            else:
                spans.extend(member.spans)
                categories.extend(member.categories)
        self.at += 1
        return One(tuple(spans), tuple(categories), negated, tuple(excluded))

    def _member(self) -> One:
        sign = self.source[self.at]
        self.at += 1
        return self._escape(self.at) if sign == "\\" else _single(ord(sign))

    def _escape(self, place: int) -> One:
        if self.at >= len(self.source):
            raise PatternError("a backslash ends the pattern", place)
        letter = self.source[self.at]
        self.at += 1
        if letter.lower() in _SHORT:
            base = _SHORT[letter.lower()]
            return One(base.spans, negated=letter.isupper())
        if letter in "pP":
            return self._category(negated=letter == "P", place=place)
        if letter in _CONTROL:
            return _single(_CONTROL[letter])
        if letter in _HEX:
            return _single(self._hexadecimal(_HEX[letter], place))
        if letter.isalnum():
            raise PatternError(f"\\{letter} is not supported", place)
        return _single(ord(letter))

    def _category(self, *, negated: bool, place: int) -> One:
        close = self.source.find("}", self.at)
        name = self.source[self.at + 1 : close]
        if not self._next_is("{") or close < 0 or name[:1] not in "LMNPSZC" or not 1 <= len(name) <= 2:
            raise PatternError("a category is written \\p{L} or \\p{Lu}", place)
        self.at = close + 1
        return One(categories=(name,), negated=negated)

    def _hexadecimal(self, digits: int, place: int) -> int:
        written = self.source[self.at : self.at + digits]
        self.at += digits
        if len(written) < digits or not all(digit in "0123456789abcdefABCDEF" for digit in written):
            raise PatternError(f"{digits} hexadecimal digits are missing", place)
        return int(written, 16)

    def _next_is(self, sign: str) -> bool:
        return self.source.startswith(sign, self.at)

    def _bounded(self, read: list[Instruction]) -> list[Instruction]:
        if len(read) > MAX_INSTRUCTIONS:
            raise PatternError("the pattern is too long", self.at)
        return read


def _single(code: int) -> One:
    return One(((code, code),))


def _only(member: One) -> int | None:
    """The one code point of a member of a class, None when it stands for several."""
    if member.negated or member.categories or len(member.spans) != 1:
        return None
    first, last = member.spans[0]
    return first if first == last else None


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
