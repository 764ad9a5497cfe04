"""What a coder, model or human, says of one free-text answer."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Choice, Moment, one_of
from webapp.models.surveys import Answer


class AnnotationState(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Annotation(Base):
    """One coding of one answer; the row is the truth, the queue only a reminder of the pending ones."""

    __tablename__ = "annotation"
    __table_args__ = (
        one_of("state", AnnotationState),
        sa.UniqueConstraint("answer_id", "coder"),
        sa.CheckConstraint("state <> 'done' OR polarity IS NOT NULL", name="done_has_polarity"),
        sa.Index("ix_annotation_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("answer.id", ondelete="CASCADE"))
    coder: Mapped[str] = mapped_column(sa.String(40), default="model")
    state: Mapped[AnnotationState] = mapped_column(Choice(AnnotationState), default=AnnotationState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    language: Mapped[str | None] = mapped_column(sa.String(12))
    polarity: Mapped[str | None] = mapped_column(sa.String(16))
    frame: Mapped[str | None] = mapped_column(sa.String(16))
    mode: Mapped[str | None] = mapped_column(sa.String(16))
    reported: Mapped[bool | None]
    confidence: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    review: Mapped[bool] = mapped_column(default=False)
    model: Mapped[str | None] = mapped_column(sa.String(80))
    coded_at: Mapped[datetime | None] = mapped_column(Moment)

    answer: Mapped[Answer] = relationship()
    themes: Mapped[list["AnnotationTheme"]] = relationship(
        order_by="AnnotationTheme.position", cascade="all, delete-orphan"
    )


class AnnotationTheme(Base):
    """One theme of an annotation; position 0 is the main theme."""

    __tablename__ = "annotation_theme"
    __table_args__ = (sa.Index("ix_annotation_theme_theme", "theme"),)

    annotation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    position: Mapped[int]
