"""A text of a questionnaire in the languages it was written in."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, and the language it is really in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Texts:
    """One text by language code; empty texts are not kept. False when there is no text at all."""

    default_language: str = ""
    by_language: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by_language)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.by_language)

    def wording(self, language: str) -> Wording:
        """The text in `language`, else in the default language, else in the first there is, else empty."""
        found = dict(self.by_language)
        for code in (language, self.default_language, *found):
            if code in found:
                return Wording(found[code], code)
        return Wording("", language)

    def text(self, language: str) -> str:
        """The text of `wording(language)`."""
        return self.wording(language).text


NO_TEXTS = Texts()


def texts(default_language: str, pairs: Iterable[tuple[str, str]]) -> Texts:
    """Texts of the pairs (language code, text) whose text is not empty."""
    return Texts(default_language, tuple((code, text) for code, text in pairs if text))
