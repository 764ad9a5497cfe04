"""How far two spellings are apart, and the one known word that somebody must have meant."""

from collections.abc import Iterable


def distance(one: str, other: str, *, limit: int) -> int:
    """Letters added, dropped, changed or swapped with their neighbour to go from one word to the other.

    The optimal string alignment distance, given up as `limit + 1` once it passes `limit`.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, facing in enumerate(other, start=1):
            cost = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (letter != facing))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing
            if swapped:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > limit:
            return limit + 1
        before, above = above, here
    return above[-1]


def nearest(word: str, known: Iterable[str], *, limit: int) -> str | None:
    """The only known word nearest within `limit` and with the same first letter; None when two are as near."""
    best: str | None = None
    least = limit + 1
    for candidate in known:
        if candidate[:1] != word[:1]:
            continue
        apart = distance(word, candidate, limit=limit)
        if apart < least:
            best, least = candidate, apart
        elif apart == least and candidate != best:
            best = None
    return best
