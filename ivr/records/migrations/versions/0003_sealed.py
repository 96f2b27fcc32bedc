"""Where calls stand that are not over."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("calls", sa.Column("sealed", sa.LargeBinary))
    kept = sa.text("sealed IS NOT NULL")
    op.create_index("ix_calls_sealed", "calls", ["ended_at"], sqlite_where=kept, postgresql_where=kept)


def downgrade() -> None:
    op.drop_index("ix_calls_sealed", "calls")
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("sealed")
