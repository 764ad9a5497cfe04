"""Phrases that a speaker lists in a data file, found in folded tokens: longest first, in bounded steps a token."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from nlp.reading.tokens import Token, tokenize

_PIECE: Final = re.compile(r"\(([^()]*)\)|(\S+)")
_SKIPPED: Final = 3
_SYMBOLS: Final = frozenset("/&+%")


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a reply: tokens `start` to `end` (not included), what stood after "=" in its line, its section."""

    start: int
    end: int
    value: str = ""
    section: str = ""

    @property
    def length(self) -> int:
        """How many tokens it covers."""
        return self.end - self.start


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: what may follow, by word, by beginning of word, or after any words."""

    exact: "dict[str, _Node]" = field(default_factory=dict)
    starred: "dict[str, _Node] | None" = None
    lengths: tuple[int, ...] = ()
    skip: "_Node | None" = None
    values: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A phrase with variants: one small tree for each of its pieces, and the pieces that may be left out."""

    pieces: tuple[_Node, ...]
    optional: tuple[bool, ...]
    section: str
    value: str


class Book:
    """The phrases of a file in one tree, each under its section; every phrase is cut into words once."""

    def __init__(self, entries: Iterable[tuple[str, str, str]] = ()) -> None:
        self.root = _Node()
        self.patterns: dict[str, list[_Pattern]] = {}
        self.counts: dict[str, int] = {}
        for section, phrase, value in entries:
            self.add(section, phrase, value)

    def add(self, section: str, phrase: str, value: str) -> None:
        """Adds one phrase; the first value given to a phrase of a section stays."""
        if "(" in phrase:
            self._add_pattern(section, phrase, value)
        else:
            _plant(self.root, section, phrase, value)
        self.counts[section] = self.counts.get(section, 0) + 1

    def _add_pattern(self, section: str, phrase: str, value: str) -> None:
        pieces: list[_Node] = []
        optional: list[bool] = []
        for match in _PIECE.finditer(phrase):
            piece = _Node()
            variants = match[1].split("|") if match[1] is not None else [match[2]]
            for variant in variants:
                if variant.strip():
                    _plant(piece, "", variant, "")
            pieces.append(piece)
            optional.append("" in (variant.strip() for variant in variants))
        pattern = _Pattern(tuple(pieces), tuple(optional), section, value)
        for piece, may_miss in zip(pieces, optional, strict=True):
            for word in piece.exact:
                self.patterns.setdefault(word, []).append(pattern)
            if not may_miss:
                break


class Phrases:
    """A set of phrases, each with a value.

    A phrase is words; `word*` accepts any ending; `..` skips up to three words; `(a|b c|)` spells variants,
    the empty one when the words may be left out.
    """

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self._book = Book(("", phrase, value) for phrase, value in lines)
        self._wanted: dict[str, int] = {"": 0}

    @classmethod
    def of(cls, book: Book, sections: Sequence[str]) -> "Phrases":
        """The phrases of some sections of a book; one that is in two of them belongs to the section named first."""
        chosen = cls()
        chosen._book = book
        chosen._wanted = {section: rank for rank, section in reversed([*enumerate(sections)])}
        return chosen

    def __bool__(self) -> bool:
        return any(self._book.counts.get(section) for section in self._wanted)

    def at(self, tokens: Sequence[Token], place: int) -> Found | None:
        """The longest phrase that begins at this token, None when there is none."""
        best: Found | None = None
        for end, values in _ends(self._book.root, tokens, place):
            if best is not None and end < best.end:
                continue
            for section, value in values.items():
                rank = self._wanted.get(section)
                if rank is None or (
                    best is not None and end == best.end and rank >= self._wanted[best.section]
                ):
                    continue
                best = Found(place, end, value, section)
        if place < len(tokens) and self._book.patterns:
            for form in tokens[place].forms:
                for pattern in self._book.patterns.get(form, ()):
                    if pattern.section not in self._wanted:
                        continue
                    reached = _reach(pattern, tokens, place)
                    if reached > place and (best is None or reached > best.end):
                        best = Found(place, reached, pattern.value, pattern.section)
        return best

    def all(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """Every phrase of a reply, leftmost first, without overlap."""
        place = 0
        while place < len(tokens):
            found = self.at(tokens, place)
            if found:
                yield found
            place = found.end if found else place + 1

    def first(self, tokens: Sequence[Token]) -> Found | None:
        """The leftmost phrase of a reply, None when it holds none."""
        return next(self.all(tokens), None)

    def whole(self, tokens: Sequence[Token]) -> Found | None:
        """The phrase that is the whole reply, None when it is something else."""
        found = self.at(tokens, 0) if tokens else None
        return found if found and found.end == len(tokens) else None


def _plant(root: _Node, section: str, phrase: str, value: str) -> None:
    """Adds one phrase without variants to a tree."""
    node = root
    for written in phrase.split():
        node = _grown(node, written)
    if node is not root:
        node.values = node.values or {}
        node.values.setdefault(section, value)


@lru_cache(maxsize=32_768)
def _words_of(written: str) -> tuple[str, ...]:
    """The folded words of one written word; a word stands in several sets of phrases, and is cut once."""
    return tuple(token.text for token in tokenize(written))


def _grown(node: _Node, written: str) -> _Node:
    """The node after one written word, which may hold several tokens ("j'ai") or end in a star."""
    if written == "..":
        node.skip = node.skip or _Node()
        return node.skip
    if written in _SYMBOLS:
        return node.exact.setdefault(written, _Node())
    words = _words_of(written)
    for word in words[:-1]:
        node = node.exact.setdefault(word, _Node())
    if not words:
        return node
    if not written.endswith("*"):
        return node.exact.setdefault(words[-1], _Node())
    node.lengths = tuple(sorted({*node.lengths, len(words[-1])}, reverse=True))
    node.starred = node.starred or {}
    return node.starred.setdefault(words[-1], _Node())


def _ends(node: _Node, tokens: Sequence[Token], place: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Where phrases from here end, with their values by section."""
    if node.values is not None:
        yield place, node.values
    if place < len(tokens):
        for following in _steps(node, tokens[place]):
            yield from _ends(following, tokens, place + 1)
    if node.skip is not None:
        for skipped in range(_SKIPPED + 1):
            yield from _ends(node.skip, tokens, place + skipped)


def _steps(node: _Node, token: Token) -> Iterator[_Node]:
    for form in token.forms:
        if form in node.exact:
            yield node.exact[form]
    if node.starred is None:
        return
    for form in token.forms:
        for length in node.lengths:
            if len(form) >= length and form[:length] in node.starred:
                yield node.starred[form[:length]]


def _reach(pattern: _Pattern, tokens: Sequence[Token], place: int) -> int:
    """The furthest end of a pattern with variants that begins here; `place` itself when it does not match."""
    reached = {place}
    for piece, may_miss in zip(pattern.pieces, pattern.optional, strict=True):
        following = {end for start in reached for end, _ in _ends(piece, tokens, start)}
        reached = following | reached if may_miss else following
        if not reached:
            return place
    return max(reached)
