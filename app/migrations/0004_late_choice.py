"""What an author did with words that arrived after the lock is a row."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "late_choice",
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name=op.f("fk_late_choice_amendment_id_amendment")),
        sa.ForeignKeyConstraint(
            ["scorecard_id", "op_id"], ["op.scorecard_id", "op.id"], name=op.f("fk_late_choice_scorecard_id_op_id_op")
        ),
        sa.PrimaryKeyConstraint("scorecard_id", "op_id", name=op.f("pk_late_choice")),
    )


def downgrade() -> None:
    op.drop_table("late_choice")
