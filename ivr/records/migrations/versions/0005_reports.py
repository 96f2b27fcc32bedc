"""The sums that reports are made of, and which calls are in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("calls", sa.Column("counted_at", sa.DateTime(timezone=True)))
    uncounted = sa.text("counted_at IS NULL")
    op.create_index("ix_calls_uncounted", "calls", ["started_at"], sqlite_where=uncounted, postgresql_where=uncounted)
    _create(
        "report_calls",
        sa.Column("hour", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("outcome", sa.String(16), primary_key=True),
        sa.Column("course", sa.String(16), primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("in_time", sa.Integer, nullable=False),
    )
    _create(
        "report_steps",
        sa.Column("node", sa.String, primary_key=True),
        sa.Column("input", sa.String(16), primary_key=True),
        sa.Column("outcome", sa.String(32), primary_key=True),
        sa.Column("steps", sa.Integer, nullable=False),
        sa.Column("milliseconds", sa.BigInteger, nullable=False),
        sa.Column("late", sa.Integer, nullable=False),
    )
    _create(
        "report_nodes",
        sa.Column("node", sa.String, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
    )
    _create(
        "report_ways",
        sa.Column("origin", sa.String, primary_key=True),
        sa.Column("target", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )


def _create(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("tree_version", sa.String, primary_key=True),
        sa.Column("spoke", sa.Boolean, primary_key=True),
        *columns,
    )


def downgrade() -> None:
    for table in ("report_ways", "report_nodes", "report_steps", "report_calls"):
        op.drop_table(table)
    op.drop_index("ix_calls_uncounted", "calls")
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("counted_at")
