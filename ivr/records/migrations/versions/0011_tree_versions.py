"""Calls are found by their version of the menus."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_index("ix_calls_tree_version_started_at", "calls", ["tree_version", "started_at"])


def downgrade() -> None:
    op.drop_index("ix_calls_tree_version_started_at", "calls")
