"""Actions and their sessions."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Choice, Created, Moment, one_of
from webapp.models.places import Facility, Organisation, Quartier


class ActionStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class HeadCountSource(StrEnum):
    CHECK_IN = "check_in"
    LIST = "list"
    DOOR_TALLY = "door_tally"
    ESTIMATE = "estimate"


action_partner = sa.Table(
    "action_partner",
    Base.metadata,
    sa.Column("action_id", sa.ForeignKey("action.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey("organisation.id"), primary_key=True),
)


class Action(Created, Base):
    """An activity about one quartier, wherever it is held.

    ``places_taken`` is kept by the registration service in the same statement that takes the places, so that
    the check below makes one place too many impossible on any database.
    """

    __tablename__ = "action"
    __table_args__ = (
        one_of("status", ActionStatus),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
        sa.CheckConstraint("places_taken >= 0", name="places_not_negative"),
        sa.CheckConstraint("capacity IS NULL OR places_taken <= capacity", name="places_within_capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(5), unique=True)
    title: Mapped[str] = mapped_column(sa.String(160))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    quartier_id: Mapped[int] = mapped_column(sa.ForeignKey("quartier.id"), index=True)
    facility_id: Mapped[int | None] = mapped_column(sa.ForeignKey("facility.id"), index=True)
    venue: Mapped[str] = mapped_column(sa.String(240), default="")
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    capacity: Mapped[int | None]
    places_taken: Mapped[int] = mapped_column(default=0)
    flagship: Mapped[bool] = mapped_column(default=False)
    dispositif: Mapped[str] = mapped_column(sa.String(120), default="")
    orientations: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    status: Mapped[ActionStatus] = mapped_column(Choice(ActionStatus), default=ActionStatus.DRAFT)

    quartier: Mapped[Quartier] = relationship()
    facility: Mapped[Facility | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    partners: Mapped[list[Organisation]] = relationship(secondary=action_partner)
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="action", order_by="Session.starts_at", cascade="all, delete-orphan"
    )


class Session(Base):
    """One meeting of an action, with its head count and where that count comes from."""

    __tablename__ = "session"
    __table_args__ = (
        one_of("head_count_source", HeadCountSource),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("head_count IS NULL OR head_count >= 0", name="head_count_not_negative"),
        sa.CheckConstraint(
            "(head_count IS NULL) = (head_count_source IS NULL)", name="head_count_has_source"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    head_count: Mapped[int | None]
    head_count_source: Mapped[HeadCountSource | None] = mapped_column(Choice(HeadCountSource))

    action: Mapped[Action] = relationship(back_populates="sessions")
