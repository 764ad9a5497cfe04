"""What was published and what was looked at: figure releases and the audit."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base, Created, Moment, now


class FigureRelease(Created, Base):
    """Figures as they were published: tallies after disclosure control, never rows of people."""

    __tablename__ = "figure_release"
    __table_args__ = (sa.CheckConstraint("threshold >= 1", name="threshold_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    threshold: Mapped[int]
    data_date: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    released_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", ondelete="SET NULL"))


class Audit(Base):
    """One reading of originals, export or deletion: who, what kind of thing, which one; never its content."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", ondelete="SET NULL"))
    verb: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[int | None]
