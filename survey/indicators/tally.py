"""What an indicator counts, and the counts: the only values that indicators are computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Counted(StrEnum):
    """What a tally counts: people registered, people who took part in a wave, people who chose an answer of one
    question, or people whose open answers say something."""

    REGISTRATIONS = "registrations"
    SUBMISSIONS = "submissions"
    ANSWERS = "answers"
    ANNOTATIONS = "annotations"


class Dimension(StrEnum):
    """What counts are split by."""

    AGE_BAND = "age_band"
    SEX = "sex"
    RESIDENCE = "residence"
    THEME = "theme"
    POLARITY = "polarity"
    FRAME = "frame"
    MODE = "mode"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class TallySpec:
    """What to count: ``counted`` split by ``dimension``, in the actions or waves named.

    ``categories`` are fixed in advance, so that an empty one is a zero and not a gap. ``question`` names the question
    whose answers are counted; ``role`` the open question whose annotations are. People are counted, once a category,
    never occurrences.
    """

    counted: Counted
    dimension: Dimension
    categories: tuple[str, ...]
    action_ids: tuple[int, ...] = ()
    wave_ids: tuple[int, ...] = ()
    question: str = ""
    role: str = "open.represents"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by category. ``n`` is how many people the counts are about; a person may be in several categories of a
    theme or of a question with several answers, in one only of the others. ``unknown`` are people of the scope whose
    category is not known, not in ``n``.
    """

    categories: tuple[str, ...]
    counts: tuple[int, ...]
    n: int
    unknown: int
    data_date: datetime

    def __post_init__(self) -> None:
        if len(self.categories) != len(self.counts):
            raise ValueError("a count for each category")
        if min((self.n, self.unknown, *self.counts)) < 0 or max(self.counts, default=0) > self.n:
            raise ValueError("counts lie between 0 and n")

    def count(self, category: str) -> int:
        """Returns the count of one category; raises ValueError when it is none of the tally's."""
        return self.counts[self.categories.index(category)]

    def merged(self, groups: Mapping[str, Sequence[str]]) -> "Tally":
        """Returns the tally with categories put together; only for categories that exclude one another."""
        counts = tuple(sum(self.count(category) for category in group) for group in groups.values())
        return Tally(tuple(groups), counts, self.n, self.unknown, self.data_date)

    def folded(self, category: str) -> "Tally":
        """Returns the tally with one category among the unknown; only for categories that exclude one another."""
        place = self.categories.index(category)
        count = self.counts[place]
        return Tally(
            self.categories[:place] + self.categories[place + 1 :],
            self.counts[:place] + self.counts[place + 1 :],
            self.n - count,
            self.unknown + count,
            self.data_date,
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of the same people before and after, and how many people were lost on each side.

    ``pairs`` are (before, after); ``only_before`` and ``only_after`` the scores of people who answered once.
    """

    pairs: tuple[tuple[float, float], ...]
    only_before: tuple[float, ...]
    only_after: tuple[float, ...]
    data_date: datetime


@dataclass(frozen=True, slots=True)
class PairedTable:
    """Yes and no before and after: ``both`` a(++), ``lost`` b(+-), ``gained`` c(-+), ``neither`` d(--)."""

    both: int
    lost: int
    gained: int
    neither: int

    @property
    def n(self) -> int:
        """How many pairs there are."""
        return self.both + self.lost + self.gained + self.neither


@dataclass(frozen=True, slots=True)
class Words:
    """What people evoked: for each person the words in their order, the first one the most important."""

    people: tuple[tuple[str, ...], ...]
    data_date: datetime
