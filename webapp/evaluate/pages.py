"""The evaluators' first page: what there is to read."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.access import only
from webapp.evaluate.room import room
from webapp.models import Action, Quartier, RoleName, Submission, Wave, db
from webapp.services.tallies import pending_annotations


@dataclass(frozen=True, slots=True)
class Place:
    """One thing to read: the kind and code of its address, its title, and how many answers it has."""

    kind: str
    code: str
    title: str
    answers: int


@room.get("/")
@only(RoleName.EVALUATOR, RoleName.COORDINATOR)
def home() -> ResponseReturnValue:
    """The town, its quartiers and its actions, those with answers first."""
    about = sa.func.coalesce(Action.quartier_id, Wave.quartier_id)
    by_quartier = _counts(
        sa.select(about, sa.func.count(Submission.id))
        .select_from(Submission)
        .join(Wave, Wave.id == Submission.wave_id)
        .outerjoin(Action, Action.id == Wave.action_id)
        .group_by(about)
    )
    by_action = _counts(
        sa.select(Wave.action_id, sa.func.count(Submission.id))
        .join(Submission, Submission.wave_id == Wave.id)
        .where(Wave.action_id.is_not(None))
        .group_by(Wave.action_id)
    )
    quartiers = db.session.scalars(sa.select(Quartier).order_by(Quartier.name)).all()
    actions = db.session.scalars(sa.select(Action).order_by(Action.id.desc())).all()
    return render_template(
        "evaluate/home.html",
        answers=sum(by_quartier.values()),
        waiting=pending_annotations(),
        quartiers=_sorted(
            [Place("quartier", one.code, one.name, by_quartier.get(one.id, 0)) for one in quartiers]
        ),
        actions=_sorted([Place("action", one.code, one.title, by_action.get(one.id, 0)) for one in actions]),
    )


def _counts(query: sa.Select[int | None, int]) -> dict[int, int]:
    return {key: number for key, number in db.session.execute(query) if key is not None}


def _sorted(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: (place.answers == 0, place.title))
