"""The sums of the ways that callers took from the beginning."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "report_paths",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("tree_version", sa.String, primary_key=True),
        sa.Column("spoke", sa.Boolean, primary_key=True),
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("lost", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("report_paths")
