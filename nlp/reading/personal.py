"""The words that announce personal data, read from the files `personal.txt` and ready for the finders."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from nlp.reading.lexicon import sections
from nlp.reading.tokens import fold

_NEVER: Final = re.compile(r"(?!)")
_JOINT: Final = re.compile(r"[\s'’-]+")


@cache
def listed(language: str, section: str) -> tuple[str, ...]:
    """The folded phrases of a section of `personal.txt`: those of the language, then those of French.

    People who live in France write French streets, titles and benefits in every language.
    """
    names = (language,) if language == "fr" else (language, "fr")
    found = [
        fold(entry.phrase) for name in names for entry in sections(f"{name}/personal.txt").get(section, ())
    ]
    return tuple(dict.fromkeys(found))


@cache
def word_set(language: str, section: str) -> frozenset[str]:
    """The same, as a set of single words."""
    return frozenset(listed(language, section))


@cache
def shared(section: str) -> frozenset[str]:
    """The folded words of a section of `names/around.txt`, which serves every language."""
    return frozenset(fold(entry.phrase) for entry in sections("names/around.txt")[section])


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of some folded phrases, longest first; words may be glued or joined."""
    return "|".join(_pattern(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _pattern(phrase: str) -> str:
    starred = phrase.endswith("*")
    words = [re.escape(word) for word in _JOINT.split(phrase.rstrip("*")) if word]
    return r"[\s'-]{0,2}".join(words) + (r"\w*" if starred else r"(?!\w)")


@cache
def cue(language: str, section: str) -> re.Pattern[str]:
    """Finds any phrase of a section in folded text, at whole words."""
    phrases = listed(language, section)
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})") if phrases else _NEVER


@cache
def mask_words(language: str) -> dict[str, str]:
    """What a mask is called in the language, by label; in French where the language says nothing."""
    found = {entry.phrase: entry.value for entry in sections("fr/personal.txt")["mask"]}
    found.update(
        {entry.phrase: entry.value for entry in sections(f"{language}/personal.txt").get("mask", ())}
    )
    return found
