"""Scores made probabilities, and probabilities made decisions."""

import numpy as np
import pytest

from nlp.codebook import Theme
from nlp.coding.calibration import Calibration, calibrated
from nlp.coding.labels import FRAME, MODE, NAMES, POLARITY, REPORTED, THEMES
from nlp.coding.measures import calibration_error

GENERAL, OFF = (list(Theme).index(theme) for theme in (Theme.GENERAL, Theme.OFF_TOPIC))
PLAIN = Calibration(np.ones(len(NAMES)), np.zeros(len(NAMES)), np.full(len(NAMES), 0.5))


def shares(**columns: float) -> np.ndarray:
    row = np.full((1, len(NAMES)), 0.01)
    row[0, [POLARITY.start, FRAME.start, MODE.start]] = 0.9
    for name, value in columns.items():
        row[0, NAMES.index(name.replace("__", ":"))] = value
    return row


def given(row: np.ndarray, calibration: Calibration = PLAIN) -> set[str]:
    return {NAMES[column] for column in np.flatnonzero(calibration.decisions(row)[0])}


def test_themes_over_their_cut_are_given_and_at_least_one() -> None:
    two = given(shares(theme__mobility=0.6, theme__safety=0.5))
    assert {"theme:mobility", "theme:safety"} <= two
    assert "theme:mobility" in given(shares(theme__mobility=0.1))


def test_general_and_off_topic_stand_alone_or_not_at_all() -> None:
    assert {name for name in given(shares(theme__general=0.9, theme__mobility=0.8)) if "theme" in name} == {
        "theme:general"
    }
    assert {name for name in given(shares(theme__general=0.7, theme__mobility=0.8)) if "theme" in name} == {
        "theme:mobility"
    }


def test_off_topic_judges_nothing() -> None:
    assert given(shares(theme__off_topic=0.9, reported=0.9)) == {
        "theme:off_topic",
        "polarity:neutral",
        "frame:none",
        "mode:none",
    }


def test_a_cut_makes_a_rare_value_easier() -> None:
    row = shares(polarity__positive=0.5, polarity__mixed=0.4)
    assert "polarity:positive" in given(row)
    cuts = PLAIN.cuts.copy()
    cuts[NAMES.index("polarity:mixed")] = 0.25
    assert "polarity:mixed" in given(row, Calibration(PLAIN.slopes, PLAIN.offsets, cuts))


@pytest.fixture(scope="module")
def noisy() -> tuple[np.ndarray, np.ndarray]:
    """Scores whose true probability is known: a label is there with the logistic of 3 × score − 1."""
    generator = np.random.default_rng(1)
    scores = generator.normal(size=(4000, len(NAMES)))
    truth = (generator.random(scores.shape) < 1 / (1 + np.exp(1 - 3 * scores))).astype(float)
    for columns in (POLARITY, FRAME, MODE):
        best = (scores[:, columns] + generator.gumbel(size=(4000, columns.stop - columns.start)) / 3).argmax(
            axis=1
        )
        truth[:, columns] = np.eye(columns.stop - columns.start)[best]
    return scores, truth


def test_probabilities_are_frequencies(noisy: tuple[np.ndarray, np.ndarray]) -> None:
    scores, truth = noisy
    fitted = calibrated(scores[:2000], truth[:2000])
    found = fitted.probabilities(scores[2000:])
    assert calibration_error(found[:, THEMES], truth[2000:, THEMES].astype(bool)) < 0.04
    assert fitted.slopes[0] == pytest.approx(3, abs=0.4)
    assert fitted.offsets[0] == pytest.approx(-1, abs=0.2)
    for columns in (POLARITY, FRAME, MODE):
        assert np.allclose(found[:, columns].sum(axis=1), 1)


def test_cuts_make_as_many_right_as_chance_allows(noisy: tuple[np.ndarray, np.ndarray]) -> None:
    scores, truth = noisy
    fitted = calibrated(scores, truth)
    decided = fitted.probabilities(scores)[:, REPORTED] >= fitted.cuts[REPORTED]
    plain = fitted.probabilities(scores)[:, REPORTED] >= 0.5

    def f1(said: np.ndarray) -> float:
        return 2 * (said & (truth[:, REPORTED] == 1)).sum() / (said.sum() + truth[:, REPORTED].sum())

    assert f1(decided) >= f1(plain)


def test_a_label_that_nobody_gave_is_improbable(noisy: tuple[np.ndarray, np.ndarray]) -> None:
    scores, truth = noisy[0][:200], noisy[1][:200].copy()
    truth[:, 0] = 0
    assert calibrated(scores, truth).probabilities(scores)[:, 0].max() < 0.01


def test_calibration_error_is_nought_when_right_and_the_distance_when_wrong() -> None:
    sure = np.tile([[0.0], [1.0]], (50, 1))
    assert calibration_error(sure, sure == 1) == 0
    assert calibration_error(np.full((100, 1), 0.7), np.ones((100, 1), dtype=bool)) == pytest.approx(0.3)
