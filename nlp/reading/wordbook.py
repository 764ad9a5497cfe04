"""The words of one language as `words.txt` lists them, and every spelling under which they are known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from nlp.reading.inflection import ADJECTIVES, NOUNS, masculine, singular
from nlp.reading.lexicon import Entry, sections
from nlp.reading.sounds import sound
from nlp.reading.spelling import distance
from nlp.reading.tokens import fold

_SHORTEST_CORRECTED: Final = {"fr": 6}
_SHORTEST_ELSEWHERE: Final = 8
_SHORTEST_HEARD: Final = 4
_MOST_LETTERS_APART: Final = 4
_LONGEST_CORRECTED: Final = 40
_TWO_FAULTS_FROM: Final = 11


_NASAL: Final = re.compile(r"[ae][mn](?=[^aeiouymnh]|$)")


def _sound(folded: str) -> str:
    """How a folded French word sounds, "en" as "an"."""
    return sound(_NASAL.sub("an", folded))


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter added, dropped, changed or swapped with the next makes one word of the other."""
    at = 0
    while at < len(one) and at < len(other) and one[at] == other[at]:
        at += 1
    left, right = one[at:], other[at:]
    swapped = left[1:2] + left[:1] == right[:2] and left[2:] == right[2:]
    return left[1:] == right[1:] or left == right[1:] or left[1:] == right or swapped


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a listed word: the word as it is counted alone, and its singular inside an expression."""

    lemma: str
    singular: str
    person: bool = False
    adjective: bool = False
    plural: bool = False


Phrase = tuple[str, ...]


def cut(phrase: str) -> Phrase:
    """The folded words of a listed phrase, parted at spaces, hyphens and apostrophes."""
    return tuple(fold(phrase).replace("-", " ").replace("'", " ").split())


class WordBook:
    """The lexicon of one language for the three-word question. Built once; look-ups are in constant time."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._sections = sections(f"{language}/words.txt")
        self.articles = self._phrases("articles")
        self.fillers = self._phrases("fillers")
        self.weakening = frozenset(phrase[0] for phrase in self._phrases("weakening"))
        self.trailing = self._phrases("trailing")
        self.joins = self._phrases("and")
        self.links = frozenset(phrase[0] for phrase in self._phrases("links"))
        self.openers = frozenset(phrase[0] for phrase in self._phrases("openers") if len(phrase) == 1)
        self.expressions = {
            cut(entry.phrase): (entry.value or entry.phrase).replace("’", "'")
            for entry in self._entries("expressions")
        }
        self.longest = max((len(phrase) for phrase in (*self.expressions, *self.fillers)), default=1)
        self._exact: dict[str, Form] = {}
        self._folded: dict[str, Form] = {}
        self._by_start: dict[tuple[str, int], list[str]] = {}
        self._learn()

    def _entries(self, section: str) -> tuple[Entry, ...]:
        return self._sections.get(section, ())

    def _phrases(self, section: str) -> frozenset[Phrase]:
        return frozenset(cut(entry.phrase) for entry in self._entries(section))

    def _learn(self) -> None:
        for entry in self._entries("forms"):
            self._add(entry.phrase, Form(entry.value, entry.value))
        for entry in self._entries("adverbs"):
            self._add(entry.phrase, Form(entry.phrase, entry.phrase))
        for entry in self._entries("plural"):
            self._add(entry.phrase, Form(entry.phrase, entry.phrase, plural=True))
        noun, adjective = NOUNS[self.language], ADJECTIVES[self.language]
        for entry in self._entries("nouns"):
            for spelt, one in noun(entry.phrase, entry.value):
                self._add(spelt, Form(entry.phrase, one))
        for entry in self._entries("persons"):
            for spelt, _ in adjective(entry.phrase, entry.value):
                self._add(spelt, Form(entry.phrase, entry.phrase, person=True))
        for entry in self._entries("adjectives"):
            for spelt, one in adjective(entry.phrase, entry.value):
                self._add(spelt, Form(entry.phrase, one, adjective=True))
        for known in self._folded:
            self._by_start.setdefault((known[:1], len(known)), []).append(known)

    def _add(self, spelt: str, form: Form) -> None:
        self._exact.setdefault(spelt.lower(), form)
        self._folded.setdefault(fold(spelt), form)

    def find(self, word: str, *, shouted: bool = False) -> Form | None:
        """The listed word that a spelling stands for: as typed, then without accents, then with a fault or two.

        `shouted` words are in capitals, which often lose their accents: what is typed is no evidence then.
        """
        folded = fold(word)
        exact = None if shouted else self._exact.get(word)
        return exact or self._folded.get(folded) or self._heard(folded) or self._corrected(folded)

    def _heard(self, folded: str) -> Form | None:
        """The one listed French word that sounds the same ("anfants", "écolle")."""
        if self.language != "fr" or len(folded) < _SHORTEST_HEARD:
            return None
        return self._nearest(folded, self._sounds.get(_sound(folded), ()), limit=_MOST_LETTERS_APART)

    @cached_property
    def _sounds(self) -> dict[str, list[str]]:
        """The folded spellings of listed words, by sound."""
        found: dict[str, list[str]] = {}
        for known in self._folded:
            if heard := _sound(known):
                found.setdefault(heard, []).append(known)
        return found

    def _nearest(self, folded: str, candidates: Iterable[str], *, limit: int) -> Form | None:
        """The one listed word nearest to a spelling; None when two are as near."""
        best: dict[str, Form] = {}
        for candidate in candidates:
            apart = distance(folded, candidate, limit=limit)
            if apart < limit:
                limit, best = apart, {}
            if apart <= limit:
                form = self._folded[candidate]
                best.setdefault(form.lemma, form)
        return next(iter(best.values())) if len(best) == 1 else None

    def listed(self, word: str) -> bool:
        """Whether a word is listed just as it is typed."""
        return word in self._exact

    def _corrected(self, folded: str) -> Form | None:
        """The one listed word that is a fault away, two for long words, and begins with the same letter."""
        shortest = _SHORTEST_CORRECTED.get(self.language, _SHORTEST_ELSEWHERE)
        size = len(folded)
        if size < shortest or size > _LONGEST_CORRECTED or not folded.isalpha():
            return None
        limit = 2 if size >= _TWO_FAULTS_FROM else 1
        near = [
            known
            for length in range(max(size - limit, shortest), size + limit + 1)
            for known in self._by_start.get((folded[:1], length), ())
            if limit > 1 or _one_apart(folded, known)
        ]
        return self._nearest(folded, near, limit=limit)

    def guess(self, word: str, *, alone: bool) -> str:
        """A word that is not listed, as its ending tells: singular, and in the masculine when it stands alone."""
        one = singular(word, self.language)
        return masculine(one, self.language) if alone else one


@cache
def word_book(language: str) -> WordBook:
    """The book of one of the eight languages."""
    return WordBook(language)
