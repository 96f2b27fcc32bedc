"""Calls, their steps, and wrong PINs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("caller_masked", sa.String, nullable=False),
        sa.Column("caller_hmac", sa.String(64), nullable=False),
        sa.Column("person_masked", sa.String),
        sa.Column("person_hmac", sa.String(64)),
        sa.Column("tree_version", sa.String, nullable=False),
        sa.Column("instance", sa.String, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_started_at", "calls", ["started_at"])
    op.create_index("ix_calls_caller_hmac", "calls", ["caller_hmac"])
    op.create_index("ix_calls_person_hmac", "calls", ["person_hmac"])
    unfinished = sa.text("outcome IS NULL")
    op.create_index("ix_calls_unfinished", "calls", ["instance"], sqlite_where=unfinished, postgresql_where=unfinished)
    op.create_table(
        "steps",
        sa.Column("call_id", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("node", sa.String, nullable=False),
        sa.Column("input", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("call_id", "n", name="pk_steps"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_steps_call_id", ondelete="CASCADE"),
    )
    op.create_table(
        "pin_attempts",
        sa.Column("person_hmac", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("person_hmac", name="pk_pin_attempts"),
    )


def downgrade() -> None:
    op.drop_table("pin_attempts")
    op.drop_table("steps")
    op.drop_table("calls")
