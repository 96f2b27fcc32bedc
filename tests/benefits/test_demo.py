"""The demo's people: fictitious, consistent, and the same every time."""

import json
import re
import sqlite3
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine
from stdnum.cn import ric

from ivr.benefits.demo import Demo, DemoRefused, demo_people, filling, make_demo
from ivr.benefits.demo.people import MOST_PEOPLE, Person, Sex, Status, person
from ivr.benefits.schema import THEIRS
from ivr.benefits.schema.people import persons
from tests.benefits.conftest import DEMO, Theirs, quiet
from tests.postgres import Server

AS_OF = DEMO.as_of
SMALL = Demo(people=40, seed=7, as_of=AS_OF)


@pytest.fixture
def url(tmp_path: Path) -> URL:
    return URL.create("sqlite", database=str(tmp_path / "new" / "benefits.db"))


def test_id_numbers_are_valid_and_of_one_person_each() -> None:
    people = [person(7, index, AS_OF) for index in range(3000)]
    assert all(ric.is_valid(somebody.id_number) for somebody in people)
    assert len({somebody.id_number for somebody in people}) == len(people)
    assert any(somebody.id_number.endswith("X") for somebody in people[:10])


def test_id_numbers_stay_different_when_area_and_sequence_come_round_again() -> None:
    step = 20 * 250
    people = [person(7, 100 + step * turn, AS_OF) for turn in range(900)]
    assert len({somebody.id_number for somebody in people}) == len(people)


def test_the_id_number_tells_the_sex_and_the_birth() -> None:
    for index in range(300):
        somebody = person(7, index, AS_OF)
        assert int(somebody.id_number[16]) % 2 == (somebody.sex is Sex.MALE)
        assert somebody.id_number[6:14] == f"{somebody.born:%Y%m%d}"
        _assert_age_fits(somebody)


@pytest.mark.parametrize("as_of", [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29), date(2026, 11, 4)])
def test_any_data_date_will_do(url: URL, as_of: date) -> None:
    make_demo(url, replace(SMALL, as_of=as_of, people=200), quiet)
    assert _rows(url, "SELECT count(*) FROM contributions c, data_status s WHERE c.month >= substr(s.as_of, 1, 7)") == [
        (0,)
    ]
    assert _rows(url, "SELECT count(*) FROM pension_payments p, data_status s WHERE p.paid_on > s.as_of") == [(0,)]


def test_everybody_is_an_example_by_name(theirs: Theirs) -> None:
    assert all("示例" in listed.name for listed in theirs.people)


def test_the_first_people_show_every_case(theirs: Theirs) -> None:
    pensioner, worker, initial = theirs.people[:3]
    assert pensioner.id_number == "11010519491231002X"
    assert pensioner.facts["pension_this_month"]
    assert pensioner.facts["contribution_details"] == []
    assert worker.facts["pension_account"]
    assert worker.facts["pension_this_month"] == []
    assert len(worker.facts["contribution_details"]) == 12
    assert initial.initial_pin
    assert not pensioner.initial_pin


def test_pins_and_amounts_differ(theirs: Theirs) -> None:
    listed = [somebody for somebody in theirs.people[:50] if not somebody.initial_pin]
    balances = [
        somebody.facts["pension_account"][0]["balance"] for somebody in listed if somebody.status != "uninsured"
    ]
    assert all(re.fullmatch(r"\d{6}", somebody.pin) for somebody in listed)
    assert len({somebody.pin for somebody in listed}) == len(listed)
    assert len(set(balances)) == len(balances)


def test_totals_and_months_agree(url: URL) -> None:
    make_demo(url, replace(SMALL, people=1000), quiet)
    assert _rows(
        url, "SELECT count(*) FROM contribution_totals t WHERE t.last_month < t.first_month OR t.months < 1"
    ) == [(0,)]
    wrong = """
        SELECT count(*) FROM contribution_totals t JOIN persons p ON p.id = t.person_id WHERE p.status = 'working'
        AND (t.last_month <> (SELECT max(month) FROM contributions c WHERE c.person_id = p.id)
        OR 12 <> (SELECT count(*) FROM contributions c WHERE c.person_id = p.id)
               + (SELECT count(*) FROM arrears a WHERE a.person_id = p.id))"""
    assert _rows(url, wrong) == [(0,)]
    spans = """
        SELECT count(*) FROM contribution_totals t WHERE t.months <> 1
        + (substr(t.last_month, 1, 4) - substr(t.first_month, 1, 4)) * 12
        + substr(t.last_month, 6) - substr(t.first_month, 6)
        - (SELECT count(*) FROM arrears a WHERE a.person_id = t.person_id)"""
    assert _rows(url, spans) == [(0,)]


