"""A person's score on a scale of several items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One item: its question's name, the ends of its answers, and whether its poles are turned round."""

    name: str
    low: int
    high: int
    reversed: bool = False

    def value(self, answer: str) -> float | None:
        """Returns the answer between 0 (worst) and 1 (best), None when it is no number of the item."""
        if not answer.lstrip("-").isdecimal():
            return None
        number = int(answer)
        if not self.low <= number <= self.high:
            return None
        share = (number - self.low) / (self.high - self.low)
        return 1 - share if self.reversed else share


def score(items: Sequence[ScaleItem], answers: Mapping[str, str]) -> float | None:
    """Returns the mean of a person's answered items between 0 and 1, None when fewer than half are answered.

    The half rule for missing items is that of the RAND health surveys (Hays 1993).
    """
    values = [value for item in items if (value := item.value(answers.get(item.name, ""))) is not None]
    if not items or 2 * len(values) < len(items):
        return None
    return sum(values) / len(values)
