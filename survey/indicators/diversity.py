"""How diverse counts over fixed categories are; unknowns are left out beforehand and shown beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from survey.indicators.figure import Interval

FEWEST = 5
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Diversity:
    """Blau's index of n counted people over K categories and Shannon's, with their standard errors.

    ``blau`` = 1 - sum p² (Gini-Simpson), ``blau_unbiased`` its unbiased form, ``blau_normalised`` that divided by
    1 - 1/K and clipped at 1; ``shannon`` in nats, ``miller_madow`` its correction, ``evenness`` shannon / ln K.
    """

    n: int
    blau: float
    blau_unbiased: float
    blau_normalised: float
    shannon: float
    miller_madow: float
    evenness: float
    blau_error: float
    shannon_error: float


def diversity(counts: Sequence[int]) -> Diversity:
    """Returns the indices of ``counts``; raises ValueError below two people or two categories."""
    n, k = sum(counts), len(counts)
    if n < 2 or k < 2:
        raise ValueError("diversity wants two people and two categories")
    shares = [count / n for count in counts if count]
    squares = sum(share**2 for share in shares)
    unbiased = 1 - sum(count * (count - 1) for count in counts) / (n * (n - 1))
    shannon = -sum(share * log(share) for share in shares)
    return Diversity(
        n=n,
        blau=1 - squares,
        blau_unbiased=unbiased,
        blau_normalised=min(unbiased / (1 - 1 / k), 1.0),
        shannon=shannon,
        miller_madow=shannon + (len(shares) - 1) / (2 * n),
        evenness=shannon / log(k),
        blau_error=sqrt(max(4 / n * (sum(share**3 for share in shares) - squares**2), 0)),
        shannon_error=sqrt(max((sum(share * log(share) ** 2 for share in shares) - shannon**2) / n, 0)),
    )


def blau_interval(counts: Sequence[int], *, seed: int = 1) -> Interval | None:
    """Returns the 95 % interval of Blau's index: Dirichlet(x + 1/K) draws below 30 people, BCa bootstrap from 30 on.

    None below five people. The seed makes the same counts give the same interval.
    """
    import numpy as np

    n, k = sum(counts), len(counts)
    if n < FEWEST:
        return None
    generator = np.random.default_rng(seed)
    if n < 30:
        draws = generator.dirichlet(np.asarray(counts) + 1 / k, DRAWS)
        low, high = np.quantile(1 - (draws**2).sum(axis=1), [0.025, 0.975])
        return Interval(float(low), float(high))
    from scipy.stats import bootstrap

    people = np.repeat(np.arange(k), counts)

    def index(sample: "np.ndarray[tuple[int, ...], np.dtype[np.int_]]", axis: int = -1) -> object:
        shares = np.stack([(sample == category).mean(axis=axis) for category in range(k)])
        return 1 - (shares**2).sum(axis=0)

    if len(set(people.tolist())) == 1:
        return Interval(0.0, 0.0)
    found = bootstrap(
        (people,), index, n_resamples=DRAWS, method="BCa", vectorized=True, rng=generator
    ).confidence_interval
    return Interval(float(found.low), float(found.high))
