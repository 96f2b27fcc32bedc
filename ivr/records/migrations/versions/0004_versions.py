"""What clerks publish, and their drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "versions",
        sa.Column("series", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("series", "number", name="pk_versions"),
        sa.UniqueConstraint("series", "digest", name="uq_versions_series_digest"),
    )
    op.create_table(
        "publications",
        sa.Column("series", sa.String(16), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("series", "n", name="pk_publications"),
        sa.ForeignKeyConstraint(
            ["series", "number"], ["versions.series", "versions.number"], name="fk_publications_series"
        ),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("saved_by", sa.String(64), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("name", name="uq_drafts_name"),
    )
    op.create_table(
        "folders",
        sa.Column("folder", sa.String, nullable=False),
        sa.Column("series", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("folder", "series", name="pk_folders"),
    )


def downgrade() -> None:
    op.drop_table("folders")
    op.drop_table("drafts")
    op.drop_table("publications")
    op.drop_table("versions")
