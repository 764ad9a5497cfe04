"""Gives someone who answered a quartier's survey a link of their own, for the next one or to erase."""

import sqlalchemy as sa

from webapp.database import take_turn, transaction
from webapp.models import Link, Wave, now
from webapp.services.keys import FormKeys
from webapp.services.retention import link_destroyed_on


def join_quartier(quartier_id: int, keys: FormKeys, *, token_hash: str, receipt_hash: str) -> None:
    """Stores the link once, however often the last page comes."""
    with transaction() as session:
        take_turn(f"link:{keys.respondent}")
        if session.scalars(sa.select(Link.id).where(Link.respondent == keys.respondent)).first() is None:
            closes = session.scalar(
                sa.select(sa.func.max(Wave.closes_at)).where(Wave.quartier_id == quartier_id)
            )
            session.add(
                Link(
                    respondent=keys.respondent,
                    quartier_id=quartier_id,
                    token_hash=token_hash,
                    receipt_hash=receipt_hash,
                    destroy_on=link_destroyed_on(
                        max(now().date(), closes.date()) if closes else now().date()
                    ),
                )
            )
