"""Personal data in what people write: where it stands, and the text without it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from nlp.cleaning import LIMIT, storable
from nlp.reading.addresses import addresses
from nlp.reading.contacts import emails, phones, urls
from nlp.reading.identifiers import births, identifiers
from nlp.reading.lexicon import LANGUAGES, known_language
from nlp.reading.personal import mask_words
from nlp.reading.persons import persons
from nlp.reading.tokens import fold
from nlp.reading.view import View


class Label(StrEnum):
    """What a span holds."""

    PERSON = "PERSON"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    ID = "ID"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    URL = "URL"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (not included) of a text as typed, counted from 0."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Masked:
    """A text in which every span is a word in brackets, and the spans, in order, of the text as it was typed."""

    masked: str
    spans: tuple[Span, ...]


@cache
def _placeholder() -> re.Pattern[str]:
    """A mask already in the text, in any language: nothing is looked for inside it."""
    words = {fold(word) for language in LANGUAGES for word in mask_words(language).values()}
    return re.compile(rf"\[(?:{'|'.join(map(re.escape, sorted(words)))})\]")


class _Taken:
    """What has been found so far in one view; the first to claim a character keeps it."""

    def __init__(self, view: View) -> None:
        self.marks = bytearray(len(view.folded) + 1)
        self.found: list[tuple[int, int, Label]] = []
        for match in _placeholder().finditer(view.folded):
            self.marks[match.start() : match.end()] = b"\x02" * len(match[0])

    def add(self, ranges: Iterable[tuple[int, int]], label: Label) -> None:
        for start, end in ranges:
            if start < end and not any(self.marks[start:end]):
                self.marks[start:end] = b"\x01" * (end - start)
                self.found.append((start, end, label))


def mask(text: str, *, language: str) -> Masked:
    """Returns the text without its personal data, and where that stood.

    Names of places, streets without a number, emergency numbers and dates that are no births stay. Only the
    first 100,000 characters are kept. Never raises on a string; linear in its length.
    """
    language = known_language(language)
    view = View(text)
    taken = _Taken(view)
    taken.add(emails(view), Label.EMAIL)
    taken.add(urls(view), Label.URL)
    taken.add(births(view, language), Label.DATE_OF_BIRTH)
    taken.add(identifiers(view, language), Label.ID)
    taken.add(phones(view, language), Label.PHONE)
    taken.add(addresses(view, language), Label.ADDRESS)
    taken.add(persons(view, language, taken.marks), Label.PERSON)
    spans = tuple(Span(*view.span(start, end), label) for start, end, label in sorted(taken.found))
    return Masked(_replaced(text[:LIMIT], spans, mask_words(language)), spans)


def _replaced(text: str, spans: tuple[Span, ...], words: dict[str, str]) -> str:
    pieces: list[str] = []
    last = 0
    for span in spans:
        pieces += (text[last : span.start], f"[{words[span.label]}]")
        last = span.end
    return storable("".join((*pieces, text[last:])), limit=LIMIT + 32 * len(spans))
