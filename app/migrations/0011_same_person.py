"""A candidate who comes back is a new row that points to the first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("same_as_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_candidate_same_as_id_candidate"), "candidate", ["same_as_id"], ["id"])
        batch_op.create_index(op.f("ix_candidate_same_as_id"), ["same_as_id"])


def downgrade() -> None:
    with op.batch_alter_table("candidate", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_candidate_same_as_id"))
        batch_op.drop_constraint(op.f("fk_candidate_same_as_id_candidate"), type_="foreignkey")
        batch_op.drop_column("same_as_id")
