"""What people have recorded for prompts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("digest", sa.String(24), nullable=False),
        sa.Column("sound", sa.LargeBinary, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_recordings"),
    )


def downgrade() -> None:
    op.drop_table("recordings")
