"""Who came to actions: head counts, profiles of those registered, and whether publics mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from survey.indicators.mixing import MixedPublic, MixVerdict, mix_verdict
from survey.indicators.tally import Counted, Dimension, Tally, TallySpec
from survey.roles import AGE_BANDS, NO_ANSWER, RESIDENCES, SEXES
from webapp.models import Action, Registration, RegistrationStatus, Residence, Session, db
from webapp.services.tallies import count_by_action

CATEGORIES: Mapping[Dimension, tuple[str, ...]] = {
    Dimension.AGE_BAND: AGE_BANDS,
    Dimension.SEX: tuple(sex for sex in SEXES if sex != NO_ANSWER),
    Dimension.RESIDENCE: tuple(place for place in RESIDENCES if place != NO_ANSWER),
}
"""What profiles are split by; those who prefer not to say are unknown."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One action: its sessions with their head counts, how many people are registered or wait, its profile and its
    verdict. ``head_count`` is that of its fullest session, None when nobody counted."""

    action: Action
    sessions: Sequence[Session]
    registered: int
    waiting: int
    head_count: int | None
    profile: Mapping[Dimension, Tally]
    verdict: MixVerdict

    @property
    def attendances(self) -> int | None:
        """The head counts of all sessions together, None when one that was held was not counted."""
        counts = [session.head_count for session in self.sessions]
        known = [number for number in counts if number is not None]
        return sum(known) if known and len(known) == len(counts) else None


def attendance_of(action_ids: Sequence[int]) -> list[Attendance]:
    """Returns the attendance of each action, in the order of their first sessions."""
    if not action_ids:
        return []
    tallies = {
        dimension: count_by_action(
            TallySpec(Counted.REGISTRATIONS, dimension, categories, action_ids=tuple(action_ids))
        )
        for dimension, categories in CATEGORIES.items()
    }
    waiting = _waiting(action_ids)
    actions = db.session.scalars(
        sa.select(Action)
        .where(Action.id.in_(action_ids))
        .options(joinedload(Action.quartier), joinedload(Action.organisation), selectinload(Action.sessions))
    ).all()
    found = [
        _attendance(
            action,
            {dimension: each[action.id] for dimension, each in tallies.items()},
            waiting.get(action.id, 0),
        )
        for action in actions
    ]
    return sorted(found, key=lambda each: (_start(each.action), each.action.id))


def public_of(profile: Mapping[Dimension, Tally], head_count: int | None) -> MixedPublic:
    """Returns the public that a profile describes, as the verdict wants it."""
    residence = profile[Dimension.RESIDENCE]
    inside = residence.count(Residence.THIS_QUARTIER)
    ages, sexes = profile[Dimension.AGE_BAND], profile[Dimension.SEX]
    return MixedPublic(
        inside=inside,
        outside=residence.n - inside,
        unknown=residence.unknown,
        age_bands=dict(zip(ages.categories, ages.counts, strict=True)),
        sexes=dict(zip(sexes.categories, sexes.counts, strict=True)),
        head_count=head_count,
    )


def _attendance(action: Action, profile: Mapping[Dimension, Tally], waiting: int) -> Attendance:
    counts = [session.head_count for session in action.sessions if session.head_count is not None]
    head_count = max(counts, default=None)
    residence = profile[Dimension.RESIDENCE]
    return Attendance(
        action=action,
        sessions=action.sessions,
        registered=residence.n + residence.unknown,
        waiting=waiting,
        head_count=head_count,
        profile=profile,
        verdict=mix_verdict(public_of(profile, head_count)),
    )


def _waiting(action_ids: Sequence[int]) -> dict[int, int]:
    rows = db.session.execute(
        sa.select(Registration.action_id, sa.func.sum(Registration.places))
        .where(
            Registration.action_id.in_(action_ids),
            Registration.status == RegistrationStatus.WAITING,
        )
        .group_by(Registration.action_id)
    )
    return dict(rows.all())


def _start(action: Action) -> float:
    return action.sessions[0].starts_at.timestamp() if action.sessions else float("inf")
