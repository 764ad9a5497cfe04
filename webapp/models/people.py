"""People at actions: registrations, their contact details, consents, and the only join to what they said."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.actions import Action
from webapp.models.base import Base, Choice, Created, Moment, one_of
from webapp.models.encryption import EncryptedText
from webapp.models.places import Quartier


class RegistrationStatus(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    PRESENT = "present"


class RegistrationRole(StrEnum):
    PARTICIPANT = "participant"
    VOLUNTEER = "volunteer"
    CO_ORGANISER = "co_organiser"


class AgeBand(StrEnum):
    UNDER_11 = "under_11"
    FROM_11 = "11_14"
    FROM_15 = "15_17"
    FROM_18 = "18_24"
    FROM_25 = "25_39"
    FROM_40 = "40_59"
    FROM_60 = "60_74"
    FROM_75 = "75_plus"


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    NO_ANSWER = "no_answer"


class Residence(StrEnum):
    """Where someone lives, seen from the quartier that an action is about."""

    THIS_QUARTIER = "this_quartier"
    OTHER_QUARTIER = "other_quartier"
    COMMUNE = "commune"
    ELSEWHERE = "elsewhere"
    NO_ANSWER = "no_answer"


class Registration(Created, Base):
    """A person, and those who come along, at an action; ``key`` belongs to one opened form."""

    __tablename__ = "registration"
    __table_args__ = (
        one_of("status", RegistrationStatus),
        one_of("role", RegistrationRole),
        one_of("age_band", AgeBand),
        one_of("sex", Sex),
        one_of("residence", Residence),
        sa.CheckConstraint("places BETWEEN 1 AND 20", name="places_reasonable"),
        sa.Index("ix_registration_action_id_status", "action_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(43), unique=True)
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"))
    places: Mapped[int] = mapped_column(default=1)
    status: Mapped[RegistrationStatus] = mapped_column(
        Choice(RegistrationStatus), default=RegistrationStatus.CONFIRMED
    )
    role: Mapped[RegistrationRole] = mapped_column(
        Choice(RegistrationRole), default=RegistrationRole.PARTICIPANT
    )
    age_band: Mapped[AgeBand | None] = mapped_column(Choice(AgeBand))
    sex: Mapped[Sex | None] = mapped_column(Choice(Sex))
    residence: Mapped[Residence | None] = mapped_column(Choice(Residence))
    residence_quartier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quartier.id"))
    language: Mapped[str] = mapped_column(sa.String(12))

    action: Mapped[Action] = relationship()
    residence_quartier: Mapped[Quartier | None] = relationship()
    contact: Mapped["Contact | None"] = relationship(back_populates="registration", passive_deletes=True)
    consents: Mapped[list["Consent"]] = relationship(passive_deletes=True)


class Contact(Base):
    """How to reach someone, encrypted, apart from all the rest, erased on its date."""

    __tablename__ = "contact"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str | None] = mapped_column(EncryptedText)
    email: Mapped[str | None] = mapped_column(EncryptedText)
    phone: Mapped[str | None] = mapped_column(EncryptedText)
    erase_on: Mapped[date] = mapped_column(sa.Date, index=True)

    registration: Mapped[Registration] = relationship(back_populates="contact")


class Consent(Created, Base):
    """One purpose agreed to or not, under which notice and in which language it was read."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(sa.String(24))
    granted: Mapped[bool]
    notice_version: Mapped[str] = mapped_column(sa.String(16))
    language: Mapped[str] = mapped_column(sa.String(12))


class Link(Created, Base):
    """The only join between a registration and a respondent key; holds hashes alone and is destroyed on its date.

    A quartier's own respondents have a link without a registration.
    """

    __tablename__ = "link"
    __table_args__ = (
        sa.CheckConstraint("(action_id IS NULL) <> (quartier_id IS NULL)", name="one_scope"),
        sa.Index("ix_link_action_id_receipt_hash", "action_id", "receipt_hash"),
        sa.Index("ix_link_quartier_id_receipt_hash", "quartier_id", "receipt_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    respondent: Mapped[str] = mapped_column(sa.String(43), unique=True)
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    action_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"))
    quartier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quartier.id"))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    receipt_hash: Mapped[str] = mapped_column(sa.String(64))
    self_code_hashes: Mapped[list[str] | None] = mapped_column(sa.JSON)
    destroy_on: Mapped[date] = mapped_column(sa.Date, index=True)

    registration: Mapped[Registration | None] = relationship()
    action: Mapped[Action | None] = relationship()
    quartier: Mapped[Quartier | None] = relationship()


class Erasure(Base):
    """The erasure ledger: what a restored snapshot must erase again; it names nobody."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(24))
    reference: Mapped[str] = mapped_column(sa.String(64))
    erased_at: Mapped[datetime] = mapped_column(Moment)
