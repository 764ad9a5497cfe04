"""What was typed to the three-word question, cut into the three things that were said."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.cleaning import visible
from nlp.reading.tokens import fold
from nlp.reading.wordbook import WordBook

_PARTITIVE: Final = frozenset(("du", "des"))
MOST: Final = 3
"""How many words the question asks for; what comes after is not counted."""
_LONGEST: Final = 2_000
_HINT: Final = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_BULLET: Final = re.compile(
    r"(?:^|(?<=[\s,;/.]))(?:\d{1,2}(?:\s?[.)°:-]|/|er|eme|e)(?=\s|[^\W\d])|[a-cA-C][.)]|[•*·▪➢→>]+)\s?"
)
_SEPARATOR: Final = re.compile(
    r"[\n\r\t,;/|\\+•·*؛،…!?&<>=]+|\.{2,}|\.(?=\s|$)|\s[-–—]+\s?|(?<=\w)\s?[–—]+\s?|:|\s-(?=\w)|-\s"
)
_WORD: Final = re.compile(r"[^\W_]+(?:(?:-|(?<=[а-яіїєґА-ЯІЇЄҐ])['’ʼ](?=[а-яіїєґА-ЯІЇЄҐ]))[^\W_]+)*")
_ABBREVIATION: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_ARABIC_AND: Final = re.compile(r"(?<=\s)و([^\W\d_]{3,})")
_MARKS: Final = re.compile(r"[\u064b-\u0652\u0670\u0640]")


@dataclass(frozen=True, slots=True)
class TypedWord:
    """One typed word: in small letters, folded, and the hyphen or apostrophe that ties it to the word before."""

    text: str
    folded: str
    tie: str
    shouted: bool


def items_of(raw: str, book: WordBook) -> Iterator[list[TypedWord]]:
    """What stands between separators, cut into words."""
    text = unicodedata.normalize("NFC", visible(raw, limit=_LONGEST))
    text = _ABBREVIATION.sub(lambda match: match[0].replace(".", ""), _HINT.sub(" ", text))
    if book.language == "ar":
        text = _ARABIC_AND.sub(lambda match: _without_and(match, book), _MARKS.sub("", text))
    for piece in _SEPARATOR.split(_BULLET.sub("\n", text)):
        if words := _words(piece, book.language):
            yield from _unchained(words, book)


def _unchained(words: list[TypedWord], book: WordBook) -> Iterator[list[TypedWord]]:
    """Parts "calme-vert-propre", where hyphens stand for commas: every part is listed and the whole is not."""
    word = words[0]
    parts = word.text.split("-")
    chained = len(words) == 1 and len(parts) > 1 and not book.listed(word.text)
    if not chained or parts_of(words) in book.expressions:
        yield words
        return
    forms = [book.find(part) for part in parts]
    if all(forms) and (len(parts) >= MOST or all(form and form.adjective for form in forms)):
        yield from ([TypedWord(part, fold(part), "", word.shouted)] for part in parts)
    else:
        yield words


def _without_and(match: re.Match[str], book: WordBook) -> str:
    """A comma for the "and" that Arabic writes on the next word, unless the word itself begins so."""
    word = match[1]
    parted = word.startswith("ال") or (book.listed(word) and not book.listed(match[0]))
    return f", {word}" if parted else match[0]


def _words(piece: str, language: str) -> list[TypedWord]:
    words: list[TypedWord] = []
    end = 0
    for match in _WORD.finditer(piece):
        gap = piece[end : match.start()]
        end = match.end()
        typed = match[0]
        lowered = typed.replace("İ", "i").replace("I", "ı") if language == "tr" else typed
        tie = "'" if gap in ("'", "’", "ʼ", "`", "´") else ""
        words.append(TypedWord(lowered.lower(), fold(typed), tie, typed.isupper() and len(typed) > 1))
    return words


def parted(items: Sequence[list[TypedWord]], book: WordBook) -> list[list[TypedWord]]:
    """The items, parted further at "and" and between words while there are fewer than three."""
    parted = list(items)
    if len(parted) < MOST:
        parted = [part for item in parted for part in _at_joins(item, book)]
    if len(parted) == 1:
        return _segments(parted[0], book)
    if len(parted) == 2:
        return [part for item in parted for part in _twins(item, book)]
    return parted


def _at_joins(item: list[TypedWord], book: WordBook) -> list[list[TypedWord]]:
    if expression(item, 0, book)[0] == len(item):
        return [item]
    parts: list[list[TypedWord]] = [[]]
    at = 0
    while at < len(item):
        reached, _ = expression(item, at, book)
        if reached > at + 1:
            parts[-1] += item[at:reached]
            at = reached
            continue
        joined = next((n for n in (3, 2, 1) if parts_of(item[at : at + n]) in book.joins), 0)
        if joined:
            parts.append([])
            at += joined
            continue
        parts[-1].append(item[at])
        at += 1
    return [part for part in parts if part]


def _twins(item: list[TypedWord], book: WordBook) -> list[list[TypedWord]]:
    """Two adjectives without a sign between them are two words."""
    bare = stripped(item, book)
    if len(bare) == 2 and not bare[1].tie and expression(bare, 0, book)[0] != 2:
        forms = [book.find(word.text, shouted=word.shouted) for word in bare]
        if all(form is not None and form.adjective for form in forms) and bare[0].folded not in book.openers:
            return [[bare[0]], [bare[1]]]
    return [item]


def _segments(item: list[TypedWord], book: WordBook) -> list[list[TypedWord]]:
    """Words that only spaces part: one each, kept together by expressions, small words between, and openers."""
    listing = item[0].folded in _PARTITIVE
    item = stripped(item, book)
    segments: list[list[TypedWord]] = []
    at = 0
    while at < len(item):
        at = _past_fillers(item, at, book)
        end = _segment_end(item, at, book, listing=listing)
        segments.append(item[at:end])
        at = end
    return _with_adjectives(segments, book) if len(segments) > MOST else segments


def _segment_end(item: list[TypedWord], at: int, book: WordBook, *, listing: bool) -> int:
    """Where the segment ends that begins at a word; in a `listing` ("du bruit des gens") "du" begins the next."""
    end = max(expression(item, at, book)[0], at + 1)
    opens = end == at + 1
    while opens and end < len(item) and item[end - 1].folded in book.openers:
        if _are_two_adjectives(item, end, book):
            break
        end += 1
    while end < len(item) - 1 and item[end].folded in book.links and not _is_article_only(item, end, book):
        if (listing and item[end].folded in _PARTITIVE) or item[end].folded == item[at].folded:
            break
        end += 1
        while end < len(item) - 1 and (item[end].folded,) in book.articles:
            end += 1
        end = max(expression(item, end, book)[0], end + 1)
    return min(end, len(item))


def _are_two_adjectives(item: list[TypedWord], end: int, book: WordBook) -> bool:
    """Whether an adjective that could lead a noun stands before another adjective ("jeune dynamique")."""
    first = book.find(item[end - 1].text, shouted=item[end - 1].shouted)
    second = book.find(item[end].text, shouted=item[end].shouted)
    return bool(first and second and first.adjective | first.person and second.adjective)


def _is_article_only(item: list[TypedWord], at: int, book: WordBook) -> bool:
    """Whether a small word begins a new noun rather than ties it to the one before ("des", "la")."""
    word = item[at].folded
    return (word,) in book.articles and word not in (
        "de",
        "d",
        "du",
        "au",
        "aux",
        "of",
        "do",
        "da",
        "dos",
        "del",
    )


def _with_adjectives(segments: list[list[TypedWord]], book: WordBook) -> list[list[TypedWord]]:
    """Joins an adjective to the noun before it while there are more than three segments."""
    joined: list[list[TypedWord]] = []
    spare = len(segments) - MOST
    for segment in segments:
        form = book.find(segment[0].text, shouted=segment[0].shouted) if len(segment) == 1 else None
        before = book.find(joined[-1][-1].text) if joined else None
        if spare and joined and form and form.adjective and before and not before.adjective:
            joined[-1] = joined[-1] + segment
            spare -= 1
        else:
            joined.append(segment)
    return joined


def parts_of(words: Sequence[TypedWord]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.folded.replace("'", "").split("-"))


def expression(item: Sequence[TypedWord], at: int, book: WordBook) -> tuple[int, str]:
    """The end of the longest set expression that begins here, and how it is written; (at, "") when none does."""
    for end in range(min(len(item), at + book.longest), at, -1):
        written = book.expressions.get(parts_of(item[at:end]))
        if written:
            return end, written
    return at, ""


def _past_fillers(item: Sequence[TypedWord], at: int, book: WordBook) -> int:
    """The first word that is neither filler nor article; never past the last word."""
    while at < len(item) - 1:
        if expression(item, at, book)[0] > at + 1:
            break
        for size in range(min(book.longest, len(item) - 1 - at), 0, -1):
            head = parts_of(item[at : at + size])
            if head in book.fillers or head in book.articles:
                at += size
                break
        else:
            break
    return at


def stripped(item: Sequence[TypedWord], book: WordBook) -> list[TypedWord]:
    """The item without what leads to it and what trails after it; at least one word stays."""
    left = list(item)
    while len(left) > 1 and parts_of(left[:1]) in book.joins:
        left = left[1:]
    if expression(left, 0, book)[0] == len(left):
        return left
    left = left[_past_fillers(left, 0, book) :]
    shortened = True
    while shortened and len(left) > 1 and expression(left, 0, book)[0] != len(left):
        shortened = False
        for size in range(min(5, len(left) - 1), 0, -1):
            if parts_of(left[-size:]) in book.trailing:
                left, shortened = left[:-size], True
                break
    return left


def says_nothing(words: Sequence[TypedWord], book: WordBook) -> bool:
    """Whether what is left of an item is a way of speaking only ("je dirais", "voilà")."""
    said = parts_of(words)
    return said in book.fillers or said in book.joins or (said in book.articles and len(said[0]) < 4)
