"""The data files of a language, read once: sections of phrases that a speaker can extend without code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from nlp.reading.phrases import Book, Phrases
from nlp.reading.tokens import fold

DATA: Final = Path(__file__).parent / "data"
LANGUAGES: Final = ("fr", "en", "ar", "tr", "pt", "es", "ru", "uk")


def known_language(code: str) -> str:
    """The language of these rooms that a code such as "en-GB" or "fr@simple" asks for; "fr" for any other."""
    language = code.replace("_", "-").partition("-")[0].partition("@")[0].lower()
    return language if language in LANGUAGES else "fr"


class LexiconError(ValueError):
    """A data file does not read: `code` says what is wrong, `place` is file and line."""

    def __init__(self, code: str, place: str) -> None:
        super().__init__(f"{place}: {code}")
        self.code = code
        self.place = place


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of a data file and what stands after its "=", "" when nothing does."""

    phrase: str
    value: str


@cache
def sections(name: str) -> dict[str, tuple[Entry, ...]]:
    """The entries of one data file by section; "" holds those before the first section.

    `name` is the path under `data` ("fr/replies.txt"); a file that is not there has no section. Raises
    LexiconError at a line that begins a section without closing it, or a value without a phrase.
    """
    path = DATA / name
    found: dict[str, list[Entry]] = {}
    section = ""
    if not path.exists():
        return {}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            if not line.endswith("]"):
                raise LexiconError("section_not_closed", f"{name}:{number}")
            section = line[1:-1].strip()
            found.setdefault(section, [])
            continue
        for part in line.replace("،", ",").split(","):
            phrase, _, value = part.partition("=")
            if not phrase.strip():
                if value:
                    raise LexiconError("value_without_phrase", f"{name}:{number}")
                continue
            found.setdefault(section, []).append(Entry(phrase.strip(), value.strip()))
    return {section: tuple(entries) for section, entries in found.items()}


@cache
def book(name: str) -> Book:
    """The phrases of one data file, each under its section."""
    return Book(
        (section, entry.phrase, entry.value)
        for section, entries in sections(name).items()
        for entry in entries
    )


@cache
def phrases(name: str, section: str) -> Phrases:
    """The phrases of one section of one data file; empty when the section is not there."""
    return Phrases.of(book(name), (section,))


@cache
def folded(name: str, section: str) -> tuple[str, ...]:
    """The phrases of one section of one data file, folded as replies are."""
    return tuple(fold(entry.phrase.rstrip("*")) for entry in sections(name).get(section, ()))


class Lexicon:
    """What one language says, section by section, as its file `replies.txt` lists it."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getitem__(self, section: str) -> Phrases:
        return phrases(f"{self.language}/replies.txt", section)

    def words(self, section: str) -> tuple[str, ...]:
        """The phrases of a section, folded as replies are, stars left out."""
        return folded(f"{self.language}/replies.txt", section)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; one without a folder is read as French, the language of the house."""
    return Lexicon(language if (DATA / language).is_dir() else "fr")
