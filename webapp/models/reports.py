"""What a partner reports of an action: kept apart from what participants say, so that no figure counts it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.actions import Action
from webapp.models.base import Base, Created, Moment
from webapp.models.places import Organisation
from webapp.models.surveys import QuestionnaireVersion


class PartnerReport(Created, Base):
    """The report of one organisation on one action: asked for by a link (its hash alone is kept), then answered.

    ``answers`` are by question of ``questionnaire``, as a submission would hold them, written in ``language``; None
    until they came.
    """

    __tablename__ = "partner_report"
    __table_args__ = (
        sa.UniqueConstraint("action_id", "organisation_id"),
        sa.UniqueConstraint("token_hash"),
        sa.CheckConstraint("(answers IS NULL) = (sent_at IS NULL)", name="answers_have_a_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(sa.ForeignKey("action.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    questionnaire_version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    token_hash: Mapped[str] = mapped_column(sa.String(64))
    open_until: Mapped[date] = mapped_column(sa.Date)
    answers: Mapped[dict[str, str] | None] = mapped_column(sa.JSON(none_as_null=True))
    language: Mapped[str] = mapped_column(sa.String(12), default="")
    sent_at: Mapped[datetime | None] = mapped_column(Moment)

    action: Mapped[Action] = relationship()
    organisation: Mapped[Organisation] = relationship()
    questionnaire: Mapped[QuestionnaireVersion] = relationship()
