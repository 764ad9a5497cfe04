"""Working copies of questionnaires, until they are published as a version."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.accounts import User
from webapp.models.base import Base, Created, Moment, now


class QuestionnaireDraft(Created, Base):
    """The sheet rows being worked on, always those of an accepted form called ``name``; ``updated_at`` tells one
    state of them from another."""

    __tablename__ = "questionnaire_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    base_version_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("questionnaire_version.id", ondelete="SET NULL"), index=True
    )
    workbook: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", ondelete="SET NULL"))

    author: Mapped[User | None] = relationship()
