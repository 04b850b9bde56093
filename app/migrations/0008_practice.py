"""Practice answers, what people gave them, and comments on the anchors."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["bank_record.id"], name=op.f("fk_practice_answer_record_id_bank_record")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_answer")),
        sa.UniqueConstraint("key", "digest", name=op.f("uq_practice_answer_key_digest")),
    )
    with op.batch_alter_table("practice_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_answer_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_practice_answer_record_id"), ["record_id"], unique=False)

    op.create_table(
        "practice_put_off",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_practice_put_off_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_practice_put_off")),
    )
    op.create_table(
        "anchor_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("point", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("point BETWEEN 1 AND 5", name=op.f("ck_anchor_comment_point")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["practice_answer.id"], name=op.f("fk_anchor_comment_answer_id_practice_answer")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_anchor_comment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor_comment")),
    )
    with op.batch_alter_table("anchor_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anchor_comment_answer_id"), ["answer_id"], unique=False)

    op.create_table(
        "practice_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_practice_rating_rating")),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["practice_answer.id"], name=op.f("fk_practice_rating_answer_id_practice_answer")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_practice_rating_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_rating")),
        sa.UniqueConstraint("answer_id", "person_id", name=op.f("uq_practice_rating_answer_id_person_id")),
    )
    with op.batch_alter_table("practice_rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_rating_person_id"), ["person_id"], unique=False)

    op.create_table(
        "anchor_comment_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_anchor_comment_reply_by_id_person")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["anchor_comment.id"], name=op.f("fk_anchor_comment_reply_comment_id_anchor_comment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor_comment_reply")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_anchor_comment_reply_comment_id")),
    )
    op.create_table(
        "practice_thought",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rating_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rating_id"], ["practice_rating.id"], name=op.f("fk_practice_thought_rating_id_practice_rating")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_thought")),
    )
    with op.batch_alter_table("practice_thought", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_thought_rating_id"), ["rating_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("practice_thought", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_thought_rating_id"))

    op.drop_table("practice_thought")
    op.drop_table("anchor_comment_reply")
    with op.batch_alter_table("practice_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_rating_person_id"))

    op.drop_table("practice_rating")
    with op.batch_alter_table("anchor_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anchor_comment_answer_id"))

    op.drop_table("anchor_comment")
    op.drop_table("practice_put_off")
    with op.batch_alter_table("practice_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_answer_record_id"))
        batch_op.drop_index(batch_op.f("ix_practice_answer_key"))

    op.drop_table("practice_answer")
