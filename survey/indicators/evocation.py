"""The structure of what a quartier evokes: words by how many people cite them and how important they find them.

Vergès 1992 and Abric 2003: a word that many people cite and rank first belongs to the core of a representation.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from survey.indicators.tally import Words

FEWEST_PEOPLE = 30
RESAMPLES = 500
STABLE = 0.80


class Zone(StrEnum):
    """Where a word stands: cited by many or few, ranked before or after the mean."""

    CORE = "core"
    FIRST_PERIPHERY = "first_periphery"
    CONTRAST = "contrast"
    SECOND_PERIPHERY = "second_periphery"


@dataclass(frozen=True, slots=True)
class Evoked:
    """One word: people who cite it, mean rank (1 is the most important), its zone, and how often resamples agree."""

    word: str
    people: int
    mean_rank: float
    zone: Zone | None
    stability: float | None

    @property
    def stable(self) -> bool:
        """True when at least 80 % of the resamples put the word in the same zone."""
        return self.stability is not None and self.stability >= STABLE


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the plane is cut: people citing a word, ``of`` so many people who evoked something, and mean rank."""

    people: float
    rank: float
    of: int

    def among(self, n: int) -> "Cuts":
        """Returns the same cuts for another number of people: the same share of them, the same rank."""
        return self if n == self.of else Cuts(self.people * n / self.of, self.rank, n)


@dataclass(frozen=True, slots=True)
class Evocation:
    """The words kept, most cited first. Below 30 people they are only listed: no cuts, no zones.

    ``cuts`` are those that place the words, ``own_cuts`` what this collection's own would be.
    """

    n: int
    kept_from: int
    cuts: Cuts | None
    words: tuple[Evoked, ...]
    own_cuts: Cuts | None = None

    def core(self) -> frozenset[str]:
        """Returns the words of the core zone."""
        return frozenset(evoked.word for evoked in self.words if evoked.zone is Zone.CORE)


def evocation(words: Words, *, cuts: Cuts | None = None, seed: int = 1) -> Evocation:
    """Returns the evocations of a collection; ``cuts`` of the wave before are kept for the wave after.

    They are kept as shares of people: fewer people after would otherwise push every word out of the core. A word is
    kept when at least max(3, 5 % of people) cite it, and counted once a person.
    """
    n = len(words.people)
    kept_from = max(3, -(-n // 20))
    ranks = _ranks(words.people)
    kept = {word: found for word, found in ranks.items() if len(found) >= kept_from}
    if n < FEWEST_PEOPLE or not kept:
        listed = [
            Evoked(word, len(found), sum(found) / len(found), None, None) for word, found in kept.items()
        ]
        return Evocation(n, kept_from, None, tuple(sorted(listed, key=_order)))
    own = cuts_of(kept, of=n)
    kept_cuts = cuts.among(n) if cuts is not None else None
    used = kept_cuts or own
    agreed = _stability(words, kept, kept_cuts, seed)
    placed = [
        Evoked(
            word,
            len(found),
            sum(found) / len(found),
            _zone(len(found), sum(found) / len(found), used),
            agreed[word],
        )
        for word, found in kept.items()
    ]
    return Evocation(n, kept_from, used, tuple(sorted(placed, key=_order)), own)


def cuts_of(kept: Mapping[str, list[int]], *, of: int) -> Cuts:
    """Returns the mean number of people of the kept words (at least one), and their mean rank weighted by people.

    ``of`` is how many people evoked something.
    """
    citations = sum(len(found) for found in kept.values())
    return Cuts(citations / len(kept), sum(sum(found) for found in kept.values()) / citations, of)


def jaccard(first: frozenset[str], second: frozenset[str]) -> float | None:
    """Returns the words that two cores share over all their words, None when both are empty."""
    union = first | second
    return len(first & second) / len(union) if union else None


def _ranks(people: tuple[tuple[str, ...], ...]) -> dict[str, list[int]]:
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for words in people:
        for rank, word in enumerate(dict.fromkeys(words), start=1):
            ranks[word].append(rank)
    return ranks


def _zone(people: int, rank: float, cuts: Cuts) -> Zone:
    if people >= cuts.people:
        return Zone.CORE if rank <= cuts.rank else Zone.FIRST_PERIPHERY
    return Zone.CONTRAST if rank <= cuts.rank else Zone.SECOND_PERIPHERY


def _stability(words: Words, kept: Mapping[str, list[int]], cuts: Cuts | None, seed: int) -> dict[str, float]:
    """Returns how often people drawn again put each word where it stands."""
    import random

    generator = random.Random(seed)  # noqa: S311 - resampling, no secret
    n = len(words.people)
    own = cuts or cuts_of(kept, of=n)
    here = {word: _zone(len(found), sum(found) / len(found), own) for word, found in kept.items()}
    same: Counter[str] = Counter()
    for _ in range(RESAMPLES):
        drawn = _ranks(tuple(generator.choices(words.people, k=n)))
        found = {word: drawn[word] for word in kept if drawn.get(word)}
        if not found:
            continue
        again = cuts or cuts_of(found, of=n)
        for word, ranks in found.items():
            same[word] += _zone(len(ranks), sum(ranks) / len(ranks), again) is here[word]
    return {word: same[word] / RESAMPLES for word in kept}


def _order(evoked: Evoked) -> tuple[int, float, str]:
    return -evoked.people, evoked.mean_rank, evoked.word
