"""The town and its places: organisations, quartiers and facilities."""

from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Choice, one_of


class OrganisationKind(StrEnum):
    TOWN_HALL = "town_hall"
    SOCIAL_CENTRE = "social_centre"
    ASSOCIATION = "association"
    RESIDENTS = "residents"
    SCHOOL = "school"
    OTHER = "other"


class Organisation(Base):
    """Who runs actions, residents' groups among them; also the controller named in the notice."""

    __tablename__ = "organisation"
    __table_args__ = (one_of("kind", OrganisationKind),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(160), unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(Choice(OrganisationKind))
    address: Mapped[str] = mapped_column(sa.String(240), default="")
    rights_email: Mapped[str] = mapped_column(sa.String(254), default="")
    officer: Mapped[str] = mapped_column(sa.String(254), default="")
    help_phone: Mapped[str] = mapped_column(sa.String(32), default="")


class Town(Base):
    """The one town that this installation serves; ``demonstration`` marks every page."""

    __tablename__ = "town"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(sa.String(120))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    demonstration: Mapped[bool] = mapped_column(default=False)
    controller: Mapped[Organisation] = relationship()


class Quartier(Base):
    """A priority neighbourhood, with the dates between which its perimeter holds."""

    __tablename__ = "quartier"
    __table_args__ = (
        sa.UniqueConstraint("official_code"),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to", name="dates_ordered"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(5), unique=True)
    official_code: Mapped[str | None] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(120))
    commune: Mapped[str] = mapped_column(sa.String(120))
    perimeter: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    valid_from: Mapped[date | None] = mapped_column(sa.Date)
    valid_to: Mapped[date | None] = mapped_column(sa.Date)


class Facility(Base):
    """A place with services, in or out of a quartier, where actions can be held."""

    __tablename__ = "facility"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(160))
    address: Mapped[str] = mapped_column(sa.String(240), default="")
    quartier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quartier.id"), index=True)
    quartier: Mapped[Quartier | None] = relationship()
