"""Heads over vectors, n-grams and hints: one exact least-squares solution for all labels, with products of features."""

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
_WORD_SHARE: Final = 0.25
_HINT_SHARE: Final = 0.4
_PENALTY: Final = 0.1
_WHITENING: Final = 0.25


def language_means(vectors: Vectors, languages: Sequence[str]) -> dict[str, Vectors]:
    """The mean vector of each language that has answers enough, and of all."""
    spoken = np.array(languages)
    means = {ANY: vectors.mean(axis=0)}
    for code in sorted(set(languages)):
        if (spoken == code).sum() >= _FEWEST:
            means[code] = vectors[spoken == code].mean(axis=0)
    return means


@dataclass(frozen=True)
class Features:
    """What answers look like to the heads, learnt without a label.

    Vectors lose the mean of their language, so that what is left is what was said and not in which tongue, and are
    partly whitened by ``rotation``; hints lose their mean ``hint_means`` and are scaled by ``hint_scale``.
    """

    lexical: Lexical
    means: Mapping[str, Vectors]
    rotation: Vectors
    hint_means: Vectors
    hint_scale: float

    @staticmethod
    def fitted(texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> "Features":
        """Learns terms, means and rotation from answers."""
        means = language_means(vectors, languages)
        moved = _unit(_moved(vectors, languages, means)).astype(np.float64)
        lengths, axes = np.linalg.eigh(np.cov(moved.T))
        rotation = axes * np.clip(lengths, 1e-6, None) ** -_WHITENING
        found = hints(texts, languages)
        centre = found.mean(axis=0)
        size = float(((found - centre) ** 2).sum(axis=1).mean())
        return Features(
            Lexical.fitted(texts),
            means,
            rotation.astype(np.float32),
            centre,
            (_HINT_SHARE / max(size, 1e-6)) ** 0.5,
        )

    def rows(self, texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> "Rows":
        """The features of texts, each of unit length."""
        dense = _unit(_unit(_moved(vectors, languages, self.means)) @ self.rotation)
        dense = np.hstack([dense, (hints(texts, languages) - self.hint_means) * np.float32(self.hint_scale)])
        terms = self.lexical.transform(texts) * np.float32(_WORD_SHARE**0.5)
        squares = (dense**2).sum(axis=1) + np.asarray(terms.multiply(terms).sum(axis=1)).ravel()
        length = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)
        return Rows((dense / length[:, None]).astype(np.float32), scipy.sparse.diags(1 / length) @ terms)


@dataclass(frozen=True)
class Rows:
    """Features of texts: those that are mostly there as an array, terms as a sparse one."""

    dense: Vectors
    terms: scipy.sparse.csr_matrix

    def likeness(self, others: "Rows") -> NDArray[np.float32]:
        """How alike texts are, in [0, 1], as an array [texts, others]: the square lets pairs of features count."""
        alike = self.dense @ others.dense.T + (self.terms @ others.terms.T).toarray()
        result: NDArray[np.float32] = (((1 + alike) / 2) ** 2).astype(np.float32)
        return result


@dataclass(frozen=True)
class Heads:
    """Scores of labels from a vector and its text: about 1 where a label is given, about 0 where not."""

    features: Features
    known: Rows
    weights: NDArray[np.float32]
    base: NDArray[np.float64]

    def scores(self, texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> Scores:
        """Returns an array [texts, labels]."""
        alike = self.features.rows(texts, vectors, languages).likeness(self.known)
        result: Scores = (alike @ self.weights).astype(np.float64) + self.base
        return result


@dataclass(frozen=True)
class Kernel:
    """How alike coded answers are: heads are solved from it, of all answers or of some."""

    features: Features
    rows: Rows
    alike: NDArray[np.float32]

    @staticmethod
    def of(texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> "Kernel":
        """Compares answers with each other."""
        features = Features.fitted(texts, vectors, languages)
        rows = features.rows(texts, vectors, languages)
        return Kernel(features, rows, rows.likeness(rows))

    def left_out(self, truth: Scores, kept: NDArray[np.intp], left: NDArray[np.intp]) -> Scores:
        """Scores of the answers ``left`` by heads that learnt from the answers ``kept``."""
        weights, base = self._solved(truth[kept], kept)
        result: Scores = self.alike[np.ix_(left, kept)] @ weights + base
        return result

    def heads(self, truth: Scores) -> Heads:
        """Heads that learnt from all answers; the solution is exact, so the same answers give the same heads."""
        weights, base = self._solved(truth, np.arange(len(truth)))
        return Heads(self.features, self.rows, weights.astype(np.float32), base)

    def _solved(self, truth: Scores, rows: NDArray[np.intp]) -> tuple[Scores, NDArray[np.float64]]:
        alike = self.alike[np.ix_(rows, rows)]
        alike[np.diag_indices_from(alike)] += np.float32(_PENALTY)
        base: NDArray[np.float64] = truth.mean(axis=0)
        weights: Scores = scipy.linalg.solve(
            alike, (truth - base).astype(np.float32), assume_a="pos", overwrite_a=True
        )
        return weights, base


def _moved(vectors: Vectors, languages: Sequence[str], means: Mapping[str, Vectors]) -> Vectors:
    result: Vectors = vectors - np.stack([means.get(code, means[ANY]) for code in languages])
    return result


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Vectors = (vectors / np.maximum(length, 1e-6)).astype(np.float32)
    return result
