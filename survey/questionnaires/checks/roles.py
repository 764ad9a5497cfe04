"""Roles are known, fit their question, and are given once where once is meant."""

from collections.abc import Iterable

from survey.problems import ProblemCode, cell_place
from survey.questionnaires.faults import Faults
from survey.questionnaires.values import Item
from survey.roles import NO_ANSWER, Role, closest_role, role

_SCORINGS = ("", "reversed")


def check_roles(items: Iterable[Item], faults: Faults) -> None:
    """Refuses roles and scorings that mean nothing, or that would feed a figure with the wrong kind of
    answer."""
    given: dict[str, int] = {}
    for item in items:
        if item.scoring not in _SCORINGS:
            place = cell_place("survey", item.row, "scoring")
            faults.refuse(ProblemCode.UNKNOWN_SCORING, place, scoring=item.scoring)
        if item.role:
            _check(item, given, faults)


def _check(item: Item, given: dict[str, int], faults: Faults) -> None:
    place = cell_place("survey", item.row, "role")
    known = role(item.role)
    if known is None:
        suggestion = closest_role(item.role)
        faults.refuse(ProblemCode.UNKNOWN_ROLE, place, role=item.role, suggestion=suggestion)
        return
    if item.role in given and not known.shared:
        faults.refuse(ProblemCode.DUPLICATE_ROLE, place, role=item.role, first=given[item.role])
    given.setdefault(item.role, item.row)
    if known.kinds and item.kind not in known.kinds:
        kinds = " ".join(known.kinds)
        faults.refuse(ProblemCode.ROLE_OF_OTHER_TYPE, place, role=item.role, type=item.kind, known=kinds)
    _check_choices(item, known, place, faults)


def _check_choices(item: Item, known: Role, place: str, faults: Faults) -> None:
    allowed = {*known.choices, NO_ANSWER}
    for choice in item.choices if known.choices else ():
        if choice.name not in allowed:
            names = " ".join(known.choices)
            faults.refuse(ProblemCode.ROLE_CHOICES, place, role=item.role, name=choice.name, known=names)
