"""Makes and uses links that sign one account in, once."""

import hashlib
import hmac
import secrets
from datetime import timedelta

import sqlalchemy as sa

from webapp.database import transaction
from webapp.models import SignInLink, User, now

LIFETIME = timedelta(hours=12)


def make_sign_in_link(user_id: int, key: bytes) -> str:
    """Returns the token of a new link for this account; only its keyed hash is stored."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(SignInLink(token_hash=_hash(token, key), user_id=user_id, expires_at=now() + LIFETIME))
    return token


def use_sign_in_link(token: str, key: bytes) -> User | None:
    """Returns the account that ``token`` signs in and uses the link up; None when it is used, old or unknown."""
    with transaction() as session:
        session.execute(sa.delete(SignInLink).where(SignInLink.expires_at <= now()))
        user_id = session.execute(
            sa.delete(SignInLink)
            .where(SignInLink.token_hash == _hash(token, key))
            .returning(SignInLink.user_id)
        ).scalar()
        user = None if user_id is None else session.get(User, user_id)
    return user if user is not None and user.active else None


def _hash(token: str, key: bytes) -> str:
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()
