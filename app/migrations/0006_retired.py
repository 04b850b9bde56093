"""A question that is not to be asked any more is a row, with who said so, when and why."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STANDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "retirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_retirement_by_id_person")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_retirement_ended_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retirement")),
    )
    with op.batch_alter_table("retirement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_retirement_key_stands", ["key"], unique=True, sqlite_where=STANDS, postgresql_where=STANDS
        )
        batch_op.create_index("ix_retirement_key", ["key"], unique=False)


def downgrade() -> None:
    op.drop_table("retirement")
