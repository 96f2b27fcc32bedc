"""Reporting a card lost and releasing it: once, whatever happens in between."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import URL, text

from ivr.benefits import case_numbers
from ivr.benefits.demo import Demo, DemoPerson, demo_people, make_demo
from ivr.benefits.ports import LookupFailed, LookupTooSlow
from ivr.benefits.sql_acts import SqlActs
from ivr.benefits.theirs import open_for_changes, open_theirs
from tests.benefits.conftest import ACTS, BACKENDS, DEMO, LOSS_UNTIL, extras, quiet
from tests.benefits.together import at_once

pytestmark = pytest.mark.beside

SMALL = Demo(people=40, seed=7, as_of=DEMO.as_of)
NOBODY = {"id_number": SecretStr("110105194912310038")}
REPORT = "report_loss"
RELEASE = "release_loss"


class Office:
    """Their database and a desk at it."""

    def __init__(self, url: URL, directory: Path = ACTS, seconds: float = 8) -> None:
        self.url = url
        self.today = DEMO.as_of
        self.engine = open_for_changes(url, seconds)
        self.acts = SqlActs(self.engine, directory, seconds, self._extras)

    def do(self, act: str, request: str, person: DemoPerson) -> dict[str, str]:
        row = self.acts.perform(act, request, {"id_number": SecretStr(person.id_number)})
        return {column: words.get_secret_value() for column, words in row.items()}

    def rows(self, sql: str, **values: object) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def losses(self, request: str) -> list[Any]:
        return self.rows("SELECT case_number, released_on FROM card_losses WHERE request = :request", request=request)

    def card(self, person: DemoPerson) -> str:
        sql = "SELECT k.status FROM social_cards k JOIN persons p ON p.id = k.person_id WHERE p.id_number = :id"
        return str(self.rows(sql, id=person.id_number)[0][0])

    def _extras(self) -> dict[str, str]:
        return {"today": str(self.today), "loss_until": str(self.today + timedelta(7))}


@pytest.fixture(scope="module", params=BACKENDS)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> URL:
    """What every test gets a copy of."""
    if request.param == "sqlite":
        url = URL.create("sqlite", database=str(tmp_path_factory.mktemp("demo") / "benefits.db"))
    else:
        url = request.getfixturevalue("postgres").new_database()
    make_demo(url, SMALL, quiet)
    return url


@pytest.fixture
def office(demo: URL, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    if demo.get_backend_name() == "sqlite":
        url = URL.create("sqlite", database=str(shutil.copy(str(demo.database), tmp_path)))
    else:
        url = request.getfixturevalue("postgres").new_database(copied_from=demo)
    office = Office(url)
    yield office
    office.engine.dispose()


@pytest.fixture
def people(office: Office) -> list[DemoPerson]:
    """Whose cards are where they should be."""
    listed = demo_people(office.url, SMALL.people)
    return [person for person in listed if any(fact["case"] == "normal" for fact in person.facts["card_to_lose"])]


def test_a_card_is_lost(office: Office, people: list[DemoPerson]) -> None:
    told = office.do(REPORT, "call-1", people[0])
    assert (told["case"], told["until"]) == ("done", "二零二六年十一月三十日")
    assert date(2026, 11, 30) == LOSS_UNTIL
    [(number, released)] = office.losses("call-1")
    assert number.startswith("261123")
    assert released is None
    assert office.card(people[0]) == "挂失"


def test_the_same_request_is_the_same_loss(office: Office, people: list[DemoPerson]) -> None:
    first = office.do(REPORT, "call-1", people[0])
    assert office.do(REPORT, "call-1", people[0]) == first
    assert len(office.losses("call-1")) == 1


def test_a_card_that_is_lost_already_keeps_its_loss(office: Office, people: list[DemoPerson]) -> None:
    first = office.do(REPORT, "call-1", people[0])
    office.today += timedelta(3)
    assert office.do(REPORT, "call-2", people[0]) == first | {"case": "already"}
    assert office.losses("call-2") == []


def test_a_loss_holds_through_its_last_day(office: Office, people: list[DemoPerson]) -> None:
    office.do(REPORT, "call-1", people[0])
    office.today += timedelta(7)
    assert office.do(REPORT, "call-2", people[0])["case"] == "already"
    office.today += timedelta(1)
    assert office.do(RELEASE, "call-3", people[0])["case"] == "not_lost"
    assert office.do(REPORT, "call-4", people[0])["case"] == "done"


def test_a_card_is_found_again(office: Office, people: list[DemoPerson]) -> None:
    office.do(REPORT, "call-1", people[0])
    told = office.do(RELEASE, "call-2", people[0])
    assert told["case"] == "done"
    assert told["case_number"]
    assert office.card(people[0]) == "正常"
    assert office.do(RELEASE, "call-2", people[0]) == told
    assert office.do(REPORT, "call-3", people[0])["case"] == "done"
    assert office.do(RELEASE, "call-2", people[0]) == told
    assert office.card(people[0]) == "挂失"


def test_what_is_told_of_a_loss_stays_when_the_card_is_found(office: Office, people: list[DemoPerson]) -> None:
    told = office.do(REPORT, "call-1", people[0])
    office.do(RELEASE, "call-2", people[0])
    assert office.do(REPORT, "call-1", people[0]) == told
    assert office.card(people[0]) == "正常"


def test_a_card_that_is_not_lost_cannot_be_found(office: Office, people: list[DemoPerson]) -> None:
    told = office.do(RELEASE, "call-1", people[0])
    assert (told["case"], told["case_number"]) == ("not_lost", "")
    assert office.rows("SELECT request FROM card_releases WHERE request = 'call-1'") == []


def test_nobody_has_no_card(office: Office) -> None:
    with pytest.raises(LookupFailed, match="report_loss: its SELECT gives no row"):
        office.acts.perform(REPORT, "call-1", NOBODY)
    with pytest.raises(LookupFailed, match="asked without id_number"):
        office.acts.perform(REPORT, "call-1", {"id_number": SecretStr("")})


def test_the_same_request_twenty_timesat_once(office: Office, people: list[DemoPerson]) -> None:
    told = at_once(20, lambda _: office.do(REPORT, "call-1", people[0]))
    assert len(office.losses("call-1")) == 1
    assert all(row == told[0] for row in told)


def test_twenty_requests_for_one_cardat_once(office: Office, people: list[DemoPerson]) -> None:
    told = at_once(20, lambda n: office.do(REPORT, f"call-{n}", people[0]))
    assert sorted(row["case"] for row in told) == ["already"] * 19 + ["done"]
    assert len({row["case_number"] for row in told}) == 1


def test_different_peopleat_once(office: Office, people: list[DemoPerson]) -> None:
    told = at_once(10, lambda n: office.do(REPORT, f"call-{n}", people[n]))
    assert [row["case"] for row in told] == ["done"] * 10
    assert len({row["case_number"] for row in told}) == 10


def test_a_case_number_that_is_taken_is_replaced(
    office: Office, people: list[DemoPerson], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(["261123000001", "261123000001", "261123000001", "261123000002"])
    monkeypatch.setattr(case_numbers, "fresh", lambda _today: next(numbers))
    office.do(REPORT, "call-1", people[0])
    office.do(REPORT, "call-2", people[1])
    assert office.losses("call-2") == [("261123000002", None)]


def test_when_no_number_is_free_nothing_is_done(
    office: Office, people: list[DemoPerson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_numbers, "fresh", lambda _today: "261123000001")
    office.do(REPORT, "call-1", people[0])
    with pytest.raises(LookupFailed, match=r"report_loss: .*(UNIQUE|PRIMARYKEY|UniqueViolation|23505)") as raised:
        office.do(REPORT, "call-2", people[1])
    assert people[1].id_number not in repr(raised.value)
    assert office.card(people[1]) == "正常"


def test_too_slow_and_nothing_changed(office: Office, people: list[DemoPerson], tmp_path: Path) -> None:
    """After everything else, the row is counted for ever."""
    sql = (ACTS / "report_loss.sql").read_text(encoding="utf-8")
    for_ever = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n) > 0"
    (tmp_path / "report_loss.sql").write_text(sql.replace("ORDER BY CASE", f"AND {for_ever}\nORDER BY CASE"))
    slow = Office(office.url, tmp_path, seconds=0.4)
    began = time.monotonic()
    with pytest.raises(LookupTooSlow, match=r"report_loss: not done in 0\.4 s"):
        slow.do(REPORT, "call-1", people[0])
    assert 0.4 <= time.monotonic() - began < 2
    slow.engine.dispose()
    assert office.losses("call-1") == []
    assert office.card(people[0]) == "正常"


def test_who_waits_too_long_for_another_is_told_so(office: Office, people: list[DemoPerson]) -> None:
    waiting = Office(office.url, seconds=0.4)
    with office.engine.connect() as other:
        if office.url.get_backend_name() == "sqlite":
            other.exec_driver_sql("BEGIN IMMEDIATE")
        other.execute(text("UPDATE social_cards SET status = status"))
        with pytest.raises(LookupTooSlow):
            waiting.do(REPORT, "call-1", people[0])
        other.rollback()
    assert waiting.do(REPORT, "call-1", people[0])["case"] == "done"
    waiting.engine.dispose()


TURNS = 40
CALLS = f"""
import sys
from pathlib import Path
from pydantic import SecretStr
from sqlalchemy import make_url
from ivr.benefits.sql_acts import SqlActs
from ivr.benefits.theirs import open_for_changes
url, acts, today, until, person = sys.argv[1:]
extras = {{"today": today, "loss_until": until}}
acts = SqlActs(open_for_changes(make_url(url), 8), Path(acts), 8, lambda: extras)
print("ready", flush=True)
sys.stdin.readline()
for turn in range({TURNS}):
    acts.perform("report_loss", f"call-{{turn}}", {{"id_number": SecretStr(person)}})
    acts.perform("release_loss", f"call-{{turn}}", {{"id_number": SecretStr(person)}})
