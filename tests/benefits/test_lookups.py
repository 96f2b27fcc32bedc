"""The look-ups, on a demo in a file and on a PostgreSQL server."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr
from sqlalchemy import URL, insert
from sqlalchemy.exc import DBAPIError

from ivr.benefits.demo import make_demo
from ivr.benefits.demo.listing import Fact
from ivr.benefits.lookups import Lookups
from ivr.benefits.ports import LookupFailed, LookupTooSlow, Row
from ivr.benefits.schema.people import data_status
from ivr.benefits.theirs import benefits_url, open_theirs
from ivr.benefits.values import in_words
from ivr.settings import load
from tests.benefits.conftest import DEMO, QUERIES, Theirs, extras, quiet

NOBODY = {"id_number": SecretStr("110105194912310038")}
FOR_EVER = """
-- column: total count
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
SELECT count(*) AS total FROM n WHERE :id_number <> ''
"""


def test_everybody_hears_their_own(theirs: Theirs) -> None:
    for person in theirs.people:
        for name, facts in person.facts.items():
            found = theirs.lookups.find(name, {"id_number": SecretStr(person.id_number)})
            assert [_plain(row) for row in found] == [_spoken(theirs, name, fact) for fact in facts]


def test_nothing_is_found_of_nobody(theirs: Theirs) -> None:
    for name in theirs.lookups.columns:
        assert theirs.lookups.find(name, NOBODY) == ()


def test_theirs_is_only_read(theirs: Theirs) -> None:
    engine = open_theirs(theirs.url, 8)
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(insert(data_status).values(as_of=DEMO.as_of, pension_month="2026-10"))
    engine.dispose()


def test_a_slow_query_is_stopped(theirs: Theirs, tmp_path: Path) -> None:
    began = time.monotonic()
    with (
        _lookups(theirs.url, tmp_path, FOR_EVER, seconds=0.3) as lookups,
        pytest.raises(LookupTooSlow, match=r"other: no answer in 0\.3 s"),
    ):
        lookups.find("other", NOBODY)
    assert 0.3 <= time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("-- column: a text\nSELECT name AS a FROM nowhere WHERE id_number = :id_number", "nowhere|UndefinedTable"),
        ("-- column: a text\nSELECT name AS b FROM persons WHERE id_number = :id_number", "the SQL gives b"),
        ("-- column: a text\nSELECT name AS a FROM persons WHERE id_number <> :id_number", "more than 1 rows"),
        (
            "-- column: a date\nSELECT name AS a FROM persons WHERE id_number = :id_number",
            "can't be said as date: a str",
        ),
        ("-- column: a text\nSELECT NULL AS a FROM persons WHERE id_number = :id_number", "can't be said as text"),
    ],
)
def test_a_wrong_query_fails_without_telling_values(theirs: Theirs, tmp_path: Path, sql: str, why: str) -> None:
    person = theirs.people[0]
    with (
        _lookups(theirs.url, tmp_path, sql) as lookups,
        structlog.testing.capture_logs() as logs,
        pytest.raises(LookupFailed, match=why) as raised,
    ):
        lookups.find("other", {"id_number": SecretStr(person.id_number)})
    told = f"{raised.value!r} {raised.value.__cause__!r} {logs}"
    assert person.id_number not in told
    assert person.name not in told
    assert [(line["event"], line["lookup"]) for line in logs] == [("lookup_failed", "other")]


def test_a_look_up_that_does_not_exist(theirs: Theirs) -> None:
    with pytest.raises(LookupFailed, match="no such file"):
        theirs.lookups.find("weather", NOBODY)


def test_a_database_that_goes_and_comes_back(tmp_path: Path) -> None:
    url = URL.create("sqlite", database=str(tmp_path / "be nefits?100%#.db"))
    engine = open_theirs(url, 8)
    lookups = Lookups(engine, engine, QUERIES, 8, extras)
    with pytest.raises(LookupFailed, match="unable to open"):
        lookups.find("pension_account", NOBODY)
    make_demo(url, DEMO, quiet)
    assert lookups.find("pension_account", NOBODY) == ()
    Path(str(url.database)).unlink()
    with pytest.raises(LookupFailed, match="unable to open"):
        lookups.find("pension_account", NOBODY)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    url = URL.create("postgresql+psycopg", database="benefits", query={"host": str(tmp_path)})
    engine = open_theirs(url, 2)
    with pytest.raises(LookupFailed):
        Lookups(engine, engine, QUERIES, 2, extras).find("pension_account", NOBODY)


def test_theirs_lies_in_home_when_not_set(tmp_path: Path) -> None:
    assert benefits_url(load(home=tmp_path)).database == str(tmp_path / "benefits.db")


def _spoken(theirs: Theirs, name: str, fact: Fact) -> dict[str, str]:
    return {column: in_words(kind, fact[column]) for column, kind in theirs.lookups.columns[name].items()}


def _plain(row: Row) -> dict[str, str]:
    return {column: words.get_secret_value() for column, words in row.items()}


@contextmanager
def _lookups(url: URL, directory: Path, sql: str, seconds: float = 8) -> Iterator[Lookups]:
    shutil.copy(QUERIES / "person.sql", directory)
    (directory / "other.sql").write_text(sql, encoding="utf-8")
    engine = open_theirs(url, seconds)
    yield Lookups(engine, engine, directory, seconds, extras)
    engine.dispose()
