"""Which words are names of persons: first names of many origins in three scripts, and how they are inflected."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import Final

from nlp.reading.lexicon import sections
from nlp.reading.personal import word_set
from nlp.reading.tokens import fold

_CYRILLIC: Final = re.compile(r"[а-яіїєґ]")
_ARABIC: Final = re.compile(r"[\u0621-\u064a]")
_PATRONYMIC: Final = re.compile(
    r".{3,}(?:ович|евич|йович|ович|овна|евна|ична|івна|ївна)(?:а|у|ем|ом|ы|и|е|і|ою|ой|ю)?$"
)
_SLAVIC_SURNAME: Final = re.compile(
    r".{2,}(?:[оеє]в|[ыи]н|[оеє]ва|[ыи]на|ский|ская|цкий|цкая|ськии|цькии|ська|цька|скии|цкии|енко|чук|щук|юк|як|ець|дзе|швили|ян"
    r"|ова|ева|ко)(?:а|у|ом|ым|ем|ои|ою|ого|ому|і|ых|ых)?$"
)
_TURKISH_CASES: Final = re.compile(r"(?:y[aeiu]|[ns][iu]n|[iu]n|d[ae]n|l[ae]|yl[ae]|d[ae]|n[iu]n|y[iu])$")
_FEMININE: Final = ("а", "ы", "и", "е", "у", "ои", "ою", "і")
_FEMININE_SOFT: Final = ("я", "и", "е", "ю", "еи", "ею", "і", "єю", "ї")
_MASCULINE: Final = ("", "а", "у", "ом", "ем", "е", "ові", "еві", "и", "ів")
_MASCULINE_SOFT: Final = ("и", "ь", "я", "ю", "ем", "єм", "і", "еві", "єві")


class Known(IntEnum):
    """How surely a word is a first name: not listed, listed but also an ordinary word, or a name only."""

    NO = 0
    PERHAPS = 1
    YES = 2


@cache
def _latin() -> frozenset[str]:
    return frozenset(fold(entry.phrase) for entry in sections("names/latin.txt")["first"])


@cache
def _cyrillic() -> dict[str, str]:
    """Every case of every listed name, with the name."""
    forms: dict[str, str] = {}
    for entry in sections("names/cyrillic.txt")["first"]:
        name = fold(entry.phrase).replace("'", "")
        for form in _declined(name):
            forms.setdefault(form, name)
    return forms


def _declined(name: str) -> Iterator[str]:
    yield name
    if name.endswith("а"):
        yield from (name[:-1] + ending for ending in _FEMININE)
    elif name.endswith("я"):
        yield from (name[:-1] + ending for ending in _FEMININE_SOFT)
    elif name.endswith(("и", "ь")):
        yield from (name[:-1] + ending for ending in _MASCULINE_SOFT)
    elif name.endswith("о"):
        yield from (name[:-1] + ending for ending in ("а", "у", "ом", "ові", "е"))
    else:
        yield from (name + ending for ending in _MASCULINE)


@cache
def _arabic() -> frozenset[str]:
    return frozenset(fold(entry.phrase) for entry in sections("names/arabic.txt")["first"])


@cache
def surnames() -> frozenset[str]:
    """Folded family names that follow a first name even without a capital; some are two words."""
    return frozenset(fold(entry.phrase) for entry in sections("names/latin.txt")["surnames"])


@lru_cache(maxsize=8_192)
def known(word: str, language: str) -> tuple[Known, int, int]:
    """How surely a folded word is a first name, and which part of it, from letter to letter, the name is.

    Arabic names lose the particle written before them, Turkish ones the case written after an apostrophe is
    no part of the word already; other cases stay in it.
    """
    whole = (0, len(word))
    ambiguous = word_set(language, "words that are names")
    if _ARABIC.match(word):
        return _known_arabic(word, ambiguous)
    if _CYRILLIC.match(word):
        name = _cyrillic().get(word)
        if name is None:
            return Known.NO, *whole
        return (Known.PERHAPS if name in ambiguous or word in ambiguous else Known.YES), *whole
    if word in _latin():
        return (Known.PERHAPS if word in ambiguous else Known.YES), *whole
    parts = word.split("-")
    if len(parts) > 1 and all(part in _latin() or part in ("rose", "pierre", "noel") for part in parts):
        return Known.YES, *whole
    if language == "tr" and len(word) > 6 and (case := _TURKISH_CASES.search(word)):
        stem = word[: case.start()]
        if stem in _latin() and stem not in ambiguous and len(stem) > 4:
            return Known.YES, *whole
    return Known.NO, *whole


def _known_arabic(word: str, ambiguous: frozenset[str]) -> tuple[Known, int, int]:
    for skip in (0, 1, 2):
        name = word[skip:]
        if skip and word[:skip] not in ("و", "ل", "ب", "ف", "ك", "ول", "وب"):
            break
        if len(name) > 1 and (name in _arabic() or name == "عبد"):
            return (Known.PERHAPS if name in ambiguous else Known.YES), skip, len(word)
    return Known.NO, 0, len(word)


def is_patronymic(word: str) -> bool:
    """Whether a folded Cyrillic word is a father's name."""
    return bool(_PATRONYMIC.fullmatch(word))


def looks_slavic(word: str) -> bool:
    """Whether a folded Cyrillic word ends as family names do."""
    return len(word) > 4 and bool(_CYRILLIC.match(word)) and bool(_SLAVIC_SURNAME.fullmatch(word))


def is_arabic(word: str) -> bool:
    """Whether a word is written in Arabic letters, where no capital marks a name."""
    return bool(_ARABIC.match(word))


def is_cyrillic(word: str) -> bool:
    """Whether a word is written in Cyrillic letters."""
    return bool(_CYRILLIC.match(word))
