"""Surveys brought in from elsewhere: one batch a file, one record a row, so that all of it can be taken back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, Moment
from webapp.models.surveys import Submission, Wave


class ImportBatch(Created, Base):
    """One file brought into one wave; ``digest`` is that of its content."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(sa.ForeignKey("wave.id"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(200))
    digest: Mapped[str] = mapped_column(sa.String(64))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id", ondelete="SET NULL"))
    refused: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)

    wave: Mapped[Wave] = relationship()


class ImportedRecord(Base):
    """Which row a submission came from, and the source's own heading for it."""

    __tablename__ = "imported_record"
    __table_args__ = (sa.UniqueConstraint("batch_id", "source_key"),)

    submission_id: Mapped[int] = mapped_column(
        sa.ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True
    )
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id", ondelete="CASCADE"))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    heading: Mapped[str] = mapped_column(sa.String(200), default="")

    submission: Mapped[Submission] = relationship()
