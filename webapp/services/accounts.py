"""Adds accounts; passwords are hashed by Flask-Security with Argon2."""

import secrets
from collections.abc import Iterable

import sqlalchemy as sa
from flask_security.utils import hash_password

from webapp.database import transaction
from webapp.models import Organisation, Role, RoleName, User, db


def add_account(
    email: str, password: str | None, roles: Iterable[RoleName], *, organisation: Organisation | None
) -> User:
    """Returns a new account, in the caller's transaction; without a password it enters by one-time links only."""
    names = [role.value for role in roles]
    user = User(
        email=email.lower(),
        password=hash_password(password) if password else None,
        fs_uniquifier=secrets.token_hex(32),
        organisation=organisation,
        roles=list(db.session.scalars(sa.select(Role).where(Role.name.in_(names)))),
    )
    db.session.add(user)
    return user


class AddressTaken(Exception):
    """Another account has this address."""


def invite(email: str, roles: Iterable[RoleName], organisation_id: int) -> User:
    """Stores an account that enters by one-time links until it chooses a password; raises :class:`AddressTaken`."""
    with transaction() as session:
        if session.scalars(sa.select(User.id).where(User.email == email.strip().lower())).first() is not None:
            raise AddressTaken
        return add_account(
            email.strip(), None, roles, organisation=session.get_one(Organisation, organisation_id)
        )


def close_account(user_id: int) -> None:
    """Closes an account and ends its sessions (its uniquifier changes)."""
    with transaction() as session:
        session.execute(
            sa.update(User)
            .where(User.id == user_id)
            .values(active=False, fs_uniquifier=secrets.token_hex(32))
        )
