"""What one would get without a coder: textblob-fr for the polarity of French, the commonest value elsewhere."""

from collections.abc import Sequence
from importlib import import_module
from typing import Final

import numpy as np

from nlp.coding.labels import FRAME, MODE, POLARITY, THEMES
from nlp.coding.measures import Given

_NEITHER: Final = 0.05


def majority(told: Given, count: int) -> Given:
    """Gives every answer the commonest label of ``told`` for each question."""
    given = np.zeros((count, told.shape[1]), dtype=bool)
    for columns in (THEMES, POLARITY, FRAME, MODE):
        given[:, columns.start + int(told[:, columns].sum(axis=0).argmax())] = True
    return given


def sentiments(texts: Sequence[str]) -> list[float]:
    """The sentiment of textblob-fr, between -1 and 1; 0 for a text that has none of its words."""
    blob = import_module("textblob")
    analyzer = import_module("textblob_fr").PatternAnalyzer()
    return [float(blob.TextBlob(text, analyzer=analyzer).sentiment[0]) for text in texts]


def by_sentiment(values: Sequence[float]) -> Given:
    """Polarity from sentiments, as an array [answers, 4]: neutral where it is next to nothing, never mixed."""
    given = np.zeros((len(values), 4), dtype=bool)
    for row, value in enumerate(values):
        given[row, 0 if value > _NEITHER else 1 if value < -_NEITHER else 2] = True
    return given
