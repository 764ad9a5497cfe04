"""The three-word question: what was typed in one box or three, as the words that are counted."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.cleaning import visible
from nlp.reading.inflection import agreed
from nlp.reading.merges import Merges
from nlp.reading.tokens import fold
from nlp.reading.wordbook import Form, WordBook, word_book

_PLURAL_BEFORE: Final = frozenset(
    ("des", "les", "aux", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "plusieurs", "entre")
)
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
class _Word:
    """One typed word: in small letters, folded, and the hyphen or apostrophe that ties it to the word before."""

    text: str
    folded: str
    tie: str
    shouted: bool


def normalise_words(raw: str, *, language: str, merges: Merges | None = None) -> tuple[str, ...]:
    """Returns at most three words in the order given, as many as were given.

    Small letters, no article or filler, singular, single adjectives in the masculine, accents and spelling put
    right where the word is known; set expressions and nouns that are plural by meaning stay as they are.
    `merges` is applied last, that of the language when none is given. Empty when nothing was said.
    """
    book = word_book(language)
    kept = Merges.of(language) if merges is None else merges
    items = [words for words in _items(raw, book) if not _says_nothing(words, book)]
    found = [_normal(words, book) for words in _parted(items, book)]
    return kept.applied(word for word in found if word)[:MOST]


def normalise_word(answer: str, language: str, merges: Merges | None = None) -> str:
    """Returns the one word or expression of one box, normalised as above; "" when nothing was said."""
    book = word_book(language)
    kept = Merges.of(language) if merges is None else merges
    for words in _items(answer, book):
        if word := _normal(words, book):
            return kept.apply(word)
    return ""


def _items(raw: str, book: WordBook) -> Iterator[list[_Word]]:
    """What stands between separators, cut into words."""
    text = unicodedata.normalize("NFC", visible(raw, limit=_LONGEST))
    text = _ABBREVIATION.sub(lambda match: match[0].replace(".", ""), _HINT.sub(" ", text))
    if book.language == "ar":
        text = _ARABIC_AND.sub(lambda match: _without_and(match, book), _MARKS.sub("", text))
    for piece in _SEPARATOR.split(_BULLET.sub("\n", text)):
        if words := _words(piece, book.language):
            yield from _unchained(words, book)


def _unchained(words: list[_Word], book: WordBook) -> Iterator[list[_Word]]:
    """Parts "calme-vert-propre", where hyphens stand for commas: every part is listed and the whole is not."""
    word = words[0]
    parts = word.text.split("-")
    chained = len(words) == 1 and len(parts) > 1 and not book.listed(word.text)
    if not chained or _folded(words) in book.expressions:
        yield words
        return
    forms = [book.find(part) for part in parts]
    if all(forms) and (len(parts) >= MOST or all(form and form.adjective for form in forms)):
        yield from ([_Word(part, fold(part), "", word.shouted)] for part in parts)
    else:
        yield words


def _without_and(match: re.Match[str], book: WordBook) -> str:
    """A comma for the "and" that Arabic writes on the next word, unless the word itself begins so."""
    word = match[1]
    parted = word.startswith("ال") or (book.listed(word) and not book.listed(match[0]))
    return f", {word}" if parted else match[0]


def _words(piece: str, language: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for match in _WORD.finditer(piece):
        gap = piece[end : match.start()]
        end = match.end()
        typed = match[0]
        lowered = typed.replace("İ", "i").replace("I", "ı") if language == "tr" else typed
        tie = "'" if gap in ("'", "’", "ʼ", "`", "´") else ""
        words.append(_Word(lowered.lower(), fold(typed), tie, typed.isupper() and len(typed) > 1))
    return words


def _parted(items: Sequence[list[_Word]], book: WordBook) -> list[list[_Word]]:
    """The items, parted further at "and" and between words while there are fewer than three."""
    parted = list(items)
    if len(parted) < MOST:
        parted = [part for item in parted for part in _at_joins(item, book)]
    if len(parted) == 1:
        return _segments(parted[0], book)
    if len(parted) == 2:
        return [part for item in parted for part in _twins(item, book)]
    return parted


def _at_joins(item: list[_Word], book: WordBook) -> list[list[_Word]]:
    if _expression(item, 0, book)[0] == len(item):
        return [item]
    parts: list[list[_Word]] = [[]]
    at = 0
    while at < len(item):
        reached, _ = _expression(item, at, book)
        if reached > at + 1:
            parts[-1] += item[at:reached]
            at = reached
            continue
        joined = next((n for n in (3, 2, 1) if _folded(item[at : at + n]) in book.joins), 0)
        if joined:
            parts.append([])
            at += joined
            continue
        parts[-1].append(item[at])
        at += 1
    return [part for part in parts if part]


def _twins(item: list[_Word], book: WordBook) -> list[list[_Word]]:
    """Two adjectives without a sign between them are two words."""
    bare = _stripped(item, book)
    if len(bare) == 2 and not bare[1].tie and _expression(bare, 0, book)[0] != 2:
        forms = [book.find(word.text, shouted=word.shouted) for word in bare]
        if all(form is not None and form.adjective for form in forms) and bare[0].folded not in book.openers:
            return [[bare[0]], [bare[1]]]
    return [item]


def _segments(item: list[_Word], book: WordBook) -> list[list[_Word]]:
    """Words that only spaces part: one each, kept together by expressions, small words between, and openers."""
    listing = item[0].folded in _PARTITIVE
    item = _stripped(item, book)
    segments: list[list[_Word]] = []
    at = 0
    while at < len(item):
        at = _past_fillers(item, at, book)
        end = _segment_end(item, at, book, listing=listing)
        segments.append(item[at:end])
        at = end
    return _with_adjectives(segments, book) if len(segments) > MOST else segments


def _segment_end(item: list[_Word], at: int, book: WordBook, *, listing: bool) -> int:
    """Where the segment ends that begins at a word; in a `listing` ("du bruit des gens") "du" begins the next."""
    end = max(_expression(item, at, book)[0], at + 1)
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
        end = max(_expression(item, end, book)[0], end + 1)
    return min(end, len(item))


def _are_two_adjectives(item: list[_Word], end: int, book: WordBook) -> bool:
    """Whether an adjective that could lead a noun stands before another adjective ("jeune dynamique")."""
    first = book.find(item[end - 1].text, shouted=item[end - 1].shouted)
    second = book.find(item[end].text, shouted=item[end].shouted)
    return bool(first and second and first.adjective | first.person and second.adjective)


def _is_article_only(item: list[_Word], at: int, book: WordBook) -> bool:
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


def _with_adjectives(segments: list[list[_Word]], book: WordBook) -> list[list[_Word]]:
    """Joins an adjective to the noun before it while there are more than three segments."""
    joined: list[list[_Word]] = []
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


def _folded(words: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.folded.replace("'", "").split("-"))


def _expression(item: Sequence[_Word], at: int, book: WordBook) -> tuple[int, str]:
    """The end of the longest set expression that begins here, and how it is written; (at, "") when none does."""
    for end in range(min(len(item), at + book.longest), at, -1):
        written = book.expressions.get(_folded(item[at:end]))
        if written:
            return end, written
    return at, ""


def _past_fillers(item: Sequence[_Word], at: int, book: WordBook) -> int:
    """The first word that is neither filler nor article; never past the last word."""
    while at < len(item) - 1:
        if _expression(item, at, book)[0] > at + 1:
            break
        for size in range(min(book.longest, len(item) - 1 - at), 0, -1):
            head = _folded(item[at : at + size])
            if head in book.fillers or head in book.articles:
                at += size
                break
        else:
            break
    return at


def _stripped(item: Sequence[_Word], book: WordBook) -> list[_Word]:
    """The item without what leads to it and what trails after it; at least one word stays."""
    left = list(item)
    while len(left) > 1 and _folded(left[:1]) in book.joins:
        left = left[1:]
    if _expression(left, 0, book)[0] == len(left):
        return left
    left = left[_past_fillers(left, 0, book) :]
    shortened = True
    while shortened and len(left) > 1 and _expression(left, 0, book)[0] != len(left):
        shortened = False
        for size in range(min(5, len(left) - 1), 0, -1):
            if _folded(left[-size:]) in book.trailing:
                left, shortened = left[:-size], True
                break
    return left


def _normal(item: Sequence[_Word], book: WordBook) -> str:
    """One word or expression as it is counted."""
    words = _stripped(item, book)
    if _says_nothing(words, book):
        return ""
    reached, written = _expression(words, 0, book)
    if reached == len(words):
        return written
    if len(words) == 1:
        return _single(words[0], book)
    return _several(words, book)


def _says_nothing(words: Sequence[_Word], book: WordBook) -> bool:
    """Whether what is left of an item is a way of speaking only ("je dirais", "voilà")."""
    said = _folded(words)
    return said in book.fillers or said in book.joins or (said in book.articles and len(said[0]) < 4)


def _single(word: _Word, book: WordBook) -> str:
    bare = _bare(word, book)
    form = book.find(bare, shouted=word.shouted)
    return form.lemma if form else book.guess(bare, alone=True)


def _bare(word: _Word, book: WordBook) -> str:
    """The word without the article that Arabic writes before it, and without "my" and "our" after a listed word."""
    text = word.text
    if book.language != "ar" or book.listed(text):
        return text
    if text.startswith("ال") and len(text) > 3 and text != "الله":
        return text[2:]
    if text.startswith("لل") and len(text) > 4:
        return text[2:]
    for ending in ("ي", "نا"):
        stem = text.removesuffix(ending)
        if stem != text:
            for owned in (stem, stem[:-1] + "ة", stem[:-1] + "ء"):
                if len(owned) > 2 and book.listed(owned):
                    return owned
    return text


def _several(words: Sequence[_Word], book: WordBook) -> str:
    """A free expression: each word in the singular; adjectives follow a noun that stays plural, or a person."""
    forms = [book.find(_bare(word, book), shouted=word.shouted) for word in words]
    plural = any(form.plural for form in forms if form) or any(word.folded == "qui" for word in words)
    heads = [form for word, form in zip(words, forms, strict=True) if not _is_small(word, book)]
    person = any(form.person for form in heads if form) or all(form and form.adjective for form in heads)
    pieces: list[str] = []
    at = 0
    while at < len(words):
        reached, written = _expression(words, at, book)
        tie = words[at].tie or (" " if pieces else "")
        if reached > at + 1:
            pieces += (tie, written)
            at = reached
            continue
        before = words[at - 1].folded if at else ""
        if before in ("pas", "peu") and words[at].folded in book.weakening and at + 1 < len(words):
            at += 1
            continue
        kept = plural or before in _PLURAL_BEFORE or _is_governed(words, at, book)
        part = _part(words[at], forms[at], book, plural=kept, person=person)
        pieces += (tie, _agreeing(part, forms, at, book))
        at += 1
    return _shortened("".join(pieces).strip(), book)


def _shortened(expression: str, book: WordBook) -> str:
    """Spanish cuts "bueno" and "malo" before a noun."""
    return re.sub(r"\b(buen|mal)o (?=\w)", r"\1 ", expression) if book.language == "es" else expression


def _is_governed(words: Sequence[_Word], at: int, book: WordBook) -> bool:
    """Whether a word stays in the case or number that the one before it asks for."""
    if at == 0:
        return False
    before, word = words[at - 1], words[at]
    if book.language in ("ru", "uk"):
        return before.folded in book.links or before.folded in ("нет", "немає")
    definite = book.language == "ar" and word.text.startswith("ال")
    return definite and not before.text.startswith("ال") and at == len(words) - 1 == 1


def _is_small(word: _Word, book: WordBook) -> bool:
    """Whether a word only leads to another ("mal", "pas", "de")."""
    form = book.find(word.text)
    leads = word.folded in book.openers and not (form and form.adjective)
    return (
        leads
        or word.folded in book.links
        or (word.folded,) in book.articles
        or (word.folded,) in book.fillers
    )


def _agreeing(part: str, forms: Sequence[Form | None], at: int, book: WordBook) -> str:
    """An adjective in the gender of its noun, in languages whose plurals have but one."""
    form = forms[at]
    beside = at - 1 if book.language == "ar" else at + 1
    if not 0 <= beside < len(forms):
        return part
    if form is None and book.language == "ar" and part.endswith("ة") and len(part) > 4:
        noun = forms[beside]
        return part[:-1] if noun and not noun.adjective and not noun.singular.endswith("ة") else part
    if form is None or not form.adjective:
        return part
    noun = forms[beside]
    if noun is None or noun.adjective or noun.plural or book.language not in ("ar", "ru", "uk"):
        return part
    return agreed(form.lemma, noun.singular, book.language)


def _part(word: _Word, form: Form | None, book: WordBook, *, plural: bool, person: bool) -> str:
    bare = _bare(word, book)
    if word.folded in book.links or (word.folded,) in book.articles or plural or len(bare) < 3:
        return bare
    if form is None:
        return book.guess(bare, alone=False)
    return form.lemma if person and (form.person or form.adjective) else form.singular
