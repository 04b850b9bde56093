"""Cards may be imported from a table of earlier ratings; people on them need no address."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.add_column(sa.Column("imported_from", sa.String(length=200), nullable=False, server_default=""))
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.alter_column("imported_from", server_default=None)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("email", existing_type=sa.String(length=254), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("email", existing_type=sa.String(length=254), nullable=False)
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_column("imported_from")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("imported_at")
