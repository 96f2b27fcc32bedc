"""What stands in the tables, for tests to look at."""

from collections.abc import Sequence

from sqlalchemy import Engine, RowMapping, select

from ivr.records.models import Call, Step


def calls(engine: Engine) -> Sequence[RowMapping]:
    with engine.connect() as connection:
        return connection.execute(select(Call.__table__).order_by(Call.started_at)).mappings().all()


def steps(engine: Engine) -> Sequence[RowMapping]:
    with engine.connect() as connection:
        return connection.execute(select(Step.__table__).order_by(Step.call_id, Step.n)).mappings().all()
