"""Calls are found by how a step in a node ended."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_index("ix_steps_node_outcome_at", "steps", ["node", "outcome", "at"])


def downgrade() -> None:
    op.drop_index("ix_steps_node_outcome_at", "steps")