"""


def test_killed_in_the_middle_and_asked_again(office: Office, people: list[DemoPerson]) -> None:
    """A process that reports and releases without a pause is killed again and again; each next one begins anew."""
    reading = open_theirs(office.url, 8)
    for moment in range(5):
        _calls(office.url, people[0], killed_after=0.005 + 0.035 * moment)
        with reading.connect() as connection:
            connection.execute(text("SELECT count(*) FROM card_losses")).one()
        lost = office.rows("SELECT 1 FROM card_losses WHERE request IS NOT NULL AND released_on IS NULL")
        assert office.card(people[0]) == ("挂失" if lost else "正常")
    _calls(office.url, people[0])
    reading.dispose()
    for table in ("card_losses", "card_releases"):
        counted = f"SELECT count(*), count(DISTINCT case_number) FROM {table} WHERE request LIKE 'call-%'"  # noqa: S608
        assert office.rows(counted) == [(TURNS, TURNS)]
    assert office.card(people[0]) == "正常"


def _calls(url: URL, person: DemoPerson, killed_after: float | None = None) -> None:
    where = (url.render_as_string(hide_password=False), ACTS, *extras().values(), person.id_number)
    command = [sys.executable, "-c", CALLS, *map(str, where)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        process.stdin.write("\n")
        process.stdin.flush()
        if killed_after is not None:
            time.sleep(killed_after)
            process.kill()
        assert process.wait() == (0 if killed_after is None else -signal.SIGKILL)
