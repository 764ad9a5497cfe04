"""The language of an answer among those served, by script, by rules for Latin-script Arabic, by py3langid."""

import re
from functools import cache
from importlib import import_module
from typing import Any, Final

from nlp.coding.encoder import readable
from nlp.coding.values import UNVERIFIED

SERVED: Final = ("fr", "en", "ar", "tr", "pt", "es", "ru", "uk")

_LETTER: Final = re.compile(r"[^\W\d_]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_LATIN: Final = re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN: Final = re.compile("[ыэъёЫЭЪЁ]")
_PERSIAN: Final = re.compile("[پچژ]")
# Digits that stand for Arabic letters inside a word: 3ayn, 7a, 9af, 5a, 2 (hamza).
_DIGIT_LETTER: Final = re.compile(
    r"\b(?=[a-z]*[a-z][a-z]*)(?:[23579][a-z]{2,}|[a-z]+[23579][a-z]+|[a-z]{2,}[379])[a-z0-9]*\b"
)
_ENGLISH_DIGITS: Final = re.compile(
    r"\b(?:[a-z]*2[a-z]{1,3}|gr8|m8|l8r|b4|\d+(?:e|er|eme|nd|rd|th|km|h|m|min|euros?))\b"
)
_ARABIZI: Final = frozenset(
    word
    for line in (
        "bezzaf bezaf bzaf bzf walou walo wallah walah wlah makayn makayen makanch machi mashi kayn",
        "kayen kayna hna hnaya rana rani kamlin chwiya shwiya chouia daba derwak drk labas mzyan mezyan",
        "mlih mliha zwin zwina jiran jirani hadi hada hadchi hadik dyal dyali ta3 nta3 kolch kolchi",
        "koulchi kolha wach ghir bessa7 bhal kima lli mechi hamdoulah hamdullah inchallah khouya khoya",
        "khti wlad wladi drari nhar lyoum dima mnin kifach fiha fihom bladi houma hawma l7ouma tayeb",
        "tayba mafich mafish mish mesh kteer ktir hek hayk yaani",
    )
    for word in line.split()
)
_SURE: Final = 0.98
_FEWEST_WORDS: Final = 4


@cache
def _identifier() -> Any:
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def identify(text: str, expected: str = "") -> str:
    """Returns a code of `SERVED`, or `UNVERIFIED`; ``expected`` settles what the text alone does not.

    A text in a script that none of them uses, or that is surely in another language, is unverified. One without
    letters is taken to be in the language expected of it.
    """
    given = expected.partition("-")[0].partition("@")[0].lower()
    fallback = given if given in SERVED else UNVERIFIED
    text = readable(text)[:600]
    letters = len(_LETTER.findall(text))
    if not letters:
        return fallback
    if 2 * len(_CYRILLIC.findall(text)) > letters:
        return _cyrillic(text, given)
    if 2 * len(_ARABIC.findall(text)) > letters:
        return UNVERIFIED if len(_PERSIAN.findall(text)) > 1 and given != "ar" else "ar"
    if 2 * len(_LATIN.findall(text)) <= letters:
        return UNVERIFIED
    return _latin(text, given)


def _cyrillic(text: str, given: str) -> str:
    if _UKRAINIAN.search(text):
        return "uk"
    if _RUSSIAN.search(text):
        return "ru"
    if given in ("ru", "uk"):
        return given
    return _best(text, ("ru", "uk"))


def _latin(text: str, given: str) -> str:
    low = text.lower()
    if _latin_arabic(low):
        return "ar"
    words = len(low.split())
    latin = ("fr", "en", "tr", "pt", "es")
    if words < _FEWEST_WORDS:
        return given if given in SERVED else _best(low, latin)
    top, share = _identifier().rank(low)[0]
    if top not in latin and share >= _SURE and words >= 2 * _FEWEST_WORDS:
        return UNVERIFIED
    if given in latin and top != given and (share < _SURE or top not in latin):
        return given
    return _best(low, latin)


def _latin_arabic(low: str) -> bool:
    words = re.findall(r"[a-z0-9']+", low)
    known = sum(word in _ARABIZI for word in words)
    digits = sum(
        bool(_DIGIT_LETTER.fullmatch(word)) and not _ENGLISH_DIGITS.fullmatch(word) for word in words
    )
    return known + digits >= 2 or (known + digits == 1 and len(words) <= 3)


def _best(text: str, among: tuple[str, ...]) -> str:
    shares = dict(_identifier().rank(text))
    return max(among, key=lambda code: (float(shares.get(code, 0.0)), -among.index(code)))
