"""Scores made probabilities and decisions, by curves and cuts fitted on answers left out of the learning."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from nlp.codebook import Theme
from nlp.coding.labels import FRAME, MODE, NAMES, POLARITY, REPORTED, THEMES, Scores

_ALONE: Final = [list(Theme).index(Theme.GENERAL), list(Theme).index(Theme.OFF_TOPIC)]
_CHOICES: Final = (POLARITY, FRAME, MODE)
_PRIOR: Final = 50.0
_RAISED: Final = 1.3
"""What cuts of themes are multiplied by: the best ones on hard hands give too many themes to plain answers."""
_FACTORS: Final = np.exp(np.linspace(-1.2, 1.2, 25))


@dataclass(frozen=True)
class Calibration:
    """For each label the slope and offset of its logistic curve (Platt), and its cut.

    A theme is given at a probability of its cut or more; among the values of polarity, frame and mode the one with
    the highest probability over its cut is given; reported at its cut or more.
    """

    slopes: NDArray[np.float64]
    offsets: NDArray[np.float64]
    cuts: NDArray[np.float64]

    def probabilities(self, scores: Scores) -> Scores:
        """Probabilities between 0 and 1 of each label; those of polarity, of frame and of mode sum to 1."""
        shares: Scores = 1 / (1 + np.exp(-np.clip(scores * self.slopes + self.offsets, -30, 30)))
        for columns in _CHOICES:
            shares[:, columns] /= shares[:, columns].sum(axis=1, keepdims=True)
        return shares

    def decisions(self, shares: Scores) -> NDArray[np.bool_]:
        """What is given, as an array [answers, labels]: one or more themes, one polarity, one frame, one mode."""
        given = np.zeros(shares.shape, dtype=bool)
        rows = np.arange(len(shares))
        over = shares / self.cuts
        themes = over[:, THEMES]
        first = themes.argmax(axis=1)
        alone = np.isin(first, _ALONE)
        chosen = (themes >= 1) & ~alone[:, None]
        chosen[:, _ALONE] = False
        chosen[rows, first] = True
        given[:, THEMES] = chosen
        for columns in _CHOICES:
            given[rows, columns.start + over[:, columns].argmax(axis=1)] = True
        off = given[:, _ALONE[1]]
        for columns, value in ((POLARITY, 2), (FRAME, 2), (MODE, 3)):
            given[off, columns] = False
            given[off, columns.start + value] = True
        given[:, REPORTED] = (over[:, REPORTED] >= 1) & ~off
        return given


def calibrated(scores: Scores, truth: Scores) -> Calibration:
    """Fits curves and cuts on scores of answers that were left out when the scores were learnt."""
    slopes, offsets = np.ones(len(NAMES)), np.zeros(len(NAMES))
    for column in range(len(NAMES)):
        told = truth[:, column].astype(int)
        if 0 < told.sum() < len(told):
            curve = LogisticRegression(C=100.0).fit(scores[:, [column]], told)
            slopes[column], offsets[column] = curve.coef_[0, 0], curve.intercept_[0]
        else:
            slopes[column], offsets[column] = 0.0, -6.0 if not told.sum() else 6.0
    plain = Calibration(slopes, offsets, np.ones(len(NAMES)))
    shares = plain.probabilities(scores)
    cuts = np.ones(len(NAMES))
    pooled = _best_cut(shares[:, THEMES].ravel(), truth[:, THEMES].ravel())
    for column in range(THEMES.stop):
        own = _best_cut(shares[:, column], truth[:, column])
        count = truth[:, column].sum()
        cuts[column] = _RAISED * (count * own + _PRIOR * pooled) / (count + _PRIOR)
    cuts[REPORTED] = _best_cut(shares[:, REPORTED], truth[:, REPORTED])
    for columns in _CHOICES:
        cuts[columns] = _factors(shares[:, columns], truth[:, columns].argmax(axis=1))
    return Calibration(slopes, offsets, cuts)


def _best_cut(shares: Scores, truth: Scores) -> float:
    """The probability from which giving a label has the best F1."""
    order = np.argsort(-shares, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + max(truth.sum(), 1))
    best = int(f1.argmax())
    following = shares[order[best + 1]] if best + 1 < len(order) else 0.0
    return float(np.clip((shares[order[best]] + following) / 2, 0.05, 0.8))


def _factors(shares: Scores, told: NDArray[np.intp]) -> Scores:
    """Cuts of the values of one question, moved one by one while the mean F1 of its values grows."""
    cuts = np.ones(shares.shape[1])
    best = _mean_f1((shares / cuts).argmax(axis=1), told, len(cuts))
    for _ in range(2):
        for value in range(len(cuts)):
            for factor in _FACTORS:
                tried = cuts.copy()
                tried[value] = factor
                found = _mean_f1((shares / tried).argmax(axis=1), told, len(cuts))
                if found > best + 1e-4:
                    best, cuts = found, tried
    result: Scores = cuts
    return result


def _mean_f1(given: NDArray[np.intp], told: NDArray[np.intp], values: int) -> float:
    table = np.zeros((values, values))
    np.add.at(table, (told, given), 1)
    return float(np.mean(2 * np.diag(table) / np.maximum(table.sum(0) + table.sum(1), 1)))