def test_every_table_has_rows(url: URL) -> None:
    make_demo(url, replace(SMALL, people=2000), quiet)
    empty = [table for table in THEIRS.tables if _rows(url, f"SELECT count(*) FROM {table}") == [(0,)]]  # noqa: S608
    assert empty == []
    assert _rows(url, "PRAGMA foreign_key_check") == []


def test_the_same_seed_makes_the_same_people(url: URL) -> None:
    make_demo(url, SMALL, quiet)
    first = demo_people(url, 40)
    make_demo(url, replace(SMALL, people=50), quiet, replace=True)
    assert demo_people(url, 40) == first
    make_demo(url, replace(SMALL, seed=8), quiet, replace=True)
    assert demo_people(url, 40)[5:] != first[5:]


def test_people_are_listed_as_json_and_secrets_stay_out_of_their_repr(theirs: Theirs) -> None:
    listed = theirs.people[1]
    assert json.loads(json.dumps(asdict(listed)))["facts"]["contribution_years"][0]["last_month"] == "2026-10"
    assert listed.id_number not in repr(listed)
    assert listed.pin not in repr(listed)


def test_pins_are_written_down_nowhere(url: URL) -> None:
    make_demo(url, SMALL, quiet)
    content = Path(str(url.database)).read_bytes()
    pins = {listed.pin for listed in demo_people(url, 40)}
    assert not [pin for pin in pins if pin.encode() in content]


def test_progress_tells_how_many_there_are(url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "BATCH", 15)
    told: list[int] = []
    make_demo(url, SMALL, told.append)
    assert told == [15, 30, 40]


def test_a_demo_is_only_replaced_when_told_so(demo_url: URL) -> None:
    make_demo(demo_url, SMALL, quiet)
    with pytest.raises(DemoRefused, match="40 demo people already; --replace"):
        make_demo(demo_url, replace(SMALL, people=5), quiet)
    make_demo(demo_url, replace(SMALL, people=5), quiet, replace=True)
    assert len(demo_people(demo_url, 100)) == 5


def test_what_is_no_demo_is_never_touched(demo_url: URL) -> None:
    engine = create_engine(demo_url)
    persons.create(engine)
    engine.dispose()
    with pytest.raises(DemoRefused, match="no demo's"):
        make_demo(demo_url, SMALL, quiet, replace=True)
    with pytest.raises(DemoRefused, match="is no demo"):
        demo_people(demo_url, 1)


def test_a_file_with_other_tables_is_never_touched(url: URL) -> None:
    make_demo(url, SMALL, quiet)
    _rows(url, "CREATE TABLE calls (id INTEGER)")
    with pytest.raises(DemoRefused, match="other tables"):
        make_demo(url, SMALL, quiet, replace=True)


def test_a_file_that_is_no_database(url: URL) -> None:
    file = Path(str(url.database))
    file.parent.mkdir()
    file.write_text("a letter " * 200)
    with pytest.raises(DemoRefused, match="NOTADB"):
        make_demo(url, SMALL, quiet, replace=True)
    assert file.read_text().startswith("a letter")


def test_a_demo_that_is_broken_off_leaves_the_old_one(demo_url: URL) -> None:
    make_demo(demo_url, SMALL, quiet)
    with pytest.raises(KeyboardInterrupt):
        make_demo(demo_url, replace(SMALL, people=5), _interrupted, replace=True)
    assert len(demo_people(demo_url, 100)) == 40


def test_a_demo_that_is_broken_off_leaves_no_file(url: URL) -> None:
    with pytest.raises(KeyboardInterrupt):
        make_demo(url, SMALL, _interrupted)
    assert list(Path(str(url.database)).parent.iterdir()) == []


def test_a_directory_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DemoRefused, match=r"benefits\.db: .*directory|benefits\.db: File exists"):
        make_demo(URL.create("sqlite", database=str(tmp_path / "file" / "benefits.db")), SMALL, quiet)


@pytest.mark.parametrize("people", [0, MOST_PEOPLE + 1])
def test_too_few_or_too_many_people(people: int) -> None:
    with pytest.raises(DemoRefused, match="write a number from 1 to"):
        Demo(people=people, seed=1, as_of=AS_OF)


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    if request.param == "sqlite":
        return URL.create("sqlite", database=str(tmp_path / "benefits.db"))
    postgres: Server = request.getfixturevalue("postgres")
    return postgres.new_database()


def _interrupted(done: int) -> None:
    raise KeyboardInterrupt


def _assert_age_fits(somebody: Person) -> None:
    age = AS_OF.year - somebody.born.year - ((AS_OF.month, AS_OF.day) < (somebody.born.month, somebody.born.day))
    pension_age = 60 if somebody.sex is Sex.MALE else 55
    assert 18 <= age < 100
    assert (age >= pension_age) == (somebody.status is Status.RETIRED)


def _rows(url: URL, sql: str) -> list[Any]:
    with sqlite3.connect(str(url.database)) as connection:
        rows = connection.execute(sql).fetchall()
    connection.close()
    return rows
