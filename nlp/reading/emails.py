"""E-mail addresses as they are typed or dictated: "kev point lrn arobase example point com"."""

import re
from dataclasses import dataclass
from typing import Final

from nlp.reading.heard import Heard, Mark
from nlp.reading.values import Reading

_ADDRESS: Final = re.compile(r"[\w+-][\w.+'-]{0,63}@[^\W_](?:[\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?![\w@])")
_SPACED: Final = re.compile(r"(?<=[\w.-]) ?(?:@|\[at\]|\(at\)|<at>) ?(?=\w)", re.IGNORECASE)
_LOOSE_DOT: Final = re.compile(
    r"(?<=\w) ?(?:\[dot\]|\(dot\)|<dot>|\[point\]|\(point\)) ?(?=\w)", re.IGNORECASE
)
# fmt: off
_ENDINGS: Final = frozenset((
    "com", "fr", "net", "org", "eu", "info", "es", "pt", "de", "uk", "ru", "ua",
    "tr", "it", "be", "ch", "ma", "dz", "tn", "co", "io", "me", "example",
))
# fmt: on
_SIGNS: Final = {"dot": ".", "dash": "-", "underscore": "_"}


def read_email(heard: Heard) -> Reading | None:
    """The address in lower case; unclear with candidates when a part of it is open; None when there is none."""
    text = _LOOSE_DOT.sub(".", _SPACED.sub("@", heard.text))
    found = list(dict.fromkeys(match[0].lower().rstrip(".") for match in _ADDRESS.finditer(text)))
    if len(found) == 1 and text.count("@") == 1:
        return _checked(found[0], text)
    if len(found) == 2 and heard.has("instead"):
        return Reading(value=found[-1], confidence=0.75)
    if found:
        return Reading(candidates=tuple(found[:3]))
    return _dictated(heard)


def _checked(address: str, text: str) -> Reading:
    """The address, unless a word before it may belong to it ("jean pierre@example.org" typed with a space)."""
    if ".." in address or address.startswith(".") or ".@" in address:
        return Reading()
    spelled = re.search(r"(?:^|\s)((?:\w )+)\w*@", text)
    if spelled and len(spelled[1].split()) > 1:
        return Reading(candidates=(spelled[1].replace(" ", "").lower() + address,))
    return Reading(value=address, confidence=1.0 if text.strip().lower() == address else 0.95)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a dictated address: a word, or a sign by its name or as typed between two words."""

    text: str
    sign: bool
    loose: bool
    """Whether a space stands before it."""


def _dictated(heard: Heard) -> Reading | None:
    pieces = _pieces(heard)
    ats = [place for place, piece in enumerate(pieces) if piece.text == "@"]
    if len(ats) != 1:
        return None if not ats else Reading()
    domain = _domain(pieces[ats[0] + 1 :])
    local, open_word = _local(pieces[: ats[0]], heard)
    if domain is None or not local:
        return Reading()
    address = f"{local}@{domain}"
    if open_word:
        return Reading(candidates=(f"{open_word}{address}", address))
    if not _ADDRESS.fullmatch(address) or not address.isascii():
        return Reading()
    return Reading(value=address, confidence=0.85)


def _pieces(heard: Heard) -> list[_Piece]:
    signs: dict[int, Mark] = {mark.start: mark for mark in heard.marks("at", "underscore", "dash", "dot")}
    pieces: list[_Piece] = []
    place = 0
    while place < len(heard.tokens):
        token = heard.tokens[place]
        for sign in token.gap:
            if sign in "@.-_":
                pieces.append(_Piece(sign, True, loose=False))
        mark = signs.get(place)
        if mark is not None and place > 0:
            pieces.append(_Piece("@" if mark.section == "at" else _SIGNS[mark.section], True, loose=True))
            place = mark.end
            continue
        pieces.append(_Piece(token.text, False, loose=" " in token.gap))
        place += 1
    return pieces


def _domain(pieces: list[_Piece]) -> str | None:
    """The domain at the beginning of the pieces after the at sign; None when it has no ending."""
    found = ""
    for place, piece in enumerate(pieces):
        if piece.sign:
            if piece.text in ".-" and found and found[-1] not in ".-":
                found += piece.text
                continue
            break
        if found and found[-1] not in ".-":
            glued = not piece.loose and place > 0
            if not glued:
                break
        found += piece.text
    found = found.rstrip(".-")
    return found if "." in found and found.rpartition(".")[2] in _ENDINGS else None


def _local(pieces: list[_Piece], heard: Heard) -> tuple[str, str]:
    """The part before the at sign, and a word before it that may belong to it, "" when none may."""
    found = ""
    place = len(pieces) - 1
    while place >= 0:
        piece = pieces[place]
        found = piece.text + found
        following = pieces[place]
        before = pieces[place - 1] if place > 0 else None
        joined = before is not None and (piece.sign or before.sign or not following.loose)
        spelled = before is not None and len(piece.text) == 1 and len(before.text) == 1
        digits = before is not None and piece.text.isdecimal() and not before.sign
        if not (joined or spelled or digits):
            break
        place -= 1
    found = found.strip(".-")
    before = pieces[place - 1] if place > 0 else None
    if before is None or before.sign or before.text in _introducing(heard):
        return found, ""
    return found, before.text


def _introducing(heard: Heard) -> set[str]:
    filling = heard.places("fill", "contact words", "yes")
    return {heard.tokens[place].text for place in filling}
