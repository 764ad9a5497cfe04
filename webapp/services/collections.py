"""What an evaluator compares: collections of answers, each one wave or several of a kind pooled."""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from webapp.models import Action, Quartier, Wave, WaveKind, db


@dataclass(frozen=True, slots=True)
class Scope:
    """Of what: one action, one quartier, or the whole town (``identifier`` is then 0)."""

    kind: Literal["action", "quartier", "town"]
    identifier: int
    title: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Answers to compare: ``key`` names them in addresses, ``kind`` and ``year`` word them; never without a wave."""

    key: str
    kind: WaveKind
    year: int
    wave_ids: tuple[int, ...]
    pooled: bool
    label: str = ""


def action_ids_of(scope: Scope) -> list[int]:
    """Returns the actions that belong to a scope."""
    query = sa.select(Action.id)
    if scope.kind == "action":
        query = query.where(Action.id == scope.identifier)
    elif scope.kind == "quartier":
        query = query.where(Action.quartier_id == scope.identifier)
    return list(db.session.scalars(query.order_by(Action.id)))


def collections_of(scope: Scope) -> list[Collection]:
    """Returns the collections of a scope: an action's waves one by one, else pooled by kind, yearly ones by year."""
    query = sa.select(Wave).outerjoin(Action, Action.id == Wave.action_id).order_by(Wave.opens_at, Wave.id)
    if scope.kind == "action":
        waves = db.session.scalars(query.where(Wave.action_id == scope.identifier)).all()
        return [Collection(f"w{wave.id}", wave.kind, wave.opens_at.year, (wave.id,), False) for wave in waves]
    if scope.kind == "quartier":
        own = sa.or_(Action.quartier_id == scope.identifier, Wave.quartier_id == scope.identifier)
        query = query.where(own)
    pools: dict[str, list[Wave]] = {}
    for wave in db.session.scalars(query):
        key = str(wave.kind)
        if wave.kind is WaveKind.YEARLY:  # an imported survey has a label and stands for itself
            key = f"w{wave.id}" if wave.label else f"{wave.kind}-{wave.opens_at.year}"
        pools.setdefault(key, []).append(wave)
    return [
        Collection(
            key, waves[0].kind, waves[0].opens_at.year, tuple(wave.id for wave in waves), True, waves[0].label
        )
        for key, waves in pools.items()
    ]


def chosen(
    collections: list[Collection], first: str, second: str
) -> tuple[Collection | None, Collection | None]:
    """Returns the pair to compare: the one asked for, else before and after, else the first and the last of those that
    ask what the house asks; one alone is fine."""
    by_key = {collection.key: collection for collection in collections}
    if first in by_key:
        return by_key[first], by_key.get(second) if second != first else None
    by_kind = {collection.kind: collection for collection in collections}
    if WaveKind.BEFORE in by_kind and WaveKind.AFTER in by_kind:
        return by_kind[WaveKind.BEFORE], by_kind[WaveKind.AFTER]
    alike = [collection for collection in collections if not collection.label] or collections
    if not alike:
        return None, None
    return alike[0], alike[-1] if len(alike) > 1 else None


def quartier_scope(quartier: Quartier) -> Scope:
    """Returns the scope of a quartier."""
    return Scope("quartier", quartier.id, quartier.name)


def action_scope(action: Action) -> Scope:
    """Returns the scope of an action."""
    return Scope("action", action.id, action.title)
