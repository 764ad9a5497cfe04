"""A reply as it was heard in one language: its tokens, and the phrases of that language found among them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from nlp.reading.lexicon import book
from nlp.reading.numbers import Number, numbers
from nlp.reading.phrases import Found, Phrases
from nlp.reading.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of a section in a reply: tokens `start` to `end` (not included), and the value of its line."""

    section: str
    value: str
    start: int
    end: int


@cache
def merged(language: str, names: tuple[str, ...], file: str = "replies") -> Phrases:
    """The phrases of several sections as one set; a phrase that is in two belongs to the section named first."""
    return Phrases.of(book(f"{language}/{file}.txt"), names)


@dataclass(slots=True)
class Heard:
    """A reply in one language; `text` is the visible reply, `asked` the language of the conversation."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    asked: str
    _numbers: tuple[Number, ...] | None = None
    _marks: dict[tuple[str, ...], tuple[Mark, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, language: str, *, asked: str = "") -> "Heard":
        """The reply cut into tokens; `asked` is the language of the conversation, that of the reply by default."""
        return cls(text, language, tokenize(text), asked or language)

    @property
    def foreign(self) -> bool:
        """Whether the reply is read in another language than the conversation's."""
        return self.language != self.asked

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the reply, in order."""
        if self._numbers is None:
            self._numbers = numbers(self.tokens, self.language, spelling=not self.foreign)
        return self._numbers

    @property
    def figures(self) -> tuple[Number, ...]:
        """The numbers that are no article: "un" counts alone or after a word such as "numéro", not in a sentence."""
        announced = {mark.end for mark in self.marks("position")}
        listed = covered(self.numbers) | self.places("position", "and", "or", "to")
        alone = len(listed) == len(self.tokens) and not any(number.digits for number in self.numbers)
        return tuple(
            number
            for number in self.numbers
            if number.value != 1 or number.digits or number.ordinal or alone or number.start in announced
        )

    def marks(self, *names: str) -> tuple[Mark, ...]:
        """The phrases of these sections, leftmost and longest first, without overlap."""
        if names not in self._marks:
            self._marks[names] = tuple(_marks(merged(self.language, names), self.tokens))
        return self._marks[names]

    def turns(self, *names: str) -> tuple[Mark, ...]:
        """The turns of phrase of these sections of `turns.txt`, leftmost and longest first, without overlap."""
        key = ("turns", *names)
        if key not in self._marks:
            self._marks[key] = tuple(_marks(merged(self.language, names, "turns"), self.tokens))
        return self._marks[key]

    def has(self, *names: str) -> bool:
        """Whether the reply holds a phrase of these sections."""
        return bool(self.marks(*names))

    def places(self, *names: str) -> set[int]:
        """The tokens that phrases of these sections cover."""
        return covered(self.marks(*names))

    def whole(self, *names: str) -> Mark | None:
        """The phrase of these sections that is the whole reply, None when it is something else."""
        found = merged(self.language, names).whole(self.tokens)
        return _mark(found) if found else None

    def rest(self, used: Collection[int]) -> list[int]:
        """The tokens that are neither used nor mere filling."""
        filling = self.places("fill")
        return [place for place in range(len(self.tokens)) if place not in used and place not in filling]

    def cut(self, start: int, end: int | None = None) -> "Heard":
        """The part of the reply between two tokens."""
        return Heard(self.text, self.language, self.tokens[start:end], self.asked)


def covered(found: Iterable[Mark | Number]) -> set[int]:
    """The tokens that marks or numbers cover."""
    return {place for each in found for place in range(each.start, each.end)}


def _marks(phrases: Phrases, tokens: Sequence[Token]) -> Iterable[Mark]:
    return map(_mark, phrases.all(tokens))


def _mark(found: Found) -> Mark:
    return Mark(found.section, found.value, found.start, found.end)
