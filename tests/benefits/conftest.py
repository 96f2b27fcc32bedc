"""Databases for the tests: a demo of theirs and an empty ours, as a file and on a PostgreSQL server."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import URL, Engine

from ivr.benefits.demo import Demo, DemoPerson, demo_people, make_demo
from ivr.benefits.lookups import Lookups
from ivr.benefits.theirs import open_theirs
from ivr.settings import DIALPLAN, load
from tests.migrated import open_migrated

DEMO = Demo(people=60, seed=7, as_of=date(2026, 11, 23))
QUERIES = DIALPLAN / "queries"
ACTS = DIALPLAN / "acts"
BACKENDS = ("sqlite", "postgresql")
LOSS_UNTIL = DEMO.as_of + timedelta(7)


def extras() -> dict[str, str]:
    """The data date is today."""
    return {"today": str(DEMO.as_of), "loss_until": str(LOSS_UNTIL)}


def quiet(done: int) -> None:
    """For who doesn't care how far the demo is."""


@dataclasses.dataclass(frozen=True)
class Theirs:
    """Nothing is ever changed in it."""

    url: URL
    engine: Engine
    lookups: Lookups
    people: list[DemoPerson]


@pytest.fixture(scope="session", params=BACKENDS)
def theirs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theirs]:
    if request.param == "sqlite":
        url = URL.create("sqlite", database=str(tmp_path_factory.mktemp("theirs") / "benefits.db"))
    else:
        url = request.getfixturevalue("postgres").new_database()
    make_demo(url, DEMO, quiet)
    engine = open_theirs(url, 8)
    yield Theirs(url, engine, Lookups(engine, engine, QUERIES, 8, extras), demo_people(url, DEMO.people))
    engine.dispose()


@pytest.fixture(params=BACKENDS)
def ours(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        settings = load(home=tmp_path)
    else:
        url = request.getfixturevalue("postgres").new_database()
        settings = load(home=tmp_path, database_url=SecretStr(url.render_as_string(hide_password=False)))
    engine = open_migrated(settings)
    yield engine
    engine.dispose()
