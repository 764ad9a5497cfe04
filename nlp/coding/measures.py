"""How well decisions agree with a person's: precision, recall, F1, intervals, confusion, calibration error."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.coding.labels import FRAME, MODE, NAMES, POLARITY, REPORTED, THEMES, Scores

Given = NDArray[np.bool_]
BINS: Final = 10
RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one label: how many answers have it, and precision, recall and F1 between 0 and 1."""

    support: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A summary with its 95 % interval (percentiles of a bootstrap over answers)."""

    value: float
    low: float
    high: float


def agreements(given: Given, truth: Given) -> dict[str, Agreement]:
    """For each label by its name."""
    hits, proposed, told = _counts(given, truth, np.ones((1, len(given))))
    return {
        name: Agreement(
            int(told[0, column]),
            _ratio(hits[0, column], proposed[0, column]),
            _ratio(hits[0, column], told[0, column]),
            _ratio(2 * hits[0, column], proposed[0, column] + told[0, column]),
        )
        for column, name in enumerate(NAMES)
    }


def figures(given: Given, truth: Given, shares: Scores, *, seed: int = 0) -> dict[str, Figure]:
    """The summaries that targets are set on; macro means leave out labels that no answer has."""
    generator = np.random.default_rng(seed)
    count = len(given)
    draws = generator.multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(float)
    weights = np.vstack([np.ones(count), draws])
    hits, proposed, told = _counts(given, truth, weights)
    f1 = 2 * hits / np.maximum(proposed + told, 1e-9)

    def mean(columns: slice) -> Scores:
        result: Scores = f1[:, columns][:, np.flatnonzero(truth[:, columns].any(axis=0))].mean(axis=1)
        return result

    found = {
        "themes micro-F1": 2
        * hits[:, THEMES].sum(1)
        / np.maximum((proposed[:, THEMES] + told[:, THEMES]).sum(1), 1e-9),
        "themes macro-F1": mean(THEMES),
        "polarity macro-F1": mean(POLARITY),
        "frame macro-F1": mean(FRAME),
        "stigmatising F1": f1[:, FRAME.start],
        "valorising F1": f1[:, FRAME.start + 1],
        "mode macro-F1": mean(MODE),
        "reported F1": f1[:, REPORTED],
    }
    plus, minus = POLARITY.start, POLARITY.start + 1
    judged = (truth[:, plus] | truth[:, minus]).astype(float)
    right = judged * ((shares[:, plus] > shares[:, minus]) == truth[:, plus])
    if judged.any():
        found["positive against negative"] = (weights @ right) / np.maximum(weights @ judged, 1e-9)
    return {
        name: Figure(float(values[0]), *np.percentile(values[1:], (2.5, 97.5)).astype(float).tolist())
        for name, values in found.items()
    }


def confusion(given: Given, truth: Given, columns: slice) -> NDArray[np.int64]:
    """Rows are what a person said, columns what was given."""
    size = columns.stop - columns.start
    table = np.zeros((size, size), dtype=np.int64)
    np.add.at(table, (truth[:, columns].argmax(1), given[:, columns].argmax(1)), 1)
    return table


def calibration_error(shares: Scores, truth: Given) -> float:
    """Mean over labels of the distance between probability and frequency in ten bins of equal mass."""
    bins = min(BINS, len(shares))
    errors = []
    for column in range(shares.shape[1]):
        order = np.argsort(shares[:, column], kind="stable")
        errors.append(
            sum(
                len(part) * abs(float(shares[part, column].mean()) - float(truth[part, column].mean()))
                for part in np.array_split(order, bins)
            )
            / len(shares)
        )
    return float(np.mean(errors))


def _counts(given: Given, truth: Given, weights: Scores) -> tuple[Scores, Scores, Scores]:
    return weights @ (given & truth), weights @ given.astype(float), weights @ truth.astype(float)


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0
