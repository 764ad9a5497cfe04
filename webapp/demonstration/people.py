"""Invents people: where they live, their age, their language, and how well they think of the quartier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from webapp.models import AgeBand, Residence, Sex

T = TypeVar("T")

LANGUAGES = {"fr": 84, "ar": 9, "en": 7}
SEXES = {Sex.WOMAN: 54, Sex.MAN: 40, Sex.OTHER: 1, Sex.NO_ANSWER: 2, None: 3}
YOUNGER = (AgeBand.FROM_11, AgeBand.FROM_15, AgeBand.FROM_18, AgeBand.FROM_25)
MEAN_VIEW = {Residence.THIS_QUARTIER: 0.45, Residence.OTHER_QUARTIER: 0.0, Residence.NO_ANSWER: 0.0}
MEAN_VIEW_OUTSIDE = -0.6


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who does not exist. ``view`` is how well they think of the quartier: mean about 0, deviation 1."""

    seed: str
    residence: Residence
    other_quartier: str | None
    age_band: AgeBand
    sex: Sex | None
    language: str
    chats: bool
    view: float

    @property
    def resident(self) -> bool:
        """True when the person lives in the quartier that is spoken of."""
        return self.residence is Residence.THIS_QUARTIER


def invent(
    seed: str,
    *,
    residence: Mapping[str, int],
    ages: Mapping[str, int],
    others: Sequence[str],
    answers: bool,
    lift: float = 0.0,
) -> Person:
    """Returns the person of ``seed``, the same each time.

    ``residence`` and ``ages`` are weights; ``others`` the codes of the other quartiers; one who ``answers`` is 11 or
    over.
    """
    rng = Random(seed)  # noqa: S311 - invented people are no secret
    lives = Residence(pick(rng, residence))
    weights = {age: weight for age, weight in ages.items() if not (answers and age == AgeBand.UNDER_11)}
    age_band = AgeBand(pick(rng, weights))
    return Person(
        seed=seed,
        residence=lives,
        other_quartier=rng.choice([*others, "other"]) if lives is Residence.OTHER_QUARTIER else None,
        age_band=age_band,
        sex=pick(rng, SEXES),
        language=pick(rng, LANGUAGES),
        chats=rng.random() < (0.35 if age_band in YOUNGER else 0.15),
        view=MEAN_VIEW.get(lives, MEAN_VIEW_OUTSIDE) + lift + rng.gauss(0, 0.9),
    )


def pick(rng: Random, weights: Mapping[T, int]) -> T:
    """Returns one key, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]
