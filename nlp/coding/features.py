"""What the words of an answer show beside its vector: n-grams, negated words, and cues of its kind and tone."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.coding.cues import CUES, NEGATIONS
from nlp.coding.encoder import readable
from nlp.coding.folding import folded

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END: Final = re.compile(r"[.!?;:\n,]")


@cache
def _tones() -> dict[str, float]:
    """Polarity of French words between -1 and 1, from the lexicon that textblob-fr ships."""
    root = ElementTree.fromstring((files("textblob_fr") / "fr-sentiment.xml").read_text(encoding="utf-8"))  # noqa: S314 a file of a locked package
    found: dict[str, list[float]] = {}
    for word in root.iter("word"):
        found.setdefault(folded(word.get("form", "")), []).append(float(word.get("polarity", 0)))
    return {form: sum(values) / len(values) for form, values in found.items() if form}


def words(text: str) -> list[str]:
    """The terms of a text: words and pairs of words, words under a negation, and "#" cues of its kind and tone."""
    text = readable(text)
    tokens, negated, tone_plus, tone_minus = [], [], 0, 0
    for part in _END.split(folded(text)):
        under = 0
        for word in _WORD.findall(part):
            tokens.append(word)
            bare = word.rpartition("'")[2]
            tone = _tones().get(bare, 0.0) * (-1 if under else 1)
            tone_plus += tone > 0.1
            tone_minus += tone < -0.1
            if under:
                negated.append(f"not_{bare}")
                under -= 1
            if word in NEGATIONS or bare in NEGATIONS:
                under = 3
        tokens.append("|")
    terms = [term for term in tokens if term != "|"]
    count = len(terms)
    pairs = [f"{first} {second}" for first, second in pairwise(tokens) if "|" not in (first, second)]
    cues = [f"#{name}" for name, pattern in CUES.items() if pattern.search(text)]
    cues += [f"#long{min(count.bit_length(), 7)}", f"#plus{min(tone_plus, 3)}", f"#minus{min(tone_minus, 3)}"]
    cues += [cue for cue, sign in (("#asks", "?"), ("#cries", "!")) if sign in text]
    if text.count(",") >= 3 and count < 8 * text.count(","):
        cues.append("#list")
    return terms + pairs + negated + cues


def _vectorizer(kind: str, **options: Any) -> TfidfVectorizer:
    if kind == "words":
        return TfidfVectorizer(analyzer=words, sublinear_tf=True, dtype=np.float32, **options)
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 5),
        preprocessor=_plain,
        sublinear_tf=True,
        dtype=np.float32,
        **options,
    )


def _plain(text: str) -> str:
    return folded(readable(text))


@dataclass(frozen=True)
class Lexical:
    """A fitted TF-IDF of words and of characters: rows of unit length for each, one beside the other."""

    word_terms: tuple[str, ...]
    word_weights: NDArray[np.float32]
    sign_terms: tuple[str, ...]
    sign_weights: NDArray[np.float32]

    @staticmethod
    def fitted(texts: Sequence[str]) -> "Lexical":
        """Learns terms and their weights from texts: words seen twice, groups of characters seen four times."""
        found: list[Any] = []
        for kind, least in (("words", 2), ("signs", 4)):
            vectorizer = _vectorizer(kind, min_df=least).fit(texts)
            found += [tuple(vectorizer.get_feature_names_out().tolist()), vectorizer.idf_.astype(np.float32)]
        return Lexical(*found)

    def transform(self, texts: Sequence[str]) -> scipy.sparse.csr_matrix:
        """Returns a sparse array [texts, word terms + sign terms]."""
        parts = []
        for vectorizer in self._vectorizers():
            parts.append(vectorizer.transform(texts))
        return scipy.sparse.hstack(parts, format="csr")

    def _vectorizers(self) -> tuple[TfidfVectorizer, TfidfVectorizer]:
        ready: tuple[TfidfVectorizer, TfidfVectorizer] | None = self.__dict__.get("_ready")
        if ready is None:
            made = []
            for kind, terms, weights in (
                ("words", self.word_terms, self.word_weights),
                ("signs", self.sign_terms, self.sign_weights),
            ):
                vectorizer = _vectorizer(kind, vocabulary={term: row for row, term in enumerate(terms)})
                vectorizer.idf_ = weights
                made.append(vectorizer)
            ready = (made[0], made[1])
            object.__setattr__(self, "_ready", ready)
        return ready
