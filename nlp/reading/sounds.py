"""How a name sounds, so that "marise bastier", "мариз бастье" and "ماريز باستيي" are all Maryse Bastié."""

import re
from functools import lru_cache
from typing import Final

_CYRILLIC: Final = dict(
    zip(
        "абвгдежзиклмнопрстуфхцчшщъыьэюяіє",
        "a b v g d e j z i k l m n o p r s t u f h ts tch ch ch  i  e u ia i e".split(" "),
        strict=True,
    )
)
_ARABIC: Final = dict(
    zip("بتثجخدذرزسشصضطظغفقكلمن", "b t t j k d d r s s x s d t d g f k k l m n".split(), strict=True)
)
# French spelling to sound, in this order; the last rules make a name of what other alphabets write of it.
_RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("eau|aux?", "o"),
        ("oi|oua|wa|ua", "wa"),
        ("ou|iu", "u"),
        ("eu|ai|ei|ay|ey", "e"),
        ("ph", "f"),
        ("t?s?ch|sh", "x"),
        ("qu|ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("g(?=[eiy])", "j"),
        ("gu(?=[eiy])", "g"),
        ("y", "i"),
        ("z", "s"),
        ("h", ""),
        (r"(.)\1+", r"\1"),
        ("ier$", "i"),
        ("(?<=..)(?:es?|[dtx]?s?)$", ""),
    )
)
_VOWELS: Final = re.compile("[aeiouw]")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The sound of one folded word in Latin or Cyrillic letters; "" of a word in another alphabet."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in word)
    if not latin.isascii() or not latin.isalpha():
        return ""
    for pattern, spelled in _RULES:
        latin = pattern.sub(spelled, latin)
    return latin


@lru_cache(maxsize=8192)
def consonants(word: str) -> str:
    """The consonants of one folded word, those that Arabic does not tell apart as one."""
    if "\u0600" <= word[:1] <= "\u06ff":
        found = "".join(_ARABIC.get(letter, "") for letter in word)
    else:
        found = _VOWELS.sub("", sound(word)).replace("p", "b").replace("v", "f")
    return found.rstrip("s") if len(found) > 3 else found
