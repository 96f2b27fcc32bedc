import multiprocessing

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

import ivr.people.models
import ivr.records.models
import ivr.records.reports.models
import ivr.versions.models  # noqa: F401  # their tables, for the comparison
from ivr.database import Base, DatabaseUnavailable, alembic_config, migrate, open_ours
from ivr.settings import Settings


def tables(engine: Engine) -> list[str]:
    return sorted(inspect(engine).get_table_names())


def test_the_migrations_make_what_the_models_say(ours: Engine) -> None:
    with ours.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_again_changes_nothing(ours: Engine) -> None:
    migrate(ours)
    assert tables(ours) == sorted(["alembic_version", *Base.metadata.tables])


def test_down_to_nothing_and_up_again(ours: Engine) -> None:
    with ours.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert tables(ours) == ["alembic_version"]
    migrate(ours)
    assert "calls" in tables(ours)


def test_a_migration_that_fails_leaves_nothing_half_done(settings: Settings) -> None:
    engine = open_ours(settings)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE steps (n INTEGER)"))
    with pytest.raises(DatabaseUnavailable):
        migrate(engine)
    assert tables(engine) == ["steps"]
    engine.dispose()


def test_processes_that_start_at_once(settings: Settings) -> None:
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(4)
    processes = [fork.Process(target=_start, args=(settings, gate)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def _start(settings: Settings, gate: "multiprocessing.synchronize.Barrier") -> None:
    gate.wait()
    engine = open_ours(settings)
    migrate(engine)
    engine.dispose()
