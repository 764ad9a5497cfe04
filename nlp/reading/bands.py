"""Choices that are ranges of a number: bands of age or of years, by their names or their labels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp.reading.values import Choice

NO_END: Final = 10_000
_BETWEEN: Final = re.compile(r"(\d+)_(?:to_)?(\d+)")
_UNDER: Final = re.compile(r"(?:under|less|below|moins)_(\d+)")
_OVER: Final = re.compile(r"(\d+)_(?:plus|over|more)|(?:over|plus|from)_(\d+)")


@dataclass(frozen=True, slots=True)
class Band:
    """A choice that stands for the whole numbers from `low` to `high`, both included."""

    choice: int
    low: int
    high: int


@lru_cache(maxsize=256)
def bands_of(choices: tuple[Choice, ...]) -> tuple[Band, ...]:
    """The bands among the choices, in order; empty when fewer than two of them name a range."""
    found = []
    for number, choice in enumerate(choices):
        if match := _BETWEEN.fullmatch(choice.name):
            found.append(Band(number, int(match[1]), int(match[2])))
        elif match := _UNDER.fullmatch(choice.name):
            found.append(Band(number, 0, int(match[1]) - 1))
        elif match := _OVER.fullmatch(choice.name):
            found.append(Band(number, int(match[1] or match[2]), NO_END))
    return tuple(found) if len(found) > 1 else ()


def bands_holding(bands: Iterable[Band], values: Iterable[int]) -> list[int]:
    """The choices whose bands hold any of these values, in order."""
    wanted = set(values)
    return [band.choice for band in bands if any(band.low <= value <= band.high for value in wanted)]
