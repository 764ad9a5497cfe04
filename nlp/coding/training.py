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


GROUPS: Final = 6
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

    def part(self, rows: NDArray[np.intp]) -> "Lesson":
        """The lesson of some rows, in their order."""
        return Lesson(
            tuple(self.answers[row] for row in rows),
            tuple(self.texts[row] for row in rows),
            tuple(self.languages[row] for row in rows),
            self.vectors[rows],
            self.truth[rows],
        )


def lesson(answers: Sequence[CodedAnswer], encoder: Encoder) -> Lesson:
    """Encodes answers."""
    texts = tuple(answer.text for answer in answers)
    languages = tuple(answer.language for answer in answers)
    return Lesson(tuple(answers), texts, languages, encoder.encode(texts), truth(answers))


def trained(told: Lesson) -> Model:
    """Learns a model; raises ValueError when all answers are of one hand."""
    kernel = Kernel.of(told.texts, told.vectors, told.languages)
    scores = np.zeros_like(told.truth)
    for kept, left in by_batch(told.answers, most=GROUPS):
        scores[left] = kernel.left_out(told.truth, kept, left)
    return Model(kernel.heads(told.truth), calibrated(scores, told.truth))


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
