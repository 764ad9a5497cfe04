"""Whether an action mixed publics: a verdict, every threshold of it a setting shown beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mixing(StrEnum):
    """The verdict: residents and others, and ages or sexes, really there together, or only among those known."""

    ESTABLISHED = "established"
    PROBABLE = "probable"
    NOT_ESTABLISHED = "not_established"


class Missing(StrEnum):
    """What keeps a verdict from being better, most telling first."""

    NOBODY_KNOWN = "nobody_known"
    SMALLER_SIDE = "smaller_side"
    AGES_AND_SEXES = "ages_and_sexes"
    HEAD_COUNT = "head_count"


@dataclass(frozen=True, slots=True)
class MixThresholds:
    """Shares between 0 and 1, and people. Defaults are the proposal of the product, to be settled by the partners."""

    known_people: int = 10
    known_share: float = 0.70
    smaller_side: float = 0.20
    smaller_people: int = 3
    age_share: float = 0.15
    age_bands: int = 2
    rarer_sex: float = 0.30


@dataclass(frozen=True, slots=True)
class MixedPublic:
    """Who was there: ``inside`` and ``outside`` the quartier, ``unknown`` residence, by age band and by sex.

    ``head_count`` is the number of people counted, None when nobody counted.
    """

    inside: int
    outside: int
    unknown: int
    age_bands: Mapping[str, int]
    sexes: Mapping[str, int]
    head_count: int | None


@dataclass(frozen=True, slots=True)
class MixVerdict:
    """The verdict and what it rests on. ``registered_only`` when it can speak of the registered people alone.

    ``smaller_share`` is the smaller side among those known, ``smaller_of_all`` among the head count, or among those
    known when they are more than were counted.
    """

    verdict: Mixing
    registered_only: bool
    known: int
    smaller_share: float | None
    smaller_of_all: float | None
    missing: Missing | None


def mix_verdict(public: MixedPublic, thresholds: MixThresholds | None = None) -> MixVerdict:
    """Returns the verdict on one action. Attendance is a count, not a sample: no sampling interval belongs to it."""
    limits = thresholds or MixThresholds()
    known = public.inside + public.outside
    smaller = min(public.inside, public.outside)
    head_count = public.head_count
    covered = bool(head_count) and _reaches(known, head_count or 0, limits.known_share)
    registered_only = known < limits.known_people or not covered
    if known == 0:
        return MixVerdict(Mixing.NOT_ESTABLISHED, True, 0, None, None, Missing.NOBODY_KNOWN)
    share = smaller / known
    of_all = smaller / max(head_count, known) if head_count else None
    missing: Missing | None = None
    if share < limits.smaller_side or smaller < limits.smaller_people:
        missing = Missing.SMALLER_SIDE
    elif not (_ages_mix(public.age_bands, limits) or _sexes_mix(public.sexes, limits)):
        missing = Missing.AGES_AND_SEXES
    if missing is not None:
        return MixVerdict(Mixing.NOT_ESTABLISHED, registered_only, known, share, of_all, missing)
    if not registered_only and of_all is not None and of_all >= limits.smaller_side:
        return MixVerdict(Mixing.ESTABLISHED, False, known, share, of_all, None)
    return MixVerdict(Mixing.PROBABLE, registered_only, known, share, of_all, Missing.HEAD_COUNT)


def _ages_mix(bands: Mapping[str, int], limits: MixThresholds) -> bool:
    total = sum(bands.values())
    large = sum(_reaches(count, total, limits.age_share) for count in bands.values()) if total else 0
    return total > 0 and large >= limits.age_bands


def _sexes_mix(sexes: Mapping[str, int], limits: MixThresholds) -> bool:
    known = {sex: count for sex, count in sexes.items() if sex in ("woman", "man")}
    total = sum(known.values())
    rarer = min(known.get("woman", 0), known.get("man", 0))
    return total > 0 and _reaches(rarer, total, limits.rarer_sex)


def _reaches(count: int, total: int, share: float) -> bool:
    """Divides and does not multiply: 55 of 100 is 0.55, but 0.55 times 100 is a little more than 55."""
    return count / total >= share
