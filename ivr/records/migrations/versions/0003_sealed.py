"""Where calls stand that are not over."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("calls", sa.Column("sealed", sa.LargeBinary))


def downgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("sealed")
