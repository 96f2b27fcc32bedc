"""The look-ups, on a demo in a file and on a PostgreSQL server."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr
from sqlalchemy import URL, Engine, delete, select, update
from sqlalchemy.exc import DBAPIError

from ivr.benefits.demo import make_demo, offices
from ivr.benefits.demo.facts.held import Fact
from ivr.benefits.leaving import OurActs
from ivr.benefits.lookups import Lookups
from ivr.benefits.ports import LookupFailed, LookupTooSlow, Row
from ivr.benefits.schema.cards import service_outlets
from ivr.benefits.schema.people import data_status
from ivr.benefits.signature import Signature
from ivr.benefits.theirs import benefits_url, open_theirs
from ivr.benefits.values import in_words
from ivr.requests import Request, RequestStatus
from ivr.settings import load
from ivr.spoken.text import text
from tests.benefits.conftest import DEMO, QUERIES, Theirs, extras, quiet

NOBODY = {"id_number": SecretStr("110105194912310038")}
FOR_EVER = """
-- column: total count
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
SELECT count(*) AS total FROM n WHERE :id_number <> ''
"""


OF_NOBODY = {"outlets", "message_reply"}
BY_NUMBER = "case_progress"


def test_everybody_hears_their_own(theirs: Theirs) -> None:
    for person in theirs.people:
        for name, facts in person.facts.items():
            if name != BY_NUMBER:
                found = theirs.lookups.find(name, {"id_number": SecretStr(person.id_number)})
                assert [_plain(row) for row in found] == [_spoken(theirs, name, fact) for fact in facts]


def test_cases_are_found_by_their_number_and_only_by_who_owns_them(theirs: Theirs) -> None:
    stranger = SecretStr(theirs.people[4].id_number)
    for person in theirs.people:
        for fact in person.facts[BY_NUMBER]:
            asked = {"id_number": SecretStr(person.id_number), "case_number": SecretStr(str(fact["case_number"]))}
            [row] = theirs.lookups.find(BY_NUMBER, asked)
            assert _plain(row) == _spoken(theirs, BY_NUMBER, fact)
            assert theirs.lookups.find(BY_NUMBER, asked | {"id_number": stranger}) == ()


def test_every_look_up_is_held_against_facts(theirs: Theirs) -> None:
    assert theirs.people[0].facts.keys() == theirs.lookups.signatures.keys() - OF_NOBODY


def test_the_first_forty_show_every_answer_and_every_lack_of_one(theirs: Theirs) -> None:
    for name in theirs.people[0].facts:
        with_an_answer = sum(bool(person.facts[name]) for person in theirs.people[:40])
        assert 2 <= with_an_answer <= 38, name


def test_the_first_forty_show_every_case(theirs: Theirs) -> None:
    shown = {
        (name, str(fact["case"]))
        for person in theirs.people[:40]
        for name, facts in person.facts.items()
        for fact in facts
        if "case" in fact
    }
    cards = {(name, case) for name in ("card_to_lose", "card_to_release") for case in ("normal", "lost")}
    proofs = {("certification", case) for case in ("valid", "expired", "suspended")}
    findings = {("injury_appraisal", case) for case in ("waiting", "concluded")}
    assert cards | proofs | findings <= shown


def test_outlets_of_a_district(theirs: Theirs) -> None:
    expected = [row for table, row in offices.lines(DEMO.seed) if table is service_outlets]
    for district, count in {"城东区": 3, "城南区": 2, "城西区": 3, "城北区": 2}.items():
        found = theirs.lookups.find("outlets", {"district": SecretStr(district)})
        there = [row for row in expected if row["district"] == district]
        assert [row["address"].get_secret_value() for row in found] == [text(str(row["address"])) for row in there]
        assert len(found) == count
    assert theirs.lookups.find("outlets", {"district": SecretStr("火星")}) == ()


def test_nothing_that_is_heard_has_letters_or_digits(theirs: Theirs) -> None:
    heard = [
        words.get_secret_value()
        for name in theirs.lookups.signatures.keys() - OF_NOBODY - {BY_NUMBER}
        for person in theirs.people[:60]
        for row in theirs.lookups.find(name, {"id_number": SecretStr(person.id_number)})
        for column, words in row.items()
        if column in theirs.lookups.signatures[name].columns
    ]
    for district in offices.OUTLETS_IN:
        found = theirs.lookups.find("outlets", {"district": SecretStr(district)})
        heard += [words.get_secret_value() for row in found for words in row.values()]
    assert [words for words in heard if re.search("[0-9A-Za-z]", words) or not words] == []


def test_nothing_is_found_of_nobody(theirs: Theirs) -> None:
    for name in theirs.lookups.columns.keys() - OF_NOBODY:
        assert theirs.lookups.find(name, {**NOBODY, "case_number": SecretStr("202600000010")}) == ()


def test_what_it_is_not_asked_with_it_does_not_answer(theirs: Theirs) -> None:
    with pytest.raises(LookupFailed, match="case_progress: it was asked without case_number, id_number"):
        theirs.lookups.find(BY_NUMBER, {"id_number": SecretStr("")})


def test_what_a_tree_may_use(theirs: Theirs) -> None:
    signatures = theirs.lookups.signatures
    assert "person" not in signatures
    assert signatures["case_progress"].wants == {"id_number", "case_number"}
    assert signatures["card_to_lose"] == Signature(
        columns=frozenset({"card_tail", "until"}), codes=frozenset({"case"}), wants=frozenset({"id_number"})
    )
    assert signatures["outlets"].wants == {"district"}


def test_a_loss_that_is_over_counts_no_more(theirs: Theirs) -> None:
    person, fact = next(
        (person, fact) for person in theirs.people for fact in person.facts["card_to_release"] if fact["case"] == "lost"
    )
    asked = {"id_number": SecretStr(person.id_number)}
    last = date.fromisoformat(str(fact["until"]))
    for day, case in ((last, "lost"), (last + timedelta(1), "normal")):
        dates = {"today": str(day), "loss_until": str(day + timedelta(7))}
        lookups = Lookups(theirs.engine, theirs.engine, QUERIES, 8, dates.copy)
        assert lookups.find("card_to_release", asked)[0]["case"].get_secret_value() == case
        assert lookups.find("card_to_lose", asked)[0]["case"].get_secret_value() == case


def test_what_became_of_a_message(ours: Engine) -> None:
    reading = open_theirs(ours.url, 8)
    lookups = Lookups(reading, reading, QUERIES, 8, extras)
    desk = OurActs(ours, lambda secret: "", 8, extras)
    values = {"phone": SecretStr("13800138000"), "recording": SecretStr("message-1")}
    desk.perform("leave_message", "call-1", values)
    with ours.begin() as connection:
        number = connection.execute(select(Request.case_number)).scalar_one()
        asked = {"case_number": SecretStr(str(number))}
        [row] = lookups.find("message_reply", asked)
        assert _plain(row) == {"received_on": "二零二六年十一月二十三日", "case": "waiting"}
        connection.execute(update(Request).values(status=RequestStatus.ANSWERED))
    assert _plain(lookups.find("message_reply", asked)[0])["case"] == "answered"
    assert lookups.find("message_reply", {"case_number": SecretStr("261123999999")}) == ()
    reading.dispose()


def test_theirs_is_only_read(theirs: Theirs) -> None:
    engine = open_theirs(theirs.url, 8)
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(delete(data_status))
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
