"""Where a text holds a postal address: a number in a street, with the building, flat, postcode and town round it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from nlp.reading.personal import alternatives, listed, shared, word_set
from nlp.reading.view import View, Word

Range = tuple[int, int]

_NUMBER: Final = (
    r"\d{1,4}(?:[ -]?(?:bis|ter|quater)(?!\w)|[ -]?[a-d](?![\w'])|/\d{1,3})?(?:[ ]?(?:-|/|et|a)[ ]?\d{1,4})?"
)
_LINKS: Final = shared("street links")
_LONGER: Final = shared("streets go on after")
_AFTER: Final = shared("streets go on with")
_GAP: Final = re.compile(r"[ '’.-]{1,2}")
_TOWNS: Final = shared("towns")
_HOLDS_MOST: Final = 8
_POSTCODE: Final = re.compile(
    r"[\s,;.(–-]{1,4}(?:a |in |en |em )?(?:f-)?"
    r"((?:\d{5}|\d{2} \d{3}|\d{4}-\d{3}|[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2})(?!\w))"
)


def addresses(view: View, language: str) -> Iterator[Range]:
    """Addresses with a number in the street, extended to what completes them on both sides."""
    for start, end in (
        *_numbered(view, language),
        *_named_first(view, language),
        *_named_last(view, language),
    ):
        yield _before(view, start, language), _beyond(view, end, language)


@cache
def _street(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/.-]){_NUMBER}(?:[ ]?[,;]?[ ]{{0,2}})(?:{alternatives(listed(language, 'streets'))})\.?(?=[ '])"
    )


def _numbered(view: View, language: str) -> Iterator[Range]:
    """ "14 bis rue des Mésanges": the number before the kind of street, as in France."""
    for match in _street(language).finditer(view.folded):
        end = _name_end(view, match.end(), language)
        if end > match.end() and not _is_count(view, match, language):
            yield match.start(), end
    for match in re.finditer(r"(?<!\w)\d{1,4} ?[,،]? ?(?:شارع|زنقه|نهج|طريق|ساحه|حي|درب) ", view.folded):
        end = _words_end(view, match.end(), language, most=2)
        if end > match.end():
            yield match.start(), end


def _is_count(view: View, match: re.Match[str], language: str) -> bool:
    """Whether "10 place de parking" counts things: a kind that is also a word, a name in small letters, no "au"."""
    kind = re.findall(r"[^\W\d]+", match[0])[-1]
    first = next(
        (word for word in view.words[view.word_from(match.end()) :][:4] if word.text not in _LINKS), None
    )
    if kind not in shared("streets that are also words") or first is None or first.capital:
        return False
    before = view.folded[max(0, match.start() - 12) : match.start()]
    return not re.search(r"(?:(?<!\w)(?:au|habite|adresse|loge|vis|du|domicile)|:) ?$", before)


def _name_end(view: View, place: int, language: str) -> int:
    """Where the name of a street ends that begins here; `place` itself when no name does."""
    words, stop = view.words, word_set(language, "stop")
    number = view.word_from(place)
    end, held, needed = place, 0, True
    previous: Word | None = None
    at = place
    while number < len(words) and held < _HOLDS_MOST:
        word = words[number]
        between = view.folded[at : word.start]
        digits = re.fullmatch(r"[ .'’-]{0,2}(\d{1,2}(?:er|e)?) ", between)
        if not (_GAP.fullmatch(between) or digits):
            break
        if word.text in _LINKS:
            following = words[number + 1] if number + 1 < len(words) else None
            if not _goes_on(word, following, previous, needed, stop):
                break
            needed = True if held == 0 or word.text not in ("a", "et") else needed
        elif needed or (previous is not None and _belongs(previous, word, stop, view)):
            if word.text in stop and not word.capital and word.text not in _LONGER and held:
                break
            if (
                held == 0
                and word.text in stop
                and not word.capital
                and word.text not in _LONGER
                and previous is None
            ):
                break
            held, end, needed = held + 1, word.end, False
        else:
            break
        previous, at = word, word.end
        number += 1
    return end


def _goes_on(
    link: Word, following: Word | None, previous: Word | None, needed: bool, stop: frozenset[str]
) -> bool:
    """Whether a small word inside the name of a street is followed by more of the name."""
    if following is None or not re.fullmatch(r"[ '’-]{1,2}", following.gap):
        return False
    if needed:
        return True
    if link.text in ("a", "au", "sur", "sous", "en", "et", "la", "le", "les", "l", "e", "y"):
        return bool(previous and previous.title and following.title) and link.text in (
            "sur",
            "sous",
            "et",
            "l",
            "la",
            "le",
            "les",
        )
    if link.text == "aux":
        return not (previous and previous.title) or following.title
    return following.capital or (bool(previous and not previous.title) and following.text not in stop)


def _belongs(previous: Word, word: Word, stop: frozenset[str], view: View) -> bool:
    """Whether a word carries on the name of a street after another of its words."""
    if view.shouts:
        return previous.text in _LONGER or word.text in _AFTER
    if word.title and previous.title and (word.text not in stop or previous.text in _LONGER):
        return True
    return (previous.text in _LONGER and word.text not in stop) or word.text in _AFTER


def _words_end(view: View, place: int, language: str, *, most: int) -> int:
    """The end of at most `most` words that are no stop words, in languages where capitals say little."""
    end = place
    number = view.word_from(place)
    for word in view.words[number : number + most]:
        if word.text in word_set(language, "stop") or (end > place and not _GAP.fullmatch(word.gap)):
            break
        end = word.end
    return end


@cache
def _before_number(language: str) -> re.Pattern[str]:
    """ "calle Mayor 15", "ул. Ленина, д. 5", "شارع النصر رقم 12": the number after the name."""
    kinds = alternatives(listed(language, "streets"))
    name = r"[^\W\d_][\w'’.-]{0,30}"
    mark = r"(?:n[.°ºo]{1,2} ?|no:? ?|numero |num\.? ?|number |д\.? ?|дом |буд\.? ?|будинок |رقم |№ ?|nr\.? ?|n\.? ?)"
    number = r"\d{1,4}(?:[ /-]?[a-zа-яіїє](?!\w)|/\d{1,4}|-\d{1,3})?"
    return re.compile(
        rf"(?<!\w)(?:{kinds})\.? ?{name}(?: {name}){{0,5}}?(?:,? ?{mark}|, ?| )(?=\d){number}"
        r"(?![\w.:€%]|[ ]?(?:€|eur|ans|anos|лет|рок|h\d))"
    )


def _named_first(view: View, language: str) -> Iterator[Range]:
    if language in ("fr", "en"):
        return
    stop = word_set(language, "stop") - _LINKS
    for match in _before_number(language).finditer(view.folded):
        first = view.word_from(match.start())
        inside = [word for word in view.words[first + 1 : first + 8] if word.end <= match.end()]
        if not any(word.text in stop and not word.capital for word in inside):
            yield match.span()


@cache
def _after_name(language: str) -> re.Pattern[str]:
    kinds = alternatives(listed(language, "streets after"))
    name = r"[^\W\d_][\w'’.-]{0,30}"
    number = r"\d{1,4}[a-z]?(?:[ ]?[-/][ ]?\d{1,4})?"
    if language == "tr":
        tail = r"[, ]{1,2}(?:no|numara|n)[.:]{0,2} ?\d{1,4}(?:/\d{1,4})?(?!\w)|[, ]{1,2}\d{1,4}(?:/\d{1,4})?(?![\w'.])"
        return re.compile(rf"(?<!\w){name}(?: {name}){{0,2}} (?:{kinds})\.?(?:{tail})")
    return re.compile(rf"(?<![\w/.:-]){number},? (?:the )?{name}(?: {name}){{0,2}}? (?:{kinds})\.?(?!\w)")


def _named_last(view: View, language: str) -> Iterator[Range]:
    """ "14 Elm Street", "Gül Sokak No: 3": the kind of street after its name."""
    if not listed(language, "streets after"):
        return
    stop = word_set(language, "stop")
    for match in _after_name(language).finditer(view.folded):
        first = view.word_from(match.start())
        start = match.start()
        inside = [word for word in view.words[first : first + 5] if word.end <= match.end()]
        if language == "tr":
            while inside and not inside[0].capital and len(inside) > 2:
                inside = inside[1:]
                start = inside[0].start
        elif any(word.text in stop for word in inside[:-1]):
            continue
        yield start, match.end()


@cache
def _unit(language: str) -> str:
    units = alternatives(listed(language, "units"))
    value = r"(?:n[°ºo.]{0,2} ?)?(?:\d{1,5}[a-z]?|[a-zа-яіїє](?:[ ]?\d{1,4})?)(?!\w)"
    ordinal = r"\d{1,2}(?:er|ere|e|eme|ieme|o|a|°|st|nd|rd|th|-и|и)\.?"
    side = r"(?:droite|gauche|face|left|right|izquierda|derecha|izq\w*|dcha|dcho|esq\w*|dto|esquerdo|direito)"
    return (
        rf"(?:{ordinal} ?(?:{units})(?: {side}(?!\w))?|(?:{units})[.:]? ?(?:{value})"
        rf"|{ordinal} ?(?:[a-d](?!\w)|{side}(?!\w)\.?))"
    )


@cache
def _units_after(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[ ,;.()-]{{1,3}}(?:au |à |a |в |у )?(?:{_unit(language)}))+")


@cache
def _units_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_unit(language)}[ ,;.-]{{1,3}}(?:au |du |le |sis )?)+$")


def _before(view: View, start: int, language: str) -> int:
    """Where the building and the flat begin that stand just before a street."""
    lead = view.folded[max(0, start - 60) : start]
    found = _units_before(language).search(lead)
    return start - len(lead) + found.start() if found else start


def _beyond(view: View, end: int, language: str) -> int:
    """Where the building, flat, postcode and town end that stand just after a street."""
    for _ in range(3):
        grown = end
        if units := _units_after(language).match(view.folded, end, end + 160):
            grown = units.end()
        if code := _POSTCODE.match(view.folded, grown, grown + 24):
            grown = _town_end(view, code.end(), language)
        elif town := _named_town(view, grown, language):
            grown = town
        if grown == end:
            break
        end = grown
    return end


def _town_end(view: View, place: int, language: str) -> int:
    """The end of the town after a postcode: capitalised words, or one word in small letters."""
    words = view.words
    number = view.word_from(place)
    end = place
    stop = word_set(language, "stop") - _TOWNS
    for held in range(5):
        if number >= len(words):
            break
        word = words[number]
        if not re.fullmatch(r"[ -]{1,2}", view.folded[end : word.start]):
            break
        following = words[number + 1] if number + 1 < len(words) else None
        link = word.text in _LINKS and following is not None and following.title and held
        capital = word.title and (word.text not in stop or word.text in _LINKS)
        if not (capital or link or (held == 0 and word.text not in stop)):
            break
        if view.shouts and held and word.text not in _TOWNS:
            break
        end = word.end
        number += 1
    return end


_TOWN: Final = re.compile(
    r"(?:, ?| a | in | en | em | в | у | في | ?- ?| \(?)"
    rf"((?:{alternatives(shared('town names'))})(?: nord| sud| centre)?)(?!\w|[ -](?:de|a|du)(?!\w))"
)


def _named_town(view: View, place: int, language: str) -> int:
    """The end of a known town that follows an address without a postcode; 0 when none does."""
    town = _TOWN.match(view.folded, place, place + 40)
    return town.end(1) if town else 0
