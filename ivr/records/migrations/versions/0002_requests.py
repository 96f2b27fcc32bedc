"""What callers leave for the office."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("case_number", sa.String(12)),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("text", sa.String),
        sa.Column("recording", sa.String),
        sa.Column("position", sa.Integer),
        sa.Column("person_hmac", sa.String(64)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.UniqueConstraint("case_number", name="uq_requests_case_number"),
    )


def downgrade() -> None:
    op.drop_table("requests")
