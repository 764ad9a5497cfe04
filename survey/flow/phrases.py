"""Texts with names in them, cut up once and put together for each screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from survey.languages import Direction, UnknownLanguageError, language
from survey.questionnaires.dependencies import REFERENCE
from survey.questionnaires.texts import Texts

Shown = Callable[[str, str], str]
"""What an item's answer looks like in a text, given the item's name and the language."""

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_FIRST_RTL, _LAST_RTL = "\u0590", "\u08ff"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in one language: `parts` alternate text and name of an item, beginning and ending with text."""

    language: str
    parts: tuple[str, ...]
    rtl: bool

    def said(self, shown: Shown) -> str:
        """The text with each name replaced by its answer, as plain text.

        Where the directions of text and answer may differ, the answer is set between Unicode isolates, so
        that a French place name does not turn an Arabic sentence about.
        """
        if len(self.parts) == 1:
            return self.parts[0]
        return "".join(
            self._set_apart(shown(part, self.language)) if place % 2 else part
            for place, part in enumerate(self.parts)
        )

    def _set_apart(self, answer: str) -> str:
        if answer and (self.rtl or any(_FIRST_RTL <= letter <= _LAST_RTL for letter in answer)):
            return f"{_ISOLATE}{answer}{_END_ISOLATE}"
        return answer


@dataclass(frozen=True, slots=True)
class Phrases:
    """A text in every language of the form; `fallback` serves the others."""

    by_language: Mapping[str, Phrase]
    fallback: Phrase

    def in_language(self, code: str) -> Phrase:
        return self.by_language.get(code, self.fallback)

    @property
    def refers(self) -> bool:
        """Whether some language of the text names an item."""
        return any(len(phrase.parts) > 1 for phrase in self.by_language.values())

    @property
    def names(self) -> frozenset[str]:
        """The items that the text names, in some language."""
        return frozenset(name for phrase in self.by_language.values() for name in phrase.parts[1::2])


def phrases(written: Texts) -> Phrases:
    """The texts cut at their references."""
    by_language = {code: _phrase(code, text) for code, text in written.by_language}
    fallback = written.wording(written.default_language)
    return Phrases(by_language, _phrase(fallback.language, fallback.text))


def _phrase(code: str, text: str) -> Phrase:
    try:
        rtl = language(code).direction is Direction.RTL
    except UnknownLanguageError:
        rtl = False
    return Phrase(code, tuple(REFERENCE.split(text)), rtl)
