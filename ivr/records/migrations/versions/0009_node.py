"""The node in which a running call stands."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("calls", sa.Column("node", sa.String))


def downgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("node")
