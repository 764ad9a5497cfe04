"""Finds what an address of a public page names, or answers that there is no such page."""

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload, selectinload

from survey.pairing import short_code
from webapp.models import (
    Action,
    ActionRequest,
    ActionStatus,
    Link,
    Organisation,
    Quartier,
    Town,
    Wave,
    WaveKind,
    db,
    now,
)
from webapp.services.keys import keyring


def action_or_404(code: str) -> Action:
    """Returns the published action whose address this is, however its code was typed."""
    canonical = short_code.read(code)
    found = db.session.scalars(
        sa.select(Action)
        .where(Action.code == canonical, Action.status != ActionStatus.DRAFT)
        .options(
            joinedload(Action.quartier),
            joinedload(Action.organisation),
            joinedload(Action.facility),
            selectinload(Action.sessions),
        )
    ).first()
    if found is None:
        abort(404)
    return found


def quartier_or_404(code: str) -> Quartier:
    """Returns the quartier whose survey address this is."""
    found = db.session.scalars(sa.select(Quartier).where(Quartier.code == short_code.read(code))).first()
    if found is None:
        abort(404)
    return found


def _links() -> sa.Select[Link]:
    return sa.select(Link).options(
        joinedload(Link.registration),
        joinedload(Link.quartier),
        joinedload(Link.action).options(joinedload(Action.quartier), joinedload(Action.organisation)),
    )


def link_or_404(token: str) -> Link:
    """Returns the link that a personal address opens, with its registration and action."""
    found = db.session.scalars(_links().where(Link.token_hash == keyring().hash_token(token))).first()
    if found is None:
        abort(404)
    return found


def link_by_id(identifier: int | None) -> Link | None:
    """Returns the link that a sealed state names, None when it is gone."""
    return db.session.scalars(_links().where(Link.id == identifier)).first()


def link_by_receipt(canonical: str, action: Action) -> Link | None:
    """Returns the link of a receipt code within one action, None when there is none or, very rarely, two."""
    found = db.session.scalars(
        _links()
        .where(Link.action_id == action.id, Link.receipt_hash == keyring().hash_token(canonical))
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def _requests() -> sa.Select[ActionRequest]:
    return sa.select(ActionRequest).options(
        joinedload(ActionRequest.quartier), joinedload(ActionRequest.action)
    )


def request_or_404(token: str) -> ActionRequest:
    """Returns the request that a personal address opens."""
    found = db.session.scalars(
        _requests().where(ActionRequest.token_hash == keyring().hash_token(token))
    ).first()
    if found is None:
        abort(404)
    return found


def request_by_receipt(canonical: str) -> ActionRequest | None:
    """Returns the request of a receipt code, None when there is none or, very rarely, two."""
    found = db.session.scalars(
        _requests().where(ActionRequest.receipt_hash == keyring().hash_token(canonical)).limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def town_controller() -> Organisation:
    """Returns the organisation that answers for the town's own surveys."""
    return db.session.scalars(sa.select(Organisation).join(Town, Town.controller_id == Organisation.id)).one()


def open_wave(kind: WaveKind, *, action_id: int | None = None, quartier_id: int | None = None) -> Wave | None:
    """Returns the wave of this kind that takes answers now, the latest opened first."""
    at = now()
    scope = Wave.action_id == action_id if action_id is not None else Wave.quartier_id == quartier_id
    return db.session.scalars(
        sa.select(Wave)
        .where(
            scope,
            Wave.kind == kind,
            Wave.opens_at <= at,
            sa.or_(Wave.closes_at.is_(None), Wave.closes_at > at),
        )
        .order_by(Wave.opens_at.desc())
    ).first()
