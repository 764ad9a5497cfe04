"""A small drawing of streets that cross, the same each time for the same code."""

import hashlib
from dataclasses import dataclass

COLOURS = ("#0B5D57", "#F2B441", "#B4461E", "#6FA8A2", "#C9B79C")


@dataclass(frozen=True, slots=True)
class Street:
    """One street of the drawing: an SVG path on a ground of 360 by 88, its colour and width."""

    path: str
    colour: str
    width: int


def crossing(code: str) -> list[Street]:
    """Returns the five streets of ``code``; they go from side to side and meet."""
    numbers = hashlib.sha256(code.encode()).digest()
    streets = []
    for index in range(5):
        left, middle, right, bend = (numbers[4 * index + part] for part in range(4))
        start, end = 6 + left % 76, 6 + right % 76
        turn = 90 + bend % 180
        streets.append(
            Street(
                path=f"M-8 {start}C{turn - 40} {start} {turn - 30} {10 + middle % 68} {turn} {10 + middle % 68}"
                f"S{turn + 60} {end} 368 {end}",
                colour=COLOURS[index],
                width=(7, 5, 4, 3, 2)[index],
            )
        )
    return streets
