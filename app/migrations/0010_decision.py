"""A decision names what it is about and what it follows, holds dissent in people's own words, and is closed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LEVELS = ["mid", "senior", "staff"]


def upgrade() -> None:
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_panel", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("competencies", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("level", sa.Enum(*LEVELS, name="level", native_enum=False, length=40)))
        batch_op.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_decision_follows_id_decision"), "decision", ["follows_id"], ["id"])
        batch_op.create_check_constraint(op.f("ck_decision_level"), sa.column("level").in_(LEVELS))
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.alter_column("for_panel", server_default=None)
        batch_op.alter_column("competencies", server_default=None)
    op.create_table(
        "dissent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *_signed("dissent"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissent")),
    )
    op.create_index(op.f("ix_dissent_decision_id"), "dissent", ["decision_id"])
    op.create_table(
        "closing",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        *_signed("closing"),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_closing")),
    )


def downgrade() -> None:
    op.drop_table("closing")
    op.drop_table("dissent")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_decision_level"), type_="check")
        batch_op.drop_constraint(op.f("fk_decision_follows_id_decision"), type_="foreignkey")
        for column in ("follows_id", "level", "competencies", "for_panel"):
            batch_op.drop_column(column)


def _signed(table: str) -> list[sa.schema.SchemaItem]:
    """When and by whom, on which decision."""
    return [
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f(f"fk_{table}_decision_id_decision")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person")),
    ]
