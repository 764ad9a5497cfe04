"""The one database object, its naming rules, and the column types that every table shares."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base: every constraint has a predictable name, on every database."""

    metadata = sa.MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """An instant, always with its time zone: stored in UTC, refused when naive."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = value.astimezone(UTC)
        return instant if dialect.name == "postgresql" else instant.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[StrEnum]):
    """A member of a closed set, stored as its value and guarded by the table's own check constraint."""

    impl = sa.String(24)
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__(24)
        self.members = members

    def process_bind_param(self, value: StrEnum | str | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(self.members(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        return None if value is None else self.members(value)


def one_of(column: str, members: type[StrEnum]) -> sa.CheckConstraint:
    """Returns the check that keeps ``column`` inside ``members`` (an unknown is NULL, which passes)."""
    allowed = ", ".join(f"'{member}'" for member in members)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def now() -> datetime:
    """Returns this instant in UTC; the web is the only room with a clock."""
    return datetime.now(UTC)


class Created:
    """Mixin: when the row was written."""

    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
