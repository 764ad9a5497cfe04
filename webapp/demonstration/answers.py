"""Answers a questionnaire of the house as an invented person would, question by question, found by role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from survey.flow import Plan
from survey.flow.plan import PlanItem
from webapp.demonstration.content import Saying
from webapp.demonstration.people import Person
from webapp.demonstration.speech import Speech, view_word

SKIPPED = 0.04
OPTIONAL_LEFT_OUT = 0.35
LEFT_OPEN = {
    "open.represents": 0.22,
    "open.changed": 0.16,
    "open.lasted": 0.12,
    "open.needed": 0.24,
    "open.idea": 0.34,
}
NEEDS = ("doing", "places", "lacking", "together", "company", "moments", "obstacles")
NOTHING, SILENCE = "no", "no_answer"
VALENCES = {"good": ("good", "good", "good", "good", "neither"), "bad": ("bad", "bad", "bad", "neither")}
BIRTHS = {True: (60, 8, 25, 7), False: (78, 8, 9, 5)}
YEARS = {True: (8, 20, 22, 34, 12, 4), False: (7, 18, 20, 38, 12, 5)}


@dataclass(slots=True)
class Mind:
    """A person in front of one survey.

    ``view`` is how well they think of the quartier now, ``gain`` how far that moved since the survey before (0 in the
    first one), ``meeting`` the share of people who met someone new at the action, None when nothing was held yet.
    """

    person: Person
    view: float
    speech: Speech
    rng: Random
    gain: float = 0.0
    meeting: float | None = None
    words: list[Saying] = field(default_factory=list)

    @property
    def when(self) -> str:
        """The word that answers carry for this moment."""
        return "before" if self.meeting is None else "after"


def answers_of(plan: Plan, mind: Mind, context: Mapping[str, str]) -> dict[str, str]:
    """Returns an answer for most questions, whether they are on the path or not; ``context`` is by role."""
    mind.words = mind.speech.words(mind.person, mind.view, mind.rng)
    optional = mind.rng.random() >= OPTIONAL_LEFT_OUT
    answers: dict[str, str] = {}
    for name, item in plan.items.items():
        role = item.item.role
        if role.startswith("context."):
            answers[name] = context.get(role.removeprefix("context."), "")
        elif role.startswith(("origin.", "scale:discrimination")) and not optional:
            continue
        else:
            answers[name] = _answer(role, item, mind)
    return {name: value for name, value in answers.items() if value}


def _answer(role: str, item: PlanItem, mind: Mind) -> str:
    family, _, last = role.rpartition(".")
    if role in WAYS:
        skipped = role.startswith("scale:") and mind.rng.random() < SKIPPED
        return "" if skipped else WAYS[role](item, mind)
    if family == "agreement" or role == "consent.survey":
        return "OK"
    if family == "evocation" and last.isdecimal():
        return mind.words[int(last) - 1].text if int(last) <= len(mind.words) else ""
    if family == "evocation.valence":
        return _valence(int(last) - 1, mind)
    return ""


def _valence(place: int, mind: Mind) -> str:
    if place >= len(mind.words):
        return ""
    return mind.rng.choice(VALENCES.get(mind.words[place].view, ("neither", "neither", "good", "bad")))


def _order(item: PlanItem, mind: Mind) -> str:
    names = [choice.name for choice in item.choices]
    mind.rng.shuffle(names)
    return " ".join(names) if len(mind.words) == len(names) else ""


def _open(item: PlanItem, mind: Mind) -> str:
    role = item.item.role
    if mind.rng.random() < LEFT_OPEN[role]:
        return ""
    if role in ("open.changed", "open.lasted"):
        felt = view_word(mind.gain - 0.35 + mind.rng.gauss(0, 0.15), mixed_within=0.15)
    else:
        felt = view_word(mind.view + mind.rng.gauss(0, 0.35))
    return mind.speech.answer(role.removeprefix("open."), mind.person, felt, mind.when, mind.rng)


def _level(item: PlanItem, mind: Mind, latent: float) -> str:
    """Returns the choice of an ordered list that ``latent`` (about −2 to 2) comes to for this person.

    A taste for the question stays with the person from one survey to the next.
    """
    names = [choice.name for choice in item.choices]
    taste = Random(f"{mind.person.seed}:{item.name}").gauss(0, 0.5)  # noqa: S311 - invented
    middle, step = (len(names) - 1) / 2, len(names) / 5
    place = round(middle + step * (latent + taste + mind.rng.gauss(0, 0.4)))
    place = min(max(place, 0), len(names) - 1)
    return names[-1 - place] if item.item.scoring == "reversed" else names[place]


def _by_view(item: PlanItem, mind: Mind) -> str:
    return _level(item, mind, 0.9 * mind.view + (0.3 if mind.person.resident else 0))


def _at_home(item: PlanItem, mind: Mind) -> str:
    return _level(item, mind, 0.9 * mind.view + 0.3)


def _learned(item: PlanItem, mind: Mind) -> str:
    return _level(item, mind, 0.5 + 0.6 * mind.gain + 0.4 * mind.view)


def _ties(item: PlanItem, mind: Mind) -> str:
    if len(item.choices) == 2:
        met = mind.rng.random() < (mind.meeting or 0.0)
        return item.choices[0 if met else 1].name
    return _level(item, mind, (0.9 if mind.person.resident else -1.3) + 0.4 * mind.gain)


def _visits(item: PlanItem, mind: Mind) -> str:
    here = item.name == "visits_here"
    habit = (2.0 if mind.person.resident else -1.1 + 0.7 * mind.gain + 0.2 * mind.view) if here else -0.1
    return _level(item, mind, habit)


def _treated(item: PlanItem, mind: Mind) -> str:
    reasons = [choice.name for choice in item.choices if choice.name not in ("no", "no_answer")]
    fate = mind.rng.random()
    if fate < (0.5 if mind.person.resident else 0.74):
        return "no"
    if fate > 0.95:
        return "no_answer"
    chosen = set(mind.rng.sample(reasons[: 3 if mind.person.resident else 5], mind.rng.choice((1, 1, 1, 2))))
    return " ".join(name for name in reasons if name in chosen)


def _several(item: PlanItem, mind: Mind) -> str:
    """Returns one to four choices, or the one that stands alone; a taste for the first ones differs by question."""
    names = [choice.name for choice in item.choices if choice.name not in (NOTHING, SILENCE)]
    if mind.rng.random() < 0.08:
        alone = [choice.name for choice in item.choices if choice.name in (NOTHING, SILENCE)]
        return mind.rng.choice(alone) if alone else ""
    tastes = Random(f"{item.name}:tastes")  # noqa: S311 - invented
    weights = {name: tastes.uniform(0.4, 3) for name in names}
    wanted = mind.rng.choice((1, 2, 2, 3, 3, 4))
    chosen = {mind.rng.choices(names, [weights[name] for name in names])[0] for _ in range(wanted)}
    return " ".join(name for name in names if name in chosen)


def _weighted(weights: Mapping[bool, tuple[int, ...]]) -> Callable[[PlanItem, Mind], str]:
    def choose(item: PlanItem, mind: Mind) -> str:
        rng = Random(f"{mind.person.seed}:{item.name}")  # noqa: S311 - the same in every survey
        return rng.choices([choice.name for choice in item.choices], weights[mind.person.resident])[0]

    return choose


WAYS: dict[str, Callable[[PlanItem, Mind], str]] = {
    "profile.age_band": lambda _item, mind: mind.person.age_band,
    "profile.sex": lambda _item, mind: mind.person.sex or "",
    "residence": lambda _item, mind: mind.person.residence,
    "residence.quartier": lambda _item, mind: mind.person.other_quartier or "",
    "evocation.order": _order,
    "open.represents": _open,
    "open.changed": _open,
    "open.lasted": _open,
    "open.needed": _open,
    "open.idea": _open,
    **dict.fromkeys((f"needs.{need}" for need in NEEDS), _several),
    "scale:use": _by_view,
    "scale:image": _by_view,
    "scale:ties": _ties,
    "scale:experience": _learned,
    "scale:mobility": _visits,
    "scale:attachment": _at_home,
    "scale:discrimination": _treated,
    "origin.birth": _weighted(BIRTHS),
    "origin.years": _weighted(YEARS),
}
