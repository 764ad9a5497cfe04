"""Reads the data folder: what the demonstration is made of, as frozen values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal

import yaml

View = Literal["good", "mixed", "bad"]


@dataclass(frozen=True, slots=True)
class Saying:
    """Something people say. ``who`` is in, out or any; ``when`` before, after or any; ``weight`` how often."""

    lang: str
    view: View
    who: str
    text: str
    when: str = "any"
    weight: int = 1


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One meeting; ``day`` counts from today, hours are those of the town, ``heads`` is None before it is held."""

    day: int
    start: str
    end: str
    heads: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people registered, by what they answered afterwards; the cancelled answered nothing.

    ``later`` is how many of the pairs answered again three months after; 0 where nobody was asked yet.
    """

    pairs: int
    before: int
    after: int
    silent: int
    cancelled: int
    later: int = 0


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action. ``change`` moves views, in standard deviations; ``meeting`` is the share who met someone new."""

    code: str
    title: str
    description: str
    quartier: str
    facility: str
    venue: str
    organisation: str
    partners: tuple[str, ...]
    flagship: bool
    dispositif: str
    orientations: tuple[str, ...]
    status: str
    sessions: tuple[PlannedSession, ...]
    people: Crowd
    residence: dict[str, int]
    ages: dict[str, int]
    change: float
    meeting: float
    capacity: int
    full: bool = False


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """One survey of a quartier alone, the yearly one unless ``questionnaire`` names another.

    Days count from today, ``lift`` moves views, in standard deviations.
    """

    quartier: str
    opens: int
    closes: int
    people: int
    lift: float
    questionnaire: str = "perception_yearly"


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """What one partner reports of an action; days count from today, ``sent`` is None while it is waited for."""

    action: str
    organisation: str
    asked: int
    sent: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A request for an action; ``action`` took it up or ``reason`` says why not, on the day ``answered``."""

    day: int
    text: str
    asker: str
    quartier: str = ""
    language: str = "fr"
    audience: tuple[str, ...] = ()
    place: str = ""
    moment: str = ""
    logged: str = ""
    contact: bool = False
    answered: int | None = None
    action: str = ""
    reason: str = ""


def plain(name: str) -> Any:
    """Returns what ``name``.yaml of the data folder holds."""
    return yaml.safe_load(_text(f"{name}.yaml"))


def perimeters() -> dict[str, dict[str, Any]]:
    """Returns the geometry of each quartier by its official code."""
    features = json.loads(_text("quartiers.geojson"))["features"]
    return {feature["properties"]["code_qp"]: feature["geometry"] for feature in features}


def sayings(name: str) -> tuple[Saying, ...]:
    """Returns the lines of ``name``.jsonl: words, represents, changed, lasted, needed or idea."""
    return tuple(Saying(**json.loads(line)) for line in _text(f"{name}.jsonl").splitlines())


def planned_actions() -> tuple[PlannedAction, ...]:
    """Returns the actions, in their order."""
    return tuple(
        PlannedAction(
            **row
            | {
                "partners": tuple(row["partners"]),
                "orientations": tuple(row["orientations"]),
                "sessions": tuple(PlannedSession(**session) for session in row["sessions"]),
                "people": Crowd(**row["people"]),
            }
        )
        for row in plain("actions")
    )


def planned_years() -> tuple[PlannedYear, ...]:
    """Returns the surveys of quartiers."""
    return tuple(PlannedYear(**row) for row in plain("yearly"))


def planned_reports() -> tuple[PlannedReport, ...]:
    """Returns the partners' reports."""
    return tuple(PlannedReport(**row) for row in plain("reports"))


def planned_requests() -> tuple[PlannedRequest, ...]:
    """Returns the requests for actions, the oldest first."""
    return tuple(
        PlannedRequest(**row | {"audience": tuple(row.get("audience", ()))}) for row in plain("requests")
    )


def _text(name: str) -> str:
    return resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
