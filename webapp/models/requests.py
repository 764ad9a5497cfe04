"""Actions that someone asks for: what was wished, what became of it, and, apart, how to tell who asked."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.accounts import User
from webapp.models.actions import Action
from webapp.models.base import Base, Choice, Created, Moment, one_of
from webapp.models.encryption import EncryptedText
from webapp.models.places import Quartier


class RequestStatus(StrEnum):
    RECEIVED = "received"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"


class Asker(StrEnum):
    """Who asks."""

    RESIDENT = "resident"
    PARTNER = "partner"
    TOWN_SERVICE = "town_service"


class RequestSource(StrEnum):
    """How a request came in."""

    ONLINE = "online"
    LOGGED = "logged"


class ActionRequest(Created, Base):
    """A request for an action; ``key`` belongs to one opened form, the hashes to what opens the answer.

    On its date, or when who asked wants it, the words and the hashes go and the row stays as a counted request.
    """

    __tablename__ = "action_request"
    __table_args__ = (
        one_of("status", RequestStatus),
        one_of("asker", Asker),
        one_of("source", RequestSource),
        sa.CheckConstraint("(status = 'taken_up') = (action_id IS NOT NULL)", name="taken_up_has_action"),
        sa.CheckConstraint("(status = 'declined') = (reason <> '')", name="declined_has_reason"),
        sa.CheckConstraint("(status = 'received') = (settled_at IS NULL)", name="settled_has_moment"),
        sa.CheckConstraint("source = 'logged' OR logged_by_id IS NULL", name="logged_by_staff"),
        sa.Index("ix_action_request_status_created_at", "status", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(43), unique=True)
    quartier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quartier.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.String(240), default="")
    moment: Mapped[str] = mapped_column(sa.String(240), default="")
    audience: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    asker: Mapped[Asker] = mapped_column(Choice(Asker))
    language: Mapped[str] = mapped_column(sa.String(12))
    source: Mapped[RequestSource] = mapped_column(Choice(RequestSource))
    logged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", ondelete="SET NULL"))
    status: Mapped[RequestStatus] = mapped_column(Choice(RequestStatus), default=RequestStatus.RECEIVED)
    action_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    receipt_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)

    quartier: Mapped[Quartier | None] = relationship()
    action: Mapped[Action | None] = relationship()
    logged_by: Mapped[User | None] = relationship()


class RequestContact(Created, Base):
    """How to tell who asked, encrypted, apart from the request, with the notice that was agreed to."""

    __tablename__ = "request_contact"

    request_id: Mapped[int] = mapped_column(
        sa.ForeignKey("action_request.id", ondelete="CASCADE"), primary_key=True
    )
    email: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    notice_version: Mapped[str] = mapped_column(sa.String(16))
    erase_on: Mapped[date] = mapped_column(sa.Date, index=True)
