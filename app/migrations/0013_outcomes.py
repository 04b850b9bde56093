"""A hire, who is asked about it, and what they say after 3, 6 and 12 months."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        *_signed("hire"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_hire_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire")),
    )
    op.create_index(op.f("ix_hire_decision_id"), "hire", ["decision_id"])
    op.create_table(
        "hire_asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hire_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *_signed("hire_asking"),
        sa.ForeignKeyConstraint(["hire_id"], ["hire.id"], name=op.f("fk_hire_asking_hire_id_hire")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hire_asking_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_asking")),
    )
    op.create_index(op.f("ix_hire_asking_hire_id"), "hire_asking", ["hire_id"])
    op.create_index(op.f("ix_hire_asking_person_id"), "hire_asking", ["person_id"])
    op.create_table(
        "hire_withdrawal",
        sa.Column("hire_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_signed("hire_withdrawal"),
        sa.ForeignKeyConstraint(["hire_id"], ["hire.id"], name=op.f("fk_hire_withdrawal_hire_id_hire")),
        sa.PrimaryKeyConstraint("hire_id", name=op.f("pk_hire_withdrawal")),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hire_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("owns", sa.Integer(), nullable=True),
        sa.Column("again", _enum("again", "yes", "no", "unsure"), nullable=True),
        sa.Column("missing", _enum("unknown", "left", "cannot_say"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        *_signed("outcome"),
        sa.CheckConstraint("month IN (3, 6, 12)", name=op.f("ck_outcome_month")),
        sa.CheckConstraint("owns BETWEEN 1 AND 5", name=op.f("ck_outcome_owns")),
        sa.CheckConstraint(
            "(missing IS NULL AND owns IS NOT NULL AND again IS NOT NULL)"
            " OR (missing IS NOT NULL AND owns IS NULL AND again IS NULL)",
            name=op.f("ck_outcome_rated_or_missing"),
        ),
        sa.ForeignKeyConstraint(["hire_id"], ["hire.id"], name=op.f("fk_outcome_hire_id_hire")),
        sa.ForeignKeyConstraint(["corrects_id"], ["outcome.id"], name=op.f("fk_outcome_corrects_id_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_hire_id"), "outcome", ["hire_id"])


def downgrade() -> None:
    for table in ("outcome", "hire_withdrawal", "hire_asking", "hire"):
        op.drop_table(table)


def _signed(table: str) -> list[sa.schema.SchemaItem]:
    """When and by whom."""
    return [
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person")),
    ]


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=op.f(f"ck_outcome_{name}"), native_enum=False, length=40, create_constraint=True)
