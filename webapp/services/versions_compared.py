"""The versions of questionnaires behind a comparison: who answered which, and what they do not ask alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from survey.questionnaires import Item
from survey.questionnaires.comparability import Reworded, Version, reworded
from survey.roles import ROLES
from webapp.models import QuestionnaireVersion, Submission, Wave, db
from webapp.services import questionnaires
from webapp.services.collections import Collection

PROFILE = ("profile.age_band", "profile.sex", "residence")
EVOCATION = ("evocation.1", "evocation.2", "evocation.3", "evocation.order")
OPEN = ("open.represents",)
SCALES = tuple(role.name for role in ROLES if role.name.startswith("scale:"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One version: its number, what it is called, and how many people answered it in each language; one mapping for
    each collection read, in their order."""

    id: int
    name: str
    version: str
    people: tuple[Mapping[str, int], ...]

    def answered(self, place: int) -> int:
        """How many people of one collection answered this version."""
        return sum(self.people[place].values())


@dataclass(frozen=True, slots=True)
class Contrast:
    """The versions that the collections read were answered in, the earlier first, and the questions by role that
    these do not ask alike; ``pooled`` those that the versions of the last collection alone do not."""

    versions: tuple[Asked, ...]
    changed: Mapping[str, tuple[Reworded, ...]]
    pooled: Mapping[str, tuple[Reworded, ...]]
    last: tuple[Asked, ...]


NONE = Contrast((), {}, {}, ())


def contrast(sides: Sequence[Collection]) -> Contrast:
    """Returns what the versions of these collections do not ask alike; nothing when there is but one version.

    A survey that does not ask the profile took it from the registration, whose newest version stands in for it.
    """
    asked = _asked(sides)
    if len(asked) < 2:
        return NONE
    registration = _profile_of_registration()
    read = {each.id: _version(each, registration) for each in asked}
    last = tuple(each for each in asked if each.people[-1])
    return Contrast(
        asked,
        _changed([read[each.id] for each in asked], (*PROFILE, *EVOCATION, *OPEN, *SCALES)),
        _changed([read[each.id] for each in last], SCALES),
        last,
    )


def _changed(versions: Sequence[Version], roles: Sequence[str]) -> dict[str, tuple[Reworded, ...]]:
    return {role: found for role in roles if (found := reworded(versions, role))}


def _asked(sides: Sequence[Collection]) -> tuple[Asked, ...]:
    """Returns the versions that were answered: those of the first collection, then those that only the next has."""
    people: dict[int, list[dict[str, int]]] = {}
    for place, side in enumerate(sides):
        rows = db.session.execute(
            sa.select(
                Wave.questionnaire_version_id,
                Submission.language,
                sa.func.count(sa.distinct(Submission.respondent)),
            )
            .join(Submission, Submission.wave_id == Wave.id)
            .where(Wave.id.in_(side.wave_ids))
            .group_by(Wave.questionnaire_version_id, Submission.language)
            .order_by(Wave.questionnaire_version_id, Submission.language)
        )
        for version_id, language, number in rows:
            people.setdefault(version_id, [{} for _ in sides])[place][language] = number
    if len(people) < 2:
        return ()
    names = {
        row.id: (row.name, row.version)
        for row in db.session.execute(
            sa.select(QuestionnaireVersion.id, QuestionnaireVersion.name, QuestionnaireVersion.version).where(
                QuestionnaireVersion.id.in_(people)
            )
        )
    }
    return tuple(Asked(each, *names[each], tuple(people[each])) for each in people)


def _version(asked: Asked, registration: Sequence[Item]) -> Version:
    read = questionnaires.questionnaire(asked.id)
    answered = frozenset(language for side in asked.people for language in side)
    own = tuple(item for item in read.items if item.turn == 1)
    roles = {item.role for item in own}
    stand_ins = (item for item in registration if item.role not in roles)
    return Version((*own, *stand_ins), read.languages, answered)


def _profile_of_registration() -> list[Item]:
    try:
        read = questionnaires.questionnaire(questionnaires.newest(questionnaires.REGISTRATION))
    except LookupError:
        return []
    return [item for item in read.items if item.role in PROFILE]
