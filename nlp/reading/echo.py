"""Words of a question that its reply says back, whatever their endings."""

from functools import lru_cache
from typing import Final

from nlp.reading.heard import Heard
from nlp.reading.lexicon import lexicon
from nlp.reading.tokens import tokenize
from nlp.reading.values import Question

_SOFT: Final = frozenset("aeiouyаеиоуяіїєюыэьйs")
_SHORTEST: Final = 4
_ARABIC_WEAK: Final = str.maketrans("", "", "اويىءه")


def kin(one: str, other: str) -> bool:
    """Whether two words differ in their ending only, one of them shorter by nothing but a vowel or a plural s."""
    if one == other:
        return True
    if "\u0600" <= one[:1] <= "\u06ff":
        return len(one) > 2 and len(other) > 2 and _skeleton(one) == _skeleton(other)
    shorter, longer = sorted((one, other), key=len)
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    rest = shorter[same:]
    longest = 3 if same == _SHORTEST else 5
    return (
        same >= _SHORTEST
        and len(longer) - same <= longest
        and (not rest or (len(rest) == 1 and rest in _SOFT))
    )


def echoed(question: Question, heard: Heard) -> set[int]:
    """The tokens of the reply that are words of the question's label, filling left out."""
    words = _label_words(question.label)
    filling = heard.places("fill")
    same_verb = {
        place
        for mark in heard.marks("verbs")
        if mark.value in _verbs(question.label, heard.asked)
        for place in range(mark.start, mark.end)
    }
    return same_verb | {
        place
        for place, token in enumerate(heard.tokens)
        if any(kin(form, word) for form in token.forms if len(form) > 2 for word in words)
        and (place not in filling or len(token.text) > _SHORTEST)
    }


def asked_verbs(question: Question, heard: Heard) -> frozenset[str]:
    """What the question asks about, of the verbs that its language lists: "live", "work", "fear", "come", "home"."""
    return _verbs(question.label, heard.asked)


@lru_cache(maxsize=1024)
def _verbs(label: str, language: str) -> frozenset[str]:
    """What a label asks about, by the verbs that the language lists: to live, to work, to be afraid…"""
    tokens = tokenize(label)
    return frozenset(found.value for found in lexicon(language)["verbs"].all(tokens))


@lru_cache(maxsize=1024)
def _label_words(label: str) -> tuple[str, ...]:
    return tuple(form for token in tokenize(label) for form in token.forms if len(form) >= _SHORTEST)


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    """An Arabic word without its weak letters and the letters that conjugate it."""
    bare = word.translate(_ARABIC_WEAK)
    return bare[1:] if len(bare) > 3 and bare[0] in "تن" else bare
