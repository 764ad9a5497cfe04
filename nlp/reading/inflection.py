"""How nouns and adjectives change in eight languages: the forms of a listed word, and a guess for any other."""

import re
from collections.abc import Callable, Iterator
from typing import Final

Inflect = Callable[[str, str], Iterator[tuple[str, str]]]
"""From a word and its irregular form ("" when there is none) to pairs of a form and its singular in the same gender."""


def _plain(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield irregular, word


def _french_plurals(word: str) -> Iterator[str]:
    if word.endswith(("s", "x", "z")):
        return
    if word.endswith(("au", "eu")):
        yield word + "x"
    elif word.endswith("al"):
        yield word[:-2] + "aux"
    elif word.endswith(("ail", "ou")):
        yield word + "x"
        yield word[:-2] + "aux" if word.endswith("ail") else word + "s"
    yield word + "s"


def french_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    """Singular, plural, and "-tée" for "-té", which many write."""
    yield word, word
    for plural in (irregular,) if irregular else _french_plurals(word):
        yield plural, word
    if word.endswith("té"):
        yield word + "e", word
        yield word + "es", word


def french_feminine(word: str) -> str:
    """The regular feminine of an adjective or of a word for a person."""
    for ending, feminine in (
        ("teur", "trice"),
        ("eur", "euse"),
        ("eux", "euse"),
        ("er", "ère"),
        ("if", "ive"),
        ("el", "elle"),
        ("eil", "eille"),
        ("en", "enne"),
        ("on", "onne"),
        ("et", "ette"),
        ("ic", "ique"),
        ("ng", "ngue"),
        ("e", "e"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + feminine
    return word + "e"


def french_adjective(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    """Both genders and numbers; for "-é", the "-er" and "-ez" that are heard the same."""
    feminine = irregular or french_feminine(word)
    yield word, word
    yield feminine, feminine
    yield feminine + "s", feminine
    for plural in _french_plurals(word):
        yield plural, word
    if word.endswith("é"):
        yield word[:-1] + "er", word
        yield word[:-1] + "ez", word


def english_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield irregular, word
    elif re.search(r"[^aeiou]y$", word):
        yield word[:-1] + "ies", word
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es", word
    else:
        yield word + "s", word


def spanish_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield from ((irregular, irregular), (irregular + "s", irregular))
    if word.endswith("z"):
        yield word[:-1] + "ces", word
    elif word[-1] in "aeiouáéíóú":
        yield word + "s", word
    else:
        yield word + "es", word


def spanish_adjective(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    feminine = irregular or (
        word[:-1] + "a" if word.endswith("o") else word + "a" if word.endswith("or") else word
    )
    yield from spanish_noun(word, "")
    yield feminine, feminine
    yield feminine + ("s" if feminine[-1] in "aeo" else "es"), feminine


def portuguese_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield from ((irregular, irregular), (irregular + "s", irregular))
    for ending, plurals in (
        ("ão", ("ões", "ãos", "ães")),
        ("al", ("ais",)),
        ("el", ("éis",)),
        ("ol", ("óis",)),
        ("ul", ("uis",)),
        ("il", ("is", "eis")),
        ("m", ("ns",)),
        ("r", ("res",)),
        ("z", ("zes",)),
        ("s", ("ses",)),
    ):
        if word.endswith(ending):
            yield from ((word[: -len(ending)] + plural, word) for plural in plurals)
            return
    yield word + "s", word


def portuguese_adjective(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    feminine = irregular or (
        word[:-1] + "a" if word.endswith("o") else word + "a" if word.endswith("or") else word
    )
    yield from portuguese_noun(word, "")
    yield feminine, feminine
    yield from portuguese_noun(feminine, "")


def turkish_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    for plural in ("lar", "ler"):
        for owner in ("", "ı", "i", "ım", "im", "ımız", "imiz"):
            yield word + plural + owner, word
    softened = word[:-1] + "ğ" if word.endswith("k") else word
    for mine in (
        ("m", "mız", "miz", "muz", "müz")
        if word[-1] in "aeıioöuü"
        else ("ım", "im", "um", "üm", "ımız", "imiz")
    ):
        yield softened + mine, word


def russian_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield irregular, word
    elif word.endswith("а"):
        yield word[:-1] + ("и" if word[-2:-1] in "кгхжчшщ" else "ы"), word
    elif word.endswith(("я", "й", "ь")):
        yield word[:-1] + "и", word
    elif word[-1:] in "бвгджзклмнпрстфхцчшщ":
        yield word + ("и" if word[-1] in "кгхжчшщ" else "ы"), word
        yield from ((word + case, word) for case in ("а", "у", "ов"))


def russian_adjective(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    stem = word[:-2]
    yield word, word
    for ending in ("ая", "яя", "ую"):
        yield stem + ending, stem + ("яя" if ending == "яя" else "ая")
    for ending in ("ое", "ее"):
        yield stem + ending, stem + ending
    for ending in ("ые", "ие", "ых", "их", "ого", "его"):
        yield stem + ending, word


def ukrainian_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield irregular, word
    elif word.endswith("а"):
        yield word[:-1] + "и", word
    elif word.endswith(("я", "й", "ь")):
        yield word[:-1] + "і", word
    elif word[-1:] in "бвгґджзклмнпрстфхцчшщ":
        yield from ((word + ending, word) for ending in ("и", "і", "у", "а", "ів"))


def ukrainian_adjective(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    stem = word[:-2]
    yield word, word
    for ending in ("а", "я", "у"):
        yield stem + ending, stem + ("я" if ending == "я" else "а")
    for ending in ("е", "є"):
        yield stem + ending, stem + ending
    for ending in ("і", "их", "ого"):
        yield stem + ending, word


def arabic_noun(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    if irregular:
        yield irregular, word
    if word.endswith("ة"):
        yield word[:-1] + "ات", word


def arabic_adjective(word: str, irregular: str) -> Iterator[tuple[str, str]]:
    yield word, word
    yield word + "ة", word + "ة"
    for ending in ("ين", "ون", "ات"):
        yield word + ending, word


NOUNS: Final[dict[str, Inflect]] = {
    "fr": french_noun,
    "en": english_noun,
    "es": spanish_noun,
    "pt": portuguese_noun,
    "tr": turkish_noun,
    "ru": russian_noun,
    "uk": ukrainian_noun,
    "ar": arabic_noun,
}
ADJECTIVES: Final[dict[str, Inflect]] = {
    "fr": french_adjective,
    "en": _plain,
    "es": spanish_adjective,
    "pt": portuguese_adjective,
    "tr": _plain,
    "ru": russian_adjective,
    "uk": ukrainian_adjective,
    "ar": arabic_adjective,
}

_Rules = tuple[tuple[str, str], ...]
_SINGULAR: Final[dict[str, _Rules]] = {
    "fr": (
        (r"eaux$", "eau"),
        (r"(?<=[^eo])aux$", "al"),
        (r"(?<=[a-zéèêàçîïôû]{3}[^suoix])s$", ""),
        (r"(?<=[a-zéèê]{3}[eé]u)x$", ""),
        (r"(?<=[a-zéèê]{2}[^ao]i)s$", ""),
    ),
    "en": (
        (r"(?<=\w{2})ies$", "y"),
        (r"(?<=\w)(ss|sh|ch|x|z)es$", r"\1"),
        (r"(?<=\w{2}[^sui])s$", ""),
    ),
    "es": (
        (r"ces$", "z"),
        (r"(?<=\w{2})eses$", "és"),
        (r"iones$", "ión"),
        (r"(?<=\w{2}[rlndj])es$", ""),
        (r"(?<=\w{2}[aeiouáéíóú])s$", ""),
    ),
    "pt": (
        (r"ões$", "ão"),
        (r"(?<=\w{2})ais$", "al"),
        (r"éis$", "el"),
        (r"(?<=\w{2})eses$", "ês"),
        (r"(?<=\w)ns$", "m"),
        (r"(?<=\w{2}[rz])es$", ""),
        (r"(?<=\w{2}[aeiouãéê])s$", ""),
    ),
    "tr": ((r"(?<=\w{2})(?:lar|ler)(?:[ıi]m[ıi]z|[ıi]m|[ıi]n)?$", ""),),
    "ru": (
        (r"(?<=\w{3})ые$", "ый"),
        (r"(?<=\w{2}[кгхжчшщн])ие$", "ий"),
        (r"(?<=\w{2}ост)и$", "ь"),
        (r"(?<=\w{3}к)и$", "а"),
    ),
    "uk": ((r"(?<=\w{2}ост)і$", "ь"), (r"(?<=\w{3}к)и$", "а")),
    "ar": ((r"(?<=\w{3})ات$", "ة"),),
}
_MASCULINE: Final[dict[str, _Rules]] = {
    "fr": (
        (r"(?<=\w{2})euse$", "eux"),
        (r"(?<=\w{2})trice$", "teur"),
        (r"(?<=\w{2})ive$", "if"),
        (r"(?<=\w{2}[^é])ée$", "é"),
        (r"(?<=\w{2}i)enne$", "en"),
        (r"(?<=\w{2}[nru])elle$", "el"),
        (r"(?<=\w{3})(ant|ent|al|ain|in|ois|ais|eur|ard|and|aud|ic|if|ert|ort|ud)e$", r"\1"),
    ),
    "ru": ((r"(?<=\w{3})ая$", "ый"), (r"(?<=\w{3})ое$", "ый"), (r"(?<=\w{2})яя$", "ий")),
    "ar": ((r"(?<=\w{4}ي)ة$", ""),),
}


def agreed(adjective: str, noun: str, language: str) -> str:
    """A masculine singular adjective put in the gender of a singular noun, where plurals do not show it."""
    if language == "ar":
        return adjective if not noun.endswith("ة") or adjective.endswith("ة") else adjective + "ة"
    if language not in ("ru", "uk") or noun[-1:] not in "аяоеє":
        return adjective
    feminine = noun[-1] in "ая"
    stem, soft = adjective[:-2], adjective[-2:] in ("ій",) or (language == "ru" and adjective.endswith("ний"))
    if language == "uk":
        return stem + (("я" if soft else "а") if feminine else ("є" if soft else "е"))
    return stem + (("яя" if soft else "ая") if feminine else ("ее" if soft else "ое"))


def singular(word: str, language: str) -> str:
    """A guess at the singular of a word that nobody listed; the word itself when no ending says it is plural."""
    return _changed(word, _SINGULAR.get(language, ()))


def masculine(word: str, language: str) -> str:
    """A guess at the masculine of an adjective that nobody listed, from its ending."""
    return _changed(word, _MASCULINE.get(language, ()))


def _changed(word: str, rules: _Rules) -> str:
    for ending, instead in rules:
        changed = re.sub(ending, instead, word)
        if changed != word:
            return changed
    return word
