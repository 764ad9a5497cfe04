"""reports of partners"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_version_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("open_until", sa.Date(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answers IS NULL) = (sent_at IS NULL)", name=op.f("ck_partner_report_answers_have_a_date")
        ),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_partner_report_action_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_partner_report_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_partner_report_questionnaire_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_report")),
        sa.UniqueConstraint(
            "action_id", "organisation_id", name=op.f("uq_partner_report_action_id_organisation_id")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_report_token_hash")),
    )
    with op.batch_alter_table("partner_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_partner_report_organisation_id"), ["organisation_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("partner_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_report_organisation_id"))

    op.drop_table("partner_report")
