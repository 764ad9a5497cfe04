"""P-values of several tests read together."""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Returns the p-values corrected for the family-wise error rate, in their order (Holm 1979).

    For the few indicators that are declared beforehand.
    """
    total = len(p_values)
    corrected = [1.0] * total
    largest = 0.0
    for rank, place in enumerate(sorted(range(total), key=p_values.__getitem__)):
        largest = max(largest, min(p_values[place] * (total - rank), 1.0))
        corrected[place] = largest
    return corrected


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Returns the p-values corrected for the false discovery rate, in their order (Benjamini and Hochberg 1995)."""
    total = len(p_values)
    corrected = [1.0] * total
    smallest = 1.0
    for rank, place in sorted(
        enumerate(sorted(range(total), key=p_values.__getitem__), start=1), reverse=True
    ):
        smallest = min(smallest, p_values[place] * total / rank)
        corrected[place] = smallest
    return corrected
