"""A debrief: steps, people who came in, minutes, and ratings that changed in the talk."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STEPS = ["opened", "leads", "scribe", "revealed", "ordered", "started", "closed"]
CHANGES = ["evidence", "reading", "bar"]


def upgrade() -> None:
    op.create_table(
        "debrief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        *_points_to("debrief", candidate_id="candidate"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debrief")),
    )
    op.create_index(op.f("ix_debrief_candidate_id"), "debrief", ["candidate_id"])
    _in_a_debrief(
        "debrief_step",
        sa.Column("kind", _one_of("stepkind", STEPS), nullable=False),
        sa.Column("about", sa.String(length=2_000), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.create_table(
        "debrief_presence",
        sa.Column("debrief_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_points_to("debrief_presence", debrief_id="debrief", person_id="person"),
        sa.PrimaryKeyConstraint("debrief_id", "person_id", name=op.f("pk_debrief_presence")),
    )
    _in_a_debrief(
        "debrief_minute",
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    _in_a_debrief(
        "debrief_rating",
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=120), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("changekind", CHANGES), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("first BETWEEN 1 AND 5", name=op.f("ck_debrief_rating_first")),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_debrief_rating_value")),
        *_points_to("debrief_rating", scorecard_id="scorecard"),
    )
    op.create_index(op.f("ix_debrief_rating_scorecard_id"), "debrief_rating", ["scorecard_id"])


def downgrade() -> None:
    for table in ("debrief_rating", "debrief_minute", "debrief_presence", "debrief_step", "debrief"):
        op.drop_table(table)


def _in_a_debrief(table: str, *columns: sa.schema.SchemaItem) -> None:
    """A row that somebody wrote at a time in a debrief."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("debrief_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        *columns,
        *_points_to(table, debrief_id="debrief", by_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_debrief_id"), table, ["debrief_id"])


def _points_to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in columns.items()
    ]


def _one_of(name: str, values: list[str]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
