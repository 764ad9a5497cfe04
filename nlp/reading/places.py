"""Quartiers as people name them: nicknames, spellings by ear, other alphabets; towns outside; streets and stops."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nlp.reading.lexicon import folded, phrases
from nlp.reading.phrases import Found, Phrases
from nlp.reading.sounds import consonants, sound
from nlp.reading.spelling import distance
from nlp.reading.tokens import Token, fold, tokenize
from nlp.reading.values import Choice

_FILE: Final = "places.txt"
_WIDEST: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a reply: the choice that it is, and whether its name was written as it is known."""

    choice: int
    start: int
    end: int
    known: bool


@cache
def _section(name: str) -> Phrases:
    return phrases(_FILE, name)


@cache
def small_words() -> frozenset[str]:
    """Articles and "of", between the parts of a place's name."""
    return frozenset(folded(_FILE, "small words"))


def towns(tokens: Sequence[Token]) -> Iterator[Found]:
    """The towns, villages and quartiers that no list of this house offers."""
    return _section("towns").all(tokens)


def on_a_street(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a name is that of a street, a stop or a building: "rue des Fontaines", "Sanitas stop"."""
    before = start
    while before > 0 and tokens[before - 1].text in small_words() and "," not in tokens[before].gap:
        before -= 1
    streets, after = _section("streets"), _section("streets after")
    for place in range(max(0, before - 2), before):
        found = streets.at(tokens, place)
        if found and found.end == before:
            return True
    return end < len(tokens) and "," not in tokens[end].gap and after.at(tokens, end) is not None


@lru_cache(maxsize=256)
def _names(choices: tuple[Choice, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The choices by number and the words of their names that sound."""
    found = []
    for number, choice in enumerate(choices):
        words = tuple(token.text for token in tokenize(choice.label) if token.text not in small_words())
        found.append((number, words))
    return tuple(found)


@lru_cache(maxsize=256)
def _by_label(choices: tuple[Choice, ...]) -> dict[str, int]:
    return {fold(choice.label): number for number, choice in enumerate(choices)}


def nicknames(choices: tuple[Choice, ...], tokens: Sequence[Token]) -> Iterator[Place]:
    """The choices that a reply names by a nickname or in translation."""
    labels = _by_label(choices)
    for found in _section("nicknames").all(tokens):
        number = labels.get(fold(found.value))
        if number is not None:
            yield Place(number, found.start, found.end, known=True)


def by_ear(
    choices: tuple[Choice, ...], tokens: Sequence[Token], taken: set[int], *, unnamed: int | None
) -> Iterator[Place]:
    """The choices that tokens sound like, the widest name first.

    `taken` are tokens already understood, `unnamed` the choice for what is not in the list, which is no name.
    """
    names = tuple(each for each in _names(choices) if each[0] != unnamed)
    free = [
        place
        for place in range(len(tokens))
        if place not in taken and tokens[place].text not in small_words()
    ]
    used: set[int] = set()
    for width in range(_WIDEST, 0, -1):
        for first in range(len(free) - width + 1):
            window = free[first : first + width]
            if used.intersection(window) or window[-1] - window[0] > width + 2:
                continue
            number = _sounding(names, [tokens[place] for place in window])
            if number is not None and not (width == 1 and goes_on(tokens, window[0], choices[number])):
                used.update(window)
                yield Place(number, window[0], window[-1] + 1, known=False)


def goes_on(tokens: Sequence[Token], place: int, choice: Choice) -> bool:
    """Whether a word of a longer name goes on with "of" something else ("au bord de l'eau" is no Bords de Loire)."""
    words = [token.text for token in tokenize(choice.label) if token.text not in small_words()]
    following = place + 1
    while following < len(tokens) and tokens[following].text in small_words():
        following += 1
    if len(words) < 2 or following in (place + 1, len(tokens)) or tokens[place + 1].gap.strip(" '’"):
        return False
    return not any(_alike(sound(word), sound(tokens[following].text)) for word in words)


def _sounding(names: tuple[tuple[int, tuple[str, ...]], ...], window: list[Token]) -> int | None:
    """The only choice whose name, whole or but for words of others, sounds like these tokens."""
    found = set()
    arabic = "\u0600" <= window[0].text[:1] <= "\u06ff"
    for number, words in names:
        for part in _parts(words, len(window)):
            if arabic:
                same = _same_consonants(part, window)
            else:
                same = _alike("".join(map(sound, part)), "".join(sound(token.text) for token in window))
            if same:
                found.add(number)
    return found.pop() if len(found) == 1 else None


def _parts(words: tuple[str, ...], width: int) -> Iterator[tuple[str, ...]]:
    yield words
    if width == 1 and len(words) > 1:
        yield from ((word,) for word in words if len(word) > 3)


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 3 or one[0] != other[0]:
        return False
    if min(len(one), len(other)) < 5:
        return one == other and len(one) > 2
    limit = 2 if len(one) >= 9 else 1
    return distance(one, other, limit=limit) <= limit


def _same_consonants(part: tuple[str, ...], window: list[Token]) -> bool:
    name = "".join(map(consonants, part))
    if len(name) < 3:
        return False
    joined = [""]
    for token in window:
        joined = [before + consonants(form) for before in joined for form in token.forms[:4]][:64]
    limit = 1 if len(name) >= 5 else 0
    return any(each[:1] == name[:1] and distance(each, name, limit=limit) <= limit for each in joined)
