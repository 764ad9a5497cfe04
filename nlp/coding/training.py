"""From coded answers to a coder: heads, and a calibration by answers of hands that the heads had not seen."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.coding.calibration import Calibration, calibrated
from nlp.coding.corpus import CodedAnswer
from nlp.coding.encoder import Encoder, Vectors
from nlp.coding.heads import Heads, Kernel
from nlp.coding.labels import Scores, truth

GROUPS: Final = 4
"""Groups of author batches that are left out one by one to fit curves and cuts."""


@dataclass(frozen=True)
class Model:
    """All that a coder knows beside its encoder."""

    heads: Heads
    calibration: Calibration

    def shares(self, texts: Sequence[str], vectors: Vectors, languages: Sequence[str]) -> Scores:
        """Probabilities of labels, as an array [texts, labels]."""
        return self.calibration.probabilities(self.heads.scores(texts, vectors, languages))


@dataclass(frozen=True)
class Lesson:
    """Coded answers with what training reads of them, as arrays with one row an answer."""

    answers: tuple[CodedAnswer, ...]
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    vectors: Vectors
    truth: Scores


def lesson(answers: Sequence[CodedAnswer], encoder: Encoder) -> Lesson:
    """Encodes answers."""
    texts = tuple(answer.text for answer in answers)
    languages = tuple(answer.language for answer in answers)
    return Lesson(tuple(answers), texts, languages, encoder.encode(texts), truth(answers))


def trained(told: Lesson) -> Model:
    """Learns a model; raises ValueError when all answers are of one hand."""
    kernel = kernel_of(told)
    return Model(kernel.heads(told.truth), _calibration(told, kernel, np.arange(len(told.answers))))


def kernel_of(told: Lesson) -> Kernel:
    """How alike the answers of a lesson are; no label is read."""
    return Kernel.of(told.texts, told.vectors, told.languages)


def judged_without(
    told: Lesson, kernel: Kernel, kept: NDArray[np.intp], left: NDArray[np.intp]
) -> tuple[Scores, NDArray[np.bool_]]:
    """Probabilities and decisions for the answers ``left`` by heads, curves and cuts learnt from those ``kept``."""
    calibration = _calibration(told, kernel, kept)
    shares = calibration.probabilities(kernel.left_out(told.truth, kept, left))
    return shares, calibration.decisions(shares)


def _calibration(told: Lesson, kernel: Kernel, rows: NDArray[np.intp]) -> Calibration:
    scores = np.zeros((len(rows), told.truth.shape[1]))
    for kept, left in by_batch([told.answers[row] for row in rows], most=GROUPS):
        scores[left] = kernel.left_out(told.truth, rows[kept], rows[left])
    return calibrated(scores, told.truth[rows])


def by_batch(
    answers: Sequence[CodedAnswer], *, most: int = 0
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """For each author batch: the rows of the others, and its own.

    With ``most`` batches are put together into so many groups of like size at most; a batch is never cut.
    """
    batches = np.array([answer.batch for answer in answers])
    sizes = Counter(batches.tolist())
    if len(sizes) < 2:
        raise ValueError("answers of two author batches at least are needed")
    groups: list[list[str]] = [[] for _ in range(min(most or len(sizes), len(sizes)))]
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        min(groups, key=lambda group: sum(sizes[one] for one in group)).append(name)
    for group in groups:
        left = np.isin(batches, group)
        yield np.flatnonzero(~left), np.flatnonzero(left)
