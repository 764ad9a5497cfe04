"""The three-word question: what was typed in one box or three, as the words that are counted."""

import re
from collections.abc import Sequence
from typing import Final

from nlp.reading.inflection import agreed
from nlp.reading.lexicon import known_language
from nlp.reading.merges import Merges
from nlp.reading.word_items import MOST, TypedWord, expression, items_of, parted, says_nothing, stripped
from nlp.reading.wordbook import Form, WordBook, word_book

_PLURAL_BEFORE: Final = frozenset(
    ("des", "les", "aux", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "plusieurs", "entre")
)


def normalise_words(raw: str, *, language: str, merges: Merges | None = None) -> tuple[str, ...]:
    """Returns at most three words in the order given, as many as were given.

    Small letters, no article or filler, singular, single adjectives in the masculine, accents and spelling put
    right where the word is known; set expressions and nouns that are plural by meaning stay as they are.
    `merges` is applied last, that of the language when none is given. Empty when nothing was said.
    """
    language = known_language(language)
    book = word_book(language)
    kept = Merges.of(language) if merges is None else merges
    items = [words for words in items_of(raw, book) if not says_nothing(words, book)]
    found = [_normal(words, book) for words in parted(items, book)]
    return kept.applied(word for word in found if word)[:MOST]


def normalise_word(answer: str, language: str, merges: Merges | None = None) -> str:
    """Returns the one word or expression of one box, normalised as above; "" when nothing was said."""
    language = known_language(language)
    book = word_book(language)
    kept = Merges.of(language) if merges is None else merges
    for words in items_of(answer, book):
        if word := _normal(words, book):
            return kept.apply(word)
    return ""


def _normal(item: Sequence[TypedWord], book: WordBook) -> str:
    """One word or expression as it is counted."""
    words = stripped(item, book)
    if says_nothing(words, book):
        return ""
    reached, written = expression(words, 0, book)
    if reached == len(words):
        return written
    if len(words) == 1:
        return _single(words[0], book)
    return _several(words, book)


def _single(word: TypedWord, book: WordBook) -> str:
    bare = _bare(word, book)
    form = book.find(bare, shouted=word.shouted)
    return form.lemma if form else book.guess(bare, alone=True)


def _bare(word: TypedWord, book: WordBook) -> str:
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


def _several(words: Sequence[TypedWord], book: WordBook) -> str:
    """A free expression: each word in the singular; adjectives follow a noun that stays plural, or a person."""
    forms = [book.find(_bare(word, book), shouted=word.shouted) for word in words]
    plural = any(form.plural for form in forms if form) or any(word.folded == "qui" for word in words)
    heads = [form for word, form in zip(words, forms, strict=True) if not _is_small(word, book)]
    person = any(form.person for form in heads if form) or all(form and form.adjective for form in heads)
    pieces: list[str] = []
    at = 0
    while at < len(words):
        reached, written = expression(words, at, book)
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


def _is_governed(words: Sequence[TypedWord], at: int, book: WordBook) -> bool:
    """Whether a word stays in the case or number that the one before it asks for."""
    if at == 0:
        return False
    before, word = words[at - 1], words[at]
    if book.language in ("ru", "uk"):
        return before.folded in book.links or before.folded in ("нет", "немає")
    definite = book.language == "ar" and word.text.startswith("ال")
    return definite and not before.text.startswith("ال") and at == len(words) - 1 == 1


def _is_small(word: TypedWord, book: WordBook) -> bool:
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


def _part(word: TypedWord, form: Form | None, book: WordBook, *, plural: bool, person: bool) -> str:
    bare = _bare(word, book)
    if word.folded in book.links or (word.folded,) in book.articles or plural or len(bare) < 3:
        return bare
    if form is None:
        return book.guess(bare, alone=False)
    return form.lemma if person and (form.person or form.adjective) else form.singular
