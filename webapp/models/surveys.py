"""Questionnaires, the waves that collect them, and what people answered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.actions import Action
from webapp.models.base import Base, Choice, Created, Moment, now, one_of
from webapp.models.people import AgeBand, Residence, Sex
from webapp.models.places import Quartier


class QuestionnaireVersion(Created, Base):
    """One published, immutable version: its sheet rows, found by what they say (``digest``)."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (sa.UniqueConstraint("name", "version", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    version: Mapped[str] = mapped_column(sa.String(40))
    digest: Mapped[str] = mapped_column(sa.String(64))
    workbook: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class WaveKind(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    FOLLOW_UP = "follow_up"
    YEARLY = "yearly"


class Wave(Created, Base):
    """One collection of one questionnaire version, of an action or of a quartier alone."""

    __tablename__ = "wave"
    __table_args__ = (
        one_of("kind", WaveKind),
        sa.CheckConstraint("(action_id IS NULL) <> (quartier_id IS NULL)", name="one_scope"),
        sa.CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name="closes_after_opening"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[WaveKind] = mapped_column(Choice(WaveKind))
    label: Mapped[str] = mapped_column(sa.String(80), default="")
    action_id: Mapped[int | None] = mapped_column(sa.ForeignKey("action.id"), index=True)
    quartier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quartier.id"), index=True)
    questionnaire_version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)

    action: Mapped[Action | None] = relationship()
    quartier: Mapped[Quartier | None] = relationship()
    questionnaire: Mapped[QuestionnaireVersion] = relationship()

    def is_open(self, at: datetime) -> bool:
        """True between the opening and the closing instants."""
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)


class Channel(StrEnum):
    FORM = "form"
    CHAT = "chat"
    KIOSK = "kiosk"
    PAPER = "paper"
    IMPORT = "import"


class Draft(Base):
    """Answers on their way, encrypted, found by the hash of a random key, gone at ``expires_at``."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("wave_id", "respondent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(sa.ForeignKey("wave.id", ondelete="CASCADE"))
    respondent: Mapped[str] = mapped_column(sa.String(43))
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)

    wave: Mapped[Wave] = relationship()


class Submission(Base):
    """One person's answers in one wave; the coarse profile is copied here because the link will be destroyed."""

    __tablename__ = "submission"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("age_band", AgeBand),
        one_of("sex", Sex),
        one_of("residence", Residence),
        sa.UniqueConstraint("wave_id", "respondent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(sa.ForeignKey("wave.id"))
    respondent: Mapped[str] = mapped_column(sa.String(43), index=True)
    complete: Mapped[bool]
    channel: Mapped[Channel] = mapped_column(Choice(Channel))
    assisted: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(sa.String(12))
    age_band: Mapped[AgeBand | None] = mapped_column(Choice(AgeBand))
    sex: Mapped[Sex | None] = mapped_column(Choice(Sex))
    residence: Mapped[Residence | None] = mapped_column(Choice(Residence))
    submitted_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)

    wave: Mapped[Wave] = relationship()
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="submission", order_by="Answer.id", cascade="all, delete-orphan"
    )


class Answer(Base):
    """One value of one question, in the canonical text of the questionnaire standard."""

    __tablename__ = "answer"
    __table_args__ = (
        sa.UniqueConstraint("submission_id", "question"),
        sa.Index("ix_answer_role_submission_id", "role", "submission_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(60), default="")
    value: Mapped[str] = mapped_column(sa.Text)

    submission: Mapped[Submission] = relationship(back_populates="answers")
