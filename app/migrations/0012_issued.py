"""A paper of several cards that was handed out is kept, so that its fingerprint can be answered for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = ["comparison", "candidate", "packet"]


def upgrade() -> None:
    op.create_table(
        "issued",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="kind", native_enum=False, length=40), nullable=False),
        sa.Column("cards", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(sa.column("kind").in_(KINDS), name=op.f("ck_issued_kind")),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_issued")),
    )


def downgrade() -> None:
    op.drop_table("issued")
