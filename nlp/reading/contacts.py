"""Where a text holds an e-mail address, a web address or a telephone number."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from nlp.reading.personal import cue
from nlp.reading.view import View

Range = tuple[int, int]

_AT: Final = re.compile(
    r" ?@ ?| ?[(\[<] ?(?:at|arobase|arobas|chez|a) ?[)\]>] ?| (?:arobase|arobas|arrobase|собака|at|chez) "
)
_LOCAL: Final = re.compile(r"[\w.+%'-]{1,64}$")
_HOST: Final = re.compile(
    r"[a-z0-9-]{1,63}(?:(?:\.| ?[(\[](?:dot|point|punto|ponto)[)\]] ?| (?:dot|point|punto|ponto|nokta|точка) )"
    r"[a-z0-9-]{1,63}){1,5}"
)
_SPELT: Final = re.compile(r" (?:dot|point|punto|ponto|nokta) ")
_HANDLE: Final = re.compile(r"(?<![\w@.])@[a-z0-9_](?:[\w.]{1,28}\w)")
_NETWORKS: Final = re.compile(
    r"(?<!\w)(?:insta|snap|tik ?tok|facebook|fb|twitter|compte|pseudo|page|chaine|telegram|threads|discord|account)"
)
_URL: Final = re.compile(r"(?<!\w)(?:https?://?|ftp://|www\.)[^\s<>\"«»“”]{2,2000}")
_BARE_URL: Final = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
    r"(?:(?:com|fr|org|net|info|eu|io|ch|uk|pt|ru|ua|tr|dz|example|test|app|gg|tv|link|xyz|site|online)"
    r"(?:/[^\s<>\"«»“”]{0,2000}|(?![\w@.-]|\.\w))|(?:me|be|ca|de|es|it|ma|tn|ly|co)/[^\s<>\"«»“”]{2,2000})"
)
_TAIL: Final = ".,;:!?…)]}'’*"
_DIGITS: Final = re.compile(r"(?<![\w+])(?:\+ ?|\()?\d(?:(?: ?[.\-‐–—/()_,;] ?| {1,2})?\d){5,}(?!\w)")
# The whole of a French number, also when letters are glued to it ("tel0639981234merci").
_NUMBER: Final = r"(?:\+33 ?|0)[1-9](?:[ .-]?\d\d){4}"
_FRENCH: Final = re.compile(rf"(?<![\d+.,/-]){_NUMBER}(?!\d|[.,/-]\d)")
_FRENCH_LIST: Final = re.compile(rf"{_NUMBER}(?: ?[ /.\-‐–—] ?{_NUMBER})+")
_DIGIT: Final = re.compile(r"\d")
_DATE: Final = re.compile(r"\(?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d\d)\)?|\d{4}-\d\d-\d\d")
_WORDS: Final = re.compile(
    r"(?<!\w)zero[ -](?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
    r"(?:[ ,-]{1,2}(?:et|zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingts?|trente|quarante|cinquante|soixante|cent|\d{1,2})(?!\w)){4,20}"
)
_BEFORE: Final = 30
_NATIONAL: Final = {
    "es": (r"[6789]\d{8}",),
    "pt": (r"[29]\d{8}", r"\d{2}9\d{8}"),
    "ru": (r"[78]\d{10}", r"9\d{9}"),
    "uk": (r"380\d{9}",),
    "tr": (r"5\d{9}", r"90\d{10}"),
    "ar": (r"[25679]\d{7}", r"5\d{8}", r"(?:212|213|216|963|961|20|966)\d{8,10}"),
    "en": (r"1?[2-9]\d{2}[2-9]\d{6}", r"44\d{10}"),
    "fr": (r"33[1-9]\d{8}",),
}


def emails(view: View) -> Iterator[Range]:
    """E-mail addresses, also with spaces round the sign or with the sign and the dot in words."""
    folded = view.folded
    for sign in _AT.finditer(folded):
        local = _LOCAL.search(folded[max(0, sign.start() - 65) : sign.start()])
        host = _HOST.match(folded, sign.end())
        if not local or not host or (sign[0].strip() in ("at", "chez") and not _SPELT.search(host[0])):
            continue
        start = sign.start() - len(local[0].lstrip(".'-"))
        if start >= sign.start() or "-" in host[0][-1:]:
            continue
        yield start, host.end()


def urls(view: View) -> Iterator[Range]:
    """Web addresses, with or without a scheme, and account names that begin with an at sign."""
    for pattern in (_URL, _BARE_URL, _HANDLE):
        for match in pattern.finditer(view.folded):
            kept = match[0].rstrip(_TAIL)
            before = view.folded[max(0, match.start() - _BEFORE) : match.start()]
            if pattern is _HANDLE and not (re.search(r"[\d_.]", kept) or _NETWORKS.search(before)):
                continue
            if "(" in kept and match[0].startswith(kept + ")"):
                kept += ")"
            yield match.start(), match.start() + len(kept)


def phones(view: View, language: str) -> Iterator[Range]:
    """Telephone numbers of seven digits or more, as France, the country of the language or a cue makes them."""
    for match in _DIGITS.finditer(view.folded):
        yield from _phone(view.folded, match.start(), match.end(), language)
    for pattern in (_FRENCH, _WORDS):
        for match in pattern.finditer(view.folded):
            yield match.span()


def _phone(folded: str, start: int, end: int, language: str) -> Iterator[Range]:
    """The numbers in a run of digits; a run that lists several is parted at commas, or into French numbers."""
    text = folded[start:end]
    for part in re.finditer(r"[^,;]+", text):
        piece = part[0].strip(" -/.")
        at = start + part.start() + part[0].index(piece) if piece else start
        digits = "".join(_DIGIT.findall(piece))
        if _is_phone(piece, digits, folded[max(0, at - _BEFORE) : at], language):
            yield at, at + len(piece)
            continue
        if _FRENCH_LIST.fullmatch(piece):
            yield from ((at + each.start(), at + each.end()) for each in re.finditer(_NUMBER, piece))
            continue
        inside = re.match(r"0\d(?:[ .-]?\d\d){4}(?=[ /-])", piece) or re.search(
            r"(?<=[ /-])0\d(?:[ .-]?\d\d){4}$", piece
        )
        if inside and len(digits) > 11:
            yield at + inside.start(), at + inside.end()


def _is_phone(piece: str, digits: str, before: str, language: str) -> bool:
    if _DATE.fullmatch(piece) or len(digits) < 7 or len(digits) > 15:
        return False
    groups = re.findall(r"\d+", piece)
    if (len(groups) > 1 and all(len(group) == 5 for group in groups)) or len(set(digits)) == 1:
        return False
    if piece.startswith("+") or digits.startswith("00"):
        return len(digits) >= 9
    if digits.startswith("0") and 9 <= len(digits) <= 11:
        return True
    if any(re.fullmatch(national, digits) for national in _nationals(language)):
        return len(groups) < 2 or max(map(len, groups)) > 1
    return (
        len(digits) <= 12
        and not re.search(r"[\d] ?$", before)
        and bool(cue(language, "phone cues").search(before))
    )


@cache
def _nationals(language: str) -> tuple[str, ...]:
    return _NATIONAL.get(language, ())
