"""Chooses what somebody says: the words that come to mind, and the answers to open questions."""

from collections import Counter
from math import exp
from random import Random

from webapp.demonstration.content import Saying, View, sayings
from webapp.demonstration.people import Person

OPEN = ("represents", "changed", "lasted", "needed", "idea")
"""Open questions that people answer, by the last word of their role."""
NEAREST: dict[View, tuple[View, ...]] = {
    "good": ("good", "mixed", "bad"),
    "mixed": ("mixed", "good", "bad"),
    "bad": ("bad", "mixed", "good"),
}


class Speech:
    """All that the town says. It lets an answer come back in a later survey only once the others were said too."""

    def __init__(self) -> None:
        self._words = sayings("words")
        self._open = {question: sayings(question) for question in OPEN}
        self._said: Counter[Saying] = Counter()

    def words(self, person: Person, view: float, rng: Random) -> list[Saying]:
        """Returns none to three words, mostly three, each different."""
        wanted = rng.choices((3, 2, 1, 0), (80, 11, 6, 3))[0]
        found: list[Saying] = []
        for _ in range(wanted):
            leaning: View = "mixed" if rng.random() < 0.2 else _leaning(view, rng)
            fitting = [
                word
                for word in _fitting(self._words, person, leaning)
                if word.text not in {w.text for w in found}
            ]
            if fitting:
                found += rng.choices(fitting, [word.weight**1.6 for word in fitting])
        return found

    def answer(self, question: str, person: Person, view: View, when: str, rng: Random) -> str:
        """Returns an answer to ``question``, one of OPEN, that fits, "" when nothing does."""
        for near in NEAREST[view]:
            fitting = [
                saying
                for saying in _fitting(self._open[question], person, near)
                if saying.when in (when, "any")
            ]
            if fitting:
                chosen = min(fitting, key=lambda saying: (self._said[saying], rng.random()))
                self._said[chosen] += 1
                return chosen.text
        return ""


def view_word(view: float, *, mixed_within: float = 0.4) -> View:
    """Returns the word for a view: mixed when it is nearer to 0 than ``mixed_within``."""
    if abs(view) < mixed_within:
        return "mixed"
    return "good" if view > 0 else "bad"


def _leaning(view: float, rng: Random) -> View:
    return "good" if rng.random() < 1 / (1 + exp(-1.5 * view)) else "bad"


def _fitting(among: tuple[Saying, ...], person: Person, view: View) -> list[Saying]:
    who = "in" if person.resident else "out"
    return [
        saying
        for saying in among
        if saying.lang == person.language and saying.view == view and saying.who in (who, "any")
    ]
