"""Dictionaries of words that are counted together: one a language, versioned, extended by an evaluator's own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from nlp.reading.lexicon import DATA, LexiconError

_VERSION: Final = re.compile(r"#\s*version\s*:\s*(\S+)")
_MOST_STEPS: Final = 8


@dataclass(frozen=True, slots=True)
class Merges:
    """Words and the word that each is counted as, with the version that a figure must name."""

    version: str = "0"
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, *, place: str = "merges") -> "Merges":
        """Reads lines of `word = word kept`, several a line between commas, under a `# version: …` header.

        Raises LexiconError, with the line, when the version is missing or an entry has no word on one side.
        """
        version = _VERSION.search(text)
        if version is None:
            raise LexiconError("version_missing", f"{place}:1")
        words: dict[str, str] = {}
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.strip()
            for part in line.replace("،", ",").split(",") if not line.startswith("#") else ():
                if not part.strip():
                    continue
                word, sign, kept = (piece.strip().lower() for piece in part.partition("="))
                if not (word and sign and kept):
                    raise LexiconError("merge_not_understood", f"{place}:{number}")
                words[word] = kept
        return cls(version[1], words)

    @classmethod
    def of(cls, language: str) -> "Merges":
        """The dictionary that comes with the language; an empty one of version "0" when it has none."""
        return _shipped(language)

    def apply(self, word: str) -> str:
        """Returns the word that a normalised word is counted as; itself when the dictionary says nothing."""
        for _ in range(_MOST_STEPS):
            kept = self.words.get(word, word)
            if kept == word:
                break
            word = kept
        return word

    def extended(self, other: "Merges") -> "Merges":
        """This dictionary with another on top, whose entries win; the version names both."""
        return Merges(f"{self.version}+{other.version}", {**self.words, **other.words})

    def applied(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words of a row, each as it is counted."""
        return tuple(map(self.apply, words))


@cache
def _shipped(language: str) -> Merges:
    path = DATA / "merges" / f"{language}.txt"
    if not path.is_file():
        return Merges()
    return Merges.read(path.read_text(encoding="utf-8"), place=f"merges/{language}.txt")
