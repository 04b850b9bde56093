"""A card may be typed in from paper, and a seat may be a shadow's."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_shadow", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("on_paper_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.alter_column("is_shadow", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("scorecard", schema=None) as batch_op:
        batch_op.drop_column("on_paper_at")
        batch_op.drop_column("is_shadow")
