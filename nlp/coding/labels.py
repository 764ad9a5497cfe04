"""The columns of every array of scores: the codebook's labels in one order, by the question that they answer."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.codebook import Frame, Mode, Polarity, Theme
from nlp.coding.corpus import CodedAnswer

Scores = NDArray[np.float64]

NAMES: Final = (
    *(f"theme:{theme}" for theme in Theme),
    *(f"polarity:{polarity}" for polarity in Polarity),
    *(f"frame:{frame}" for frame in Frame),
    *(f"mode:{mode}" for mode in Mode),
    "reported",
)
THEMES: Final = slice(0, len(Theme))
POLARITY: Final = slice(THEMES.stop, THEMES.stop + len(Polarity))
FRAME: Final = slice(POLARITY.stop, POLARITY.stop + len(Frame))
MODE: Final = slice(FRAME.stop, FRAME.stop + len(Mode))
REPORTED: Final = MODE.stop


def truth(answers: Sequence[CodedAnswer]) -> Scores:
    """What a person said, as an array [answers, labels] of 0 and 1."""
    column = {name: number for number, name in enumerate(NAMES)}
    array = np.zeros((len(answers), len(NAMES)))
    for row, answer in enumerate(answers):
        for theme in answer.themes:
            array[row, column[f"theme:{theme}"]] = 1
        array[row, column[f"polarity:{answer.polarity}"]] = 1
        array[row, column[f"frame:{answer.frame}"]] = 1
        array[row, column[f"mode:{answer.mode}"]] = 1
        array[row, REPORTED] = answer.reported
    return array
