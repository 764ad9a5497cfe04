"""People who work with Croisements: accounts and roles, in the columns that Flask-Security expects."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_security.core import RoleMixin, UserMixin
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Moment
from webapp.models.places import Organisation


class RoleName(StrEnum):
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"
    EVALUATOR = "evaluator"


user_role = sa.Table(
    "user_role",
    Base.metadata,
    sa.Column("user_id", sa.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("role.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """What an account may do."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(24), unique=True)
    permissions: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(sa.JSON()), nullable=True)


class User(Base, UserMixin):
    """An account; an organiser works for one organisation and sees its actions."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(255))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(sa.JSON()), nullable=True
    )
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))

    organisation: Mapped[Organisation | None] = relationship()
    roles: Mapped[list[Role]] = relationship(secondary=user_role)  # type: ignore[assignment]

    def holds(self, *names: RoleName) -> bool:
        """True when the account has one of these roles."""
        held = {role.name for role in self.roles}
        return any(name in held for name in names)


class SignInLink(Base):
    """A link that signs one account in once, before its date; only its hash is kept."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    user: Mapped[User] = relationship()
