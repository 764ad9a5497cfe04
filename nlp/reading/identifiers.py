"""Where a text holds a number that identifies somebody, or the date of a birth."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from nlp.reading.lexicon import sections
from nlp.reading.personal import alternatives, cue, listed
from nlp.reading.tokens import fold
from nlp.reading.view import View

Range = tuple[int, int]

_SHAPED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\w)[a-z]{2}\d\d(?:[ -](?=[a-z]{0,3}\d)[\da-z]{4}){2,7}"
        r"(?:[ -](?=[a-z]{0,2}\d)[\da-z]{1,4}(?!\w))?(?!\w)",  # bank account
        r"(?<!\w)[a-z]{2}\d\d(?: ?[a-z]{4})?(?: ?\d{2,4}){3,8}(?: ?[\da-z]{1,3}(?!\w))?",
        r"(?<!\w)[a-z]{2}\d{2}[\da-z]{11,30}(?!\w)",
        r"(?<![\d+])[1278][ .-]?\d\d[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?(?:\d\d|2[ab])[ .-]?\d{3}[ .-]?\d{3}"
        r"(?:[ ./-]{0,3}(?:cle ?)?\d\d)?(?!\d)",  # French social security
        r"(?<!\d)\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\d)",  # payment card
        r"(?<!\w)[a-z]{2}[- ]\d{3}[- ][a-z]{2}(?!\w)",  # number plate
        r"(?<!\w)\d{8}-?[a-z](?!\w)",  # Spanish identity card
        r"(?<!\w)[xyz]-?\d{7}-?[a-z](?!\w)",
        r"(?<!\w)\d{3}\.\d{3}\.\d{3}-\d\d(?!\w)",  # Brazilian taxpayer
        r"(?<!\w)\d{3}-\d{3}-\d{3}[ -]\d\d(?!\w)",  # Russian insurance
        r"(?<!\w)\d{3}-\d\d-\d{4}(?!\w)",  # United States social security
        r"(?<!\w)[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d](?!\w)",  # British insurance
    )
)
_FILL: Final = (
    r"(?:[\s:=#°º№.,(]|n°|no?(?=[\s.:°º])|num(?:ero)?|est|c'est|c|is|es|e|é|это|це|هو|هي|رقم|numarasi|numaram|no|номер"
    r"|number|number's|numero|de|du|la|le|il|mon|ma|my|mi|meu|o|avec|with|personnel|étranger|etranger|dossier|compte|caf|ss"
    r"|sociale?|social|security|d'?|al|the|for|seria|серия|серії|серія|и|і|sejour|identite|demande|reference|client|unique){0,9}?"
)
_VALUE: Final = (
    r"((?:[a-zа-яіїє]{1,4}[ -]?)?\d(?:[ ./-]?\d){4,27}(?:[ -]?[a-z](?=[\s]*(?:[,.;!?)\n]|$))|[a-z]{1,2}(?!\w))?"
    r"|(?=[a-z]{0,12}\d)(?=(?:[a-z]{0,12}\d){3})[a-z0-9]{5,24}(?:-[a-z0-9]{1,12}){0,4}(?!\w))"
)
_FAR: Final = r"((?:[a-z]{1,3})?\d(?:[ ./-]?\d){7,24}(?!\w)|\d{2,4}[-/]\d{3,8}(?:-[\da-z]{1,4})?(?!\w))"
_LETTER_AFTER: Final = re.compile(r" [B-XZ](?![\w'’.])")
_LETTERS: Final = re.compile(r"[a-zа-яіїє]{1,4}[ -]")
_PHONE: Final = re.compile(r"(?:(?:\+|00) ?\d{2}|0)[ .-]?[1-9](?:[ .-]?\d\d){4}")
_AROUND: Final = 34


def identifiers(view: View, language: str) -> Iterator[Range]:
    """Numbers that identify: by their shape, or after a word such as "allocataire" or "passport"."""
    for pattern in _SHAPED:
        for match in pattern.finditer(view.folded):
            if sum(character.isdigit() for character in match[0]) >= 6 or _is_plate(view, match):
                yield match.span()
    for pattern in (_announced(language), _announced_far(language)):
        for match in pattern.finditer(view.folded):
            group = next(number for number, found in enumerate(match.groups(), start=1) if found)
            start, end = match.span(group)
            lead = _LETTERS.match(view.folded, start, end)
            if lead and not (view.typed[start : lead.end()].strip().isupper() and lead.end() - start < 4):
                start = lead.end()
            value = view.folded[start:end]
            if not (_date(language).fullmatch(value) or _PHONE.fullmatch(value)):
                letter = _LETTER_AFTER.match(view.typed, end)
                yield start, letter.end() if letter else end


def _is_plate(view: View, match: re.Match[str]) -> bool:
    typed = view.typed[match.start() : match.end()]
    return typed[2] == "-" or (typed[:2].isupper() and typed[-2:].isupper())


@cache
def _announced(language: str) -> re.Pattern[str]:
    phrases = alternatives(listed(language, "id cues"))
    return re.compile(rf"(?<!\w)(?:{phrases})(?:\s|(?!\w)){_FILL}\s?{_VALUE}")


@cache
def _announced_far(language: str) -> re.Pattern[str]:
    """A long number, or one that the word "number" leads to, in the same clause as the word that announces it."""
    phrases = alternatives(listed(language, "id cues"))
    lead = r"(?:numero|num|n[°o]|no|number|номер|رقم|numara\w*)"
    number = rf"{lead}[ :.]{{0,3}}([a-z]{{0,3}}\d(?:[ ./-]?\d){{4,24}}(?!\w))"
    return re.compile(rf"(?<!\w)(?:{phrases})[^.!?\n\d]{{1,30}}?(?:{_FAR}|{number})")


@cache
def _date(language: str) -> re.Pattern[str]:
    """A date written in figures, or with the name of a month in the language or in French."""
    names = (language, "fr") if language != "fr" else ("fr",)
    months = [
        fold(entry.phrase) for name in names for entry in sections(f"{name}/personal.txt").get("months", ())
    ]
    month = rf"(?:{alternatives(months)})"
    day = r"(?:\d{1,2}|1er|premier)(?:er|st|nd|rd|th|eme|º|ª|°|\.|-го|го|-е)?"
    year = r"(?:[ ,]{0,2}(?:de |del |of |do |d'|عام |سنه )?(?:19|20)\d\d)"
    return re.compile(
        rf"(?<![\w/.])(?:\d{{1,2}} ?[/.,-] ?\d{{1,2}} ?[/.,-] ?(?:\d{{4}}|\d\d)|\d{{1,2}} \d{{1,2}} (?:19|20)\d\d"
        rf"|(?:19|20)\d\d[/.-]\d{{1,2}}[/.-]\d{{1,2}}|[0-3]\d[01]\d(?:19|20)\d\d"
        rf"|{day} ?(?:of |de |d')?{month}\.?(?:{year}|[ ]\d\d(?![\w:]))?|{month} {day}{year}?|{month}{year})(?![\w/])"
    )


def births(view: View, language: str) -> Iterator[Range]:
    """Dates that a word of birth announces, or follows at once ("03/05/1962, ma date de naissance")."""
    before, after = cue(language, "born before"), cue(language, "born after")
    for match in _date(language).finditer(view.folded):
        start, end = match.span()
        lead = re.split(r"[!?\n]|\.\s|\d", view.folded[max(0, start - _AROUND) : start])[-1]
        follow = re.split(r"[!?\n]|\.\s", view.folded[end : end + _AROUND])[0]
        if before.search(lead) or (re.match(r"[\s,(=:-]{0,3}", follow) and after.search(follow)):
            yield start, end
