"""Typed text cut into folded tokens: one spelling for the many ways a keyboard writes a word."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Letters that no decomposition takes apart, and the Arabic letters that people write for one another.
_SAME: Final = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ґ": "г",
        "ё": "е",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "گ": "ق",
        "ڤ": "ف",
        "پ": "ب",
        "چ": "ش",
        "ڨ": "ق",
        "ء": "",
        "ـ": "",
        "،": ",",
        "؛": ";",
        "؟": "?",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
    }
)
_CYRILLIC_APOSTROPHE: Final = re.compile(r"(?<=[а-яіїєґ])['’ʼ`](?=[а-яіїєґ])")
_WORD: Final = re.compile(r"[^\W_]+|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
_SUFFIXED_NUMBER: Final = re.compile(
    r"(\d+)(ans?|annees?|ann?s?|eme|ieme|er|ere|e|nd|nde|st|rd|th|yo|yrs?|years?|y|h|mois|pers|personnes?|anos?|years"
    r"|yas\w*|yil\w*|лет|л|рок\w*|год\w*|й|я|е|го|سنه|سنوات|عام|عاما)",
)
_JOINED_NUMBER: Final = re.compile(r"(\d{2,})([^\W\d_]+)")
_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_TRAILING_VOWELS: Final = re.compile(r"([aeiouyаеиоуяіїєюыэ])\1+$")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")


@lru_cache(maxsize=65_536)
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character.casefold().translate(_SAME))
    kept = "".join(each for each in decomposed if not unicodedata.combining(each))
    return "".join(_digit(each) for each in kept.translate(_SAME))


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def fold(text: str) -> str:
    """The text without case, accents, vowel signs or script variants; digits of every script as 0 to 9."""
    return "".join(map(_fold_character, unicodedata.normalize("NFC", text)))


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or pictogram of a reply.

    `text` is folded; `forms` are the spellings under which a lexicon may know it, likeliest first; `gap` is
    what stands between it and the token before, folded.
    """

    text: str
    forms: tuple[str, ...]
    gap: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits only."""
        return self.text.isdecimal()


def tokenize(text: str, *, limit: int = 400) -> tuple[Token, ...]:
    """The first `limit` tokens of a text, folded; digits are parted from the unit glued to them ("34ans")."""
    folded = _CYRILLIC_APOSTROPHE.sub("", fold(text))
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(folded):
        if len(tokens) >= limit:
            break
        gap = folded[end : match.start()]
        end = match.end()
        parted = _SUFFIXED_NUMBER.fullmatch(match[0]) or _JOINED_NUMBER.fullmatch(match[0])
        for rank, part in enumerate(parted.groups() if parted else (match[0],)):
            tokens.append(Token(part, forms(part), gap if rank == 0 else ""))
    return tuple(tokens)


@lru_cache(maxsize=8_192)
def forms(word: str) -> tuple[str, ...]:
    """The spellings of a folded word under which a lexicon may know it: itself, less drawn-out letters, and
    in Arabic less the clitics before it (and, so, with, for, like, the)."""
    found = [word]
    squeezed = _TRAILING_VOWELS.sub(r"\1", _DRAWN_OUT.sub(r"\1", word))
    if squeezed != word and not word.isdecimal():
        found.append(squeezed)
    if _ARABIC.match(word):
        for bare in (word[1:] if len(word) > 3 and word[0] in "وف" else "", word):
            if not bare:
                continue
            found.append(bare)
            if bare[0] in "بلكعد" and len(bare) > 4 and bare[1:3] == "ال":
                found.append(bare[3:])
            elif bare.startswith(("ال", "لل")) and len(bare) > 4:
                found.append(bare[2:])
            elif bare[0] in "بلفك" and len(bare) > 4:
                found.append(bare[1:])
    return tuple(dict.fromkeys(found))
