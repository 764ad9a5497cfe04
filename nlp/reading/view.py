"""A text as its reader sees it, one folded character at a time, with the way back to the characters as typed."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from nlp.cleaning import LIMIT, visible
from nlp.reading.tokens import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END: Final = re.compile(r"[.!?…\n\r:;•|—–]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a view: characters `start` to `end` of the folded text, folded `text`, and how it is written.

    `title` is a capital and small letters, `upper` capitals only (two letters at least). `opens` says that a
    sentence, a line or the text begins with it; `gap` is what stands before it, folded.
    """

    start: int
    end: int
    text: str
    title: bool
    upper: bool
    opens: bool
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.title or self.upper


@lru_cache(maxsize=16_384)
def _seen(character: str) -> str:
    """What a reader sees of one character, folded; "" for marks, joiners and halves of characters."""
    return fold(visible(character)) or ("ء" if character == "ء" else "")


class View:
    """A text folded character by character: `folded` for rules, `typed` beside it for capitals.

    Both have the same length; `span(start, end)` goes back to the text as typed. Only the first 100,000
    characters are seen. Linear in the length of the text.
    """

    def __init__(self, text: str) -> None:
        folded: list[str] = []
        typed: list[str] = []
        begins: list[int] = []
        ends: list[int] = []
        for place, character in enumerate(text[:LIMIT]):
            seen = _seen(character)
            if not seen:
                if ends and unicodedata.combining(character):
                    ends[-1] = place + 1
                continue
            for letter in seen:
                folded.append(letter)
                typed.append(character)
                begins.append(place)
                ends.append(place + 1)
        self.folded = "".join(folded)
        self.typed = "".join(typed)
        self._begins = begins
        self._ends = ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place, in the text as typed, of folded characters `start` to `end` (not included)."""
        return self._begins[start], self._ends[end - 1]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the text, hyphens inside kept, apostrophes parting."""
        found: list[Word] = []
        last = 0
        for match in _WORD.finditer(self.folded):
            typed = self.typed[match.start() : match.end()]
            gap = self.folded[last : match.start()]
            last = match.end()
            letters = [letter for letter in typed if letter != "-"]
            upper = len(letters) > 1 and all(letter.isupper() for letter in letters)
            found.append(
                Word(
                    match.start(),
                    match.end(),
                    match[0],
                    title=typed[:1].isupper() and not upper,
                    upper=upper,
                    opens=not found or bool(_SENTENCE_END.search(gap)),
                    gap=gap,
                )
            )
        return tuple(found)

    @cached_property
    def shouts(self) -> bool:
        """Whether most words are in capitals, so that a capital says nothing of a name."""
        long = [word for word in self.words if len(word.text) > 2]
        return len(long) > 2 and sum(word.upper for word in long) * 3 > len(long) * 2

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def word_from(self, place: int) -> int:
        """The number of the first word that begins at this folded character or after it."""
        return bisect_left(self._starts, place)
