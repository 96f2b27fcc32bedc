"""The embedded database keeps the sums of reports in the order of their keys, so that the days of one are read in one go."""

from alembic import op

revision = "0014"
down_revision = "0013"
SUMS = ("report_calls", "report_steps", "report_nodes", "report_ways", "report_paths")


def upgrade() -> None:
    _recreate(with_rowid=False)


def downgrade() -> None:
    _recreate(with_rowid=True)


def _recreate(*, with_rowid: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in SUMS:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
            pass
