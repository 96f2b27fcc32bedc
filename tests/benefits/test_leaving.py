"""What callers leave with us: once, with a case number, and told again when asked again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text

from ivr.benefits import case_numbers
from ivr.benefits.leaving import OurActs
from ivr.benefits.ports import LookupFailed, LookupTooSlow
from ivr.benefits.theirs import open_for_changes
from ivr.database import open_ours
from ivr.settings import load
from tests.benefits.conftest import extras
from tests.benefits.together import at_once

PHONE = {"phone": SecretStr("13800138000")}
MESSAGE = {**PHONE, "recording": SecretStr("message-1")}
ANSWER = {**PHONE, "text": SecretStr("您的个人账户有一百元整。")}


class Ours:
    def __init__(self, engine: Engine, seconds: float = 8) -> None:
        self.engine = engine
        self.acts = OurActs(engine, lambda secret: f"hmac-{secret.get_secret_value()}", seconds, extras)

    def do(self, act: str, request: str, values: dict[str, SecretStr]) -> dict[str, str]:
        row = self.acts.perform(act, request, values)
        return {column: words.get_secret_value() for column, words in row.items()}

    def one(self, request: str) -> dict[str, object]:
        with self.engine.connect() as connection:
            found = connection.execute(text("SELECT * FROM requests WHERE id = :id"), {"id": request})
            return dict(found.mappings().one())

    def run(self, sql: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql))


@pytest.fixture
def desk(ours: Engine) -> Ours:
    return Ours(ours)


@pytest.mark.parametrize(("act", "kind"), [("leave_message", "message"), ("leave_opinion", "opinion")])
def test_a_message(desk: Ours, act: str, kind: str) -> None:
    told = desk.do(act, "call-1", {**MESSAGE, "id_number": SecretStr("11010519491231002X")})
    kept = desk.one("call-1")
    assert told["case"] == "done"
    assert told["case_number"].startswith("二六幺幺，二三")
    assert (kept["kind"], kept["status"], kept["phone"], kept["recording"]) == (
        kind,
        "waiting",
        "13800138000",
        "message-1",
    )
    assert kept["person_hmac"] == "hmac-11010519491231002X"
    assert str(kept["received_on"]) == "2026-11-23"


def test_who_did_not_say_who_they_are_is_nobody(desk: Ours) -> None:
    desk.do("leave_message", "call-1", {**MESSAGE, "id_number": SecretStr("")})
    assert desk.one("call-1")["person_hmac"] is None


def test_callbacks_are_counted_while_they_wait(desk: Ours) -> None:
    assert desk.do("request_callback", "call-1", PHONE)["position"] == "一"
    desk.do("leave_message", "call-2", MESSAGE)
    third = desk.do("request_callback", "call-3", PHONE)
    assert third["position"] == "两"
    desk.run("UPDATE requests SET status = 'answered' WHERE id = 'call-1'")
    assert desk.do("request_callback", "call-4", PHONE)["position"] == third["position"]
    assert desk.do("request_callback", "call-3", PHONE) == third


def test_a_text_message(desk: Ours) -> None:
    assert desk.do("send_text", "call-1", ANSWER) == {"case": "done", "phone_tail": "八零零零"}
    kept = desk.one("call-1")
    assert (kept["kind"], kept["text"], kept["case_number"]) == ("text", "您的个人账户有一百元整。", None)
    desk.do("send_text", "call-2", ANSWER)


@pytest.mark.parametrize(
    ("act", "values", "why"),
    [
        ("leave_message", PHONE, "asked without recording"),
        ("leave_message", {**MESSAGE, "phone": SecretStr("")}, "asked without phone"),
        ("send_text", {**ANSWER, "phone": SecretStr("anonymous")}, "phone_tail can't be said"),
    ],
)
def test_what_cannot_be_done_leaves_nothing(desk: Ours, act: str, values: dict[str, SecretStr], why: str) -> None:
    with pytest.raises(LookupFailed, match=why) as raised:
        desk.do(act, "call-1", values)
    assert "anonymous" not in repr(raised.value)
    assert desk.do("leave_message", "call-1", MESSAGE)["case"] == "done"


def test_the_same_request_twenty_times_at_once(desk: Ours) -> None:
    told = at_once(20, lambda _: desk.do("request_callback", "call-1", PHONE))
    assert all(row == told[0] for row in told)


def test_twenty_callers_at_once_wait_in_a_row(desk: Ours) -> None:
    told = at_once(20, lambda n: desk.do("request_callback", f"call-{n}", PHONE))
    assert len({row["position"] for row in told}) == 20
    assert len({row["case_number"] for row in told}) == 20


def test_a_case_number_that_is_taken_is_replaced(desk: Ours, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(["261123000001", "261123000001", "261123000002"])
    monkeypatch.setattr(case_numbers, "fresh", lambda _today: next(numbers))
    desk.do("leave_message", "call-1", MESSAGE)
    desk.do("leave_message", "call-2", MESSAGE)
    assert desk.one("call-2")["case_number"] == "261123000002"


def test_when_no_number_is_free_nothing_is_left(desk: Ours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_numbers, "fresh", lambda _today: "261123000001")
    desk.do("leave_message", "call-1", MESSAGE)
    with pytest.raises(LookupFailed, match="no free case number"):
        desk.do("leave_message", "call-2", MESSAGE)


@pytest.fixture
def impatient(ours: Engine) -> Iterator[Ours]:
    engine = open_for_changes(ours.url, 0.4)
    yield Ours(engine, seconds=0.4)
    engine.dispose()


def test_who_waits_too_long_is_told_so(ours: Engine, impatient: Ours) -> None:
    with ours.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE" if ours.dialect.name == "sqlite" else "LOCK TABLE requests")
        with pytest.raises(LookupTooSlow, match=r"leave_message: not done in 0\.4 s"):
            impatient.do("leave_message", "call-1", MESSAGE)
        other.rollback()
    assert impatient.do("leave_message", "call-1", MESSAGE)["case"] == "done"


def test_without_its_table(tmp_path: Path) -> None:
    ours = open_ours(load(home=tmp_path))
    with pytest.raises(LookupFailed, match="no such table"):
        Ours(ours).do("leave_message", "call-1", MESSAGE)
    ours.dispose()


def test_our_own_engine_works_on_after_a_change(desk: Ours) -> None:
    """Nothing of a change's time limit stays with a connection that others use next."""
    quick = Ours(desk.engine, seconds=0.05)
    quick.do("leave_message", "call-1", MESSAGE)
    desk.run(
        "INSERT INTO pin_attempts WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
        " SELECT i, '2026-11-23', 1 FROM n"
        if desk.engine.dialect.name == "sqlite"
        else "SELECT pg_sleep(0.2)"
    )
