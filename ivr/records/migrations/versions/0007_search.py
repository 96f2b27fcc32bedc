"""What calls are searched by, and what callers pressed and said."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for who in ("caller", "person"):
        tail, masked = f"{who}_tail", f"{who}_masked"
        op.add_column("calls", sa.Column(tail, sa.String(4)))
        op.execute(f"UPDATE calls SET {tail} = substr({masked}, length({masked}) - 3) WHERE length({masked}) >= 8")  # noqa: S608  # names of ours
        op.create_index(f"ix_calls_{tail}", "calls", [tail])
    op.create_index("ix_calls_outcome_started_at", "calls", ["outcome", "started_at"])
    op.create_table(
        "call_cases",
        sa.Column("call_id", sa.String(32), nullable=False),
        sa.Column("hmac", sa.String(64), nullable=False),
        sa.Column("masked", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("call_id", "hmac", name="pk_call_cases"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_call_cases_call_id", ondelete="CASCADE"),
    )
    op.create_index("ix_call_cases_hmac", "call_cases", ["hmac"])
    op.add_column("steps", sa.Column("pressed", sa.String(3)))
    op.add_column("steps", sa.Column("heard", sa.String(64)))
    op.add_column("steps", sa.Column("score", sa.Float))
    op.create_index("ix_steps_node_at", "steps", ["node", "at"])


def downgrade() -> None:
    op.drop_index("ix_steps_node_at", "steps")
    with op.batch_alter_table("steps") as steps:
        for column in ("score", "heard", "pressed"):
            steps.drop_column(column)
    op.drop_table("call_cases")
    op.drop_index("ix_calls_outcome_started_at", "calls")
    for who in ("person", "caller"):
        op.drop_index(f"ix_calls_{who}_tail", "calls")
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("person_tail")
        calls.drop_column("caller_tail")
