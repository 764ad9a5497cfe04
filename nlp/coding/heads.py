"""Linear heads over centred vectors and n-grams: one regularised least-squares solution for all labels at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy.linalg
from numpy.typing import NDArray

from nlp.coding.encoder import Vectors
from nlp.coding.features import Lexical
from nlp.coding.labels import Scores

ANY: Final = "*"
"""The mean of all languages, for a language that has few answers or none."""
_FEWEST: Final = 40
_VECTOR_SHARE: Final = 1.0
_WORD_SHARE: Final = 0.25
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
    base: NDArray[np.float64]

    def scores(self, texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> Scores:
        """Returns an array [texts, labels]."""
        dense = centred(vectors, languages, self.means) @ self.vector_weights
        result: Scores = dense + self.lexical.transform(texts) @ self.term_weights + self.base
        return result


def fitted(texts: Sequence[str], vectors: Vectors, languages: Sequence[str], truth: Scores) -> Heads:
    """Learns heads; the solution is exact, so the same answers give the same heads."""
    means = language_means(vectors, languages)
    dense = centred(vectors, languages, means)
    lexical = Lexical.fitted(texts)
    terms = lexical.transform(texts)
    kernel = _VECTOR_SHARE * (dense @ dense.T).astype(np.float64)
    kernel += _WORD_SHARE * (terms @ terms.T).toarray()
    kernel[np.diag_indices_from(kernel)] += _PENALTY
    base = truth.mean(axis=0)
    weights = scipy.linalg.solve(kernel, truth - base, assume_a="pos", overwrite_a=True)
    return Heads(
        lexical=lexical,
        means=means,
        vector_weights=(_VECTOR_SHARE * dense.T @ weights).astype(np.float32),
        term_weights=(_WORD_SHARE * (terms.T @ weights)).astype(np.float32),
        base=base,
    )
