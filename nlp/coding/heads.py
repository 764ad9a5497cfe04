"""Linear heads over centred vectors, n-grams and hints: one least-squares solution for all labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.linalg
import scipy.sparse
from numpy.typing import NDArray

from nlp.coding.encoder import Vectors
from nlp.coding.features import Lexical
from nlp.coding.hints import hints
from nlp.coding.labels import Scores

ANY: Final = "*"
"""The mean of all languages, for a language that has few answers or none."""
_FEWEST: Final = 40
_VECTOR_SHARE: Final = 1.0
_WORD_SHARE: Final = 0.25
_HINT_SHARE: Final = 0.3
_PENALTY: Final = 0.35


def language_means(vectors: Vectors, languages: Sequence[str]) -> dict[str, Vectors]:
    """The mean vector of each language that has answers enough, and of all."""
    spoken = np.array(languages)
    means = {ANY: vectors.mean(axis=0)}
    for code in sorted(set(languages)):
        if (spoken == code).sum() >= _FEWEST:
            means[code] = vectors[spoken == code].mean(axis=0)
    return means


def centred(vectors: Vectors, languages: Sequence[str], means: Mapping[str, Vectors]) -> Vectors:
    """Vectors less the mean of their language, of unit length: what is left is what was said, not in which tongue."""
    moved = vectors - np.stack([means.get(code, means[ANY]) for code in languages])
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    result: Vectors = (moved / np.maximum(length, 1e-6)).astype(np.float32)
    return result


@dataclass(frozen=True)
class Heads:
    """Scores of labels from a vector and its text: about 1 where a label is given, about 0 where not."""

    lexical: Lexical
    means: Mapping[str, Vectors]
    vector_weights: NDArray[np.float32]
    term_weights: NDArray[np.float32]
    hint_weights: NDArray[np.float32]
    base: NDArray[np.float64]

    def scores(self, texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> Scores:
        """Returns an array [texts, labels]."""
        dense = centred(vectors, languages, self.means) @ self.vector_weights
        words = self.lexical.transform(texts) @ self.term_weights
        result: Scores = dense + words + hints(texts, languages) @ self.hint_weights + self.base
        return result


def _size(found: NDArray[np.float32]) -> float:
    """The mean squared length of rows: what makes hints weigh as much as the other parts, of unit length."""
    return max(float((found**2).sum(axis=1).mean()), 1e-6)


@dataclass(frozen=True)
class Kernel:
    """How alike answers are, by vector and by words, learnt without a label: heads are solved from it."""

    lexical: Lexical
    means: Mapping[str, Vectors]
    dense: Vectors
    terms: scipy.sparse.csr_matrix
    hints: NDArray[np.float32]
    likeness: NDArray[np.float64]

    @staticmethod
    def of(texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> "Kernel":
        """Compares answers with each other: an array [answers, answers]."""
        means = language_means(vectors, languages)
        dense = centred(vectors, languages, means)
        lexical = Lexical.fitted(texts)
        terms = lexical.transform(texts)
        found = hints(texts, languages)
        likeness = _VECTOR_SHARE * (dense @ dense.T).astype(np.float64)
        likeness += _WORD_SHARE * (terms @ terms.T).toarray()
        likeness += _HINT_SHARE / _size(found) * (found @ found.T)
        return Kernel(lexical, means, dense, terms, found, likeness)

    def left_out(self, truth: Scores, kept: NDArray[np.intp], left: NDArray[np.intp]) -> Scores:
        """Scores of the answers ``left`` by heads that learnt from the answers ``kept``."""
        weights, base = self._solved(truth[kept], kept)
        result: Scores = self.likeness[np.ix_(left, kept)] @ weights + base
        return result

    def heads(self, truth: Scores) -> Heads:
        """Heads that learnt from all answers; the solution is exact, so the same answers give the same heads."""
        weights, base = self._solved(truth, np.arange(len(truth)))
        return Heads(
            lexical=self.lexical,
            means=self.means,
            vector_weights=(_VECTOR_SHARE * self.dense.T @ weights).astype(np.float32),
            term_weights=(_WORD_SHARE * (self.terms.T @ weights)).astype(np.float32),
            hint_weights=(_HINT_SHARE / _size(self.hints) * (self.hints.T @ weights)).astype(np.float32),
            base=base,
        )

    def _solved(self, truth: Scores, rows: NDArray[np.intp]) -> tuple[Scores, NDArray[np.float64]]:
        likeness = self.likeness[np.ix_(rows, rows)]
        likeness[np.diag_indices_from(likeness)] += _PENALTY
        base: NDArray[np.float64] = truth.mean(axis=0)
        weights: Scores = scipy.linalg.solve(likeness, truth - base, assume_a="pos", overwrite_a=True)
        return weights, base
