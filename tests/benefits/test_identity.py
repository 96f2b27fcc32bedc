"""Three tries a day for each ID number, whoever it belongs to and however many calls there are."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select

from ivr.benefits import pins
from ivr.benefits.attempts import Attempts
from ivr.benefits.identity import Identity
from ivr.benefits.ports import (
    Accepted,
    AttemptsUnavailable,
    Locked,
    LookupFailed,
    LookupTooSlow,
    Refused,
    Row,
    Verdict,
)
from ivr.database import PinAttempts, open_ours
from ivr.secret import Pseudonymiser
from ivr.settings import load
from tests.benefits.conftest import Theirs
from tests.benefits.fakes import FakeBenefits

ID = SecretStr("11010519491231002X")
OTHER = SecretStr("420106199011304556")
PIN = SecretStr("271828")
WRONG = SecretStr("314159")
DAY = date(2026, 11, 23)
AS_IT_IS = pins.HASHER
"""Before the tests have PINs hashed cheaply."""


class Desk:
    """An Identity with all that it stands on."""

    def __init__(self, ours: Engine, benefits: FakeBenefits) -> None:
        self.benefits = benefits
        self.day = DAY
        self.identity = Identity(benefits, Attempts(ours), lambda secret: secret.get_secret_value(), lambda: self.day)

    def try_pin(self, pin: SecretStr, id_number: SecretStr = ID) -> Verdict:
        return self.identity.verify(id_number, pin)


@pytest.fixture(scope="session")
def pin_hash() -> str:
    return pins.hashed(PIN.get_secret_value())


@pytest.fixture
def desk(ours: Engine, pin_hash: str) -> Desk:
    return Desk(ours, FakeBenefits({"person": (_person(pin_hash),)}))


@pytest.fixture
def nobody(ours: Engine) -> Desk:
    return Desk(ours, FakeBenefits({}))


def test_the_right_pin(desk: Desk) -> None:
    assert desk.try_pin(PIN) == Accepted(initial_pin=False)


def test_a_pin_that_was_never_changed(ours: Engine, pin_hash: str) -> None:
    desk = Desk(ours, FakeBenefits({"person": (_person(pin_hash, initial="yes"),)}))
    assert desk.try_pin(PIN) == Accepted(initial_pin=True)


def test_three_wrong_pins_lock_until_the_next_day(desk: Desk) -> None:
    assert [desk.try_pin(WRONG) for _ in range(4)] == [Refused(2), Refused(1), Locked(), Locked()]
    assert desk.try_pin(PIN) == Locked()
    desk.day += timedelta(1)
    assert desk.try_pin(WRONG) == Refused(2)
    assert desk.try_pin(PIN) == Accepted(initial_pin=False)


def test_an_unknown_person_is_answered_alike(nobody: Desk) -> None:
    assert [nobody.try_pin(WRONG) for _ in range(4)] == [Refused(2), Refused(1), Locked(), Locked()]
    nobody.day += timedelta(1)
    assert nobody.try_pin(PIN) == Refused(2)


def test_a_clock_that_goes_back_does_not_unlock(desk: Desk) -> None:
    for _ in range(3):
        desk.try_pin(WRONG)
    desk.day -= timedelta(1)
    assert desk.try_pin(PIN) == Locked()


def test_wrong_pins_are_kept_for_a_day_and_not_for_ever(desk: Desk, ours: Engine) -> None:
    desk.try_pin(WRONG)
    desk.day += timedelta(1)
    desk.try_pin(WRONG, OTHER)
    assert _days(ours) == {ID.get_secret_value(): DAY, OTHER.get_secret_value(): DAY + timedelta(1)}
    desk.day += timedelta(1)
    desk.try_pin(WRONG, OTHER)
    assert _days(ours) == {OTHER.get_secret_value(): DAY + timedelta(2)}


def test_the_right_pin_makes_the_wrong_ones_forgotten(desk: Desk) -> None:
    desk.try_pin(WRONG)
    desk.try_pin(WRONG)
    assert desk.try_pin(PIN) == Accepted(initial_pin=False)
    assert desk.try_pin(WRONG) == Refused(2)


def test_everybody_has_tries_of_their_own(desk: Desk) -> None:
    for _ in range(3):
        desk.try_pin(WRONG)
    assert desk.try_pin(PIN, OTHER) == Accepted(initial_pin=False)


@pytest.mark.parametrize("fault", [LookupFailed("down"), LookupTooSlow("slow")])
def test_no_try_is_used_up_while_theirs_is_down(desk: Desk, fault: LookupFailed | LookupTooSlow) -> None:
    desk.try_pin(WRONG)
    desk.benefits.fault = fault
    for _ in range(5):
        with pytest.raises(type(fault)):
            desk.try_pin(PIN)
    desk.benefits.fault = None
    assert desk.try_pin(WRONG) == Refused(1)


def test_a_crash_uses_a_try_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(desk.benefits, "find", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.try_pin(PIN)
    assert desk.try_pin(WRONG) == Refused(1)


def test_a_hash_that_is_none_is_a_fault_of_theirs(ours: Engine) -> None:
    desk = Desk(ours, FakeBenefits({"person": (_person("e10adc3949ba59abbe56e057f20f883e"),)}))
    with pytest.raises(LookupFailed, match="no argon2 hash") as raised:
        desk.try_pin(PIN)
    assert "e10adc" not in repr(raised.value)


def test_without_ours_no_pin_is_looked_at(tmp_path: Path, pin_hash: str) -> None:
    ours = open_ours(load(home=tmp_path))  # its tables were never made
    desk = Desk(ours, FakeBenefits({"person": (_person(pin_hash),)}))
    with pytest.raises(AttemptsUnavailable) as raised:
        desk.try_pin(PIN)
    assert desk.benefits.asked == []
    assert ID.get_secret_value() not in str(raised.value)
    ours.dispose()


def test_parallel_calls_get_three_tries_between_them(desk: Desk) -> None:
    together = Barrier(20)

    def call(number: int) -> Verdict:
        together.wait()
        return desk.try_pin(SecretStr(f"{number:06}"))

    with ThreadPoolExecutor(20) as calls:
        verdicts = list(calls.map(call, range(20)))
    assert desk.benefits.asked == ["person"] * 3
    assert sorted(map(repr, verdicts)) == sorted(map(repr, [Refused(2), Refused(1), *[Locked()] * 18]))


def test_an_unknown_person_takes_as_long_as_a_wrong_pin(ours: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "HASHER", AS_IT_IS)
    somebody = _person(pins.hashed(PIN.get_secret_value()))
    desk, nobody = Desk(ours, FakeBenefits({"person": (somebody,)})), Desk(ours, FakeBenefits({}))
    took: dict[Desk, list[float]] = {desk: [], nobody: []}
    for number in range(12):
        for place, times in took.items():
            began = time.thread_time()
            place.try_pin(WRONG, SecretStr(f"{id(place)}{number}"))
            times.append(time.thread_time() - began)
    quickest = [min(times) for times in took.values()]
    assert max(quickest) < 1.5 * min(quickest)


def test_demo_people_get_in_by_their_pins(theirs: Theirs, tmp_path: Path, ours: Engine) -> None:
    identity = Identity(theirs.lookups, Attempts(ours), Pseudonymiser(tmp_path).of, lambda: DAY)
    for person in theirs.people[:10]:
        verdict = identity.verify(SecretStr(person.id_number), SecretStr(person.pin))
        assert verdict == Accepted(person.initial_pin)


def _days(ours: Engine) -> dict[str, date]:
    with ours.connect() as connection:
        rows = connection.execute(select(PinAttempts.person_hmac, PinAttempts.day))
        return {row.person_hmac: row.day for row in rows}


def _person(pin_hash: str, initial: str = "no") -> Row:
    return {"pin_hash": SecretStr(pin_hash), "initial_pin": SecretStr(initial)}
