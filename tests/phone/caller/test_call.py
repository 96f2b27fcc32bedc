"""Whole calls over loopback, to a switch of a hundred lines."""

import asyncio
import wave
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr

from ivr.phone.caller import (
    PCMU,
    BadPlan,
    CallFailed,
    CallPlan,
    CallReport,
    Login,
    LoginRefused,
    NoAnswer,
    NoCommonMedia,
    Party,
    Person,
    Refused,
    Unreachable,
    parse_keys,
    place,
    place_many,
)
from tests.phone.caller.toy_switch import Manners, ToySwitch

PERSON = Person(SecretStr("11010519491231002X"), SecretStr("135790"))


def _call(switch: ToySwitch, keys: str = "", **parts: object) -> CallReport:
    async def calling() -> CallReport:
        async with switch.running() as port:
            try:
                return await place(_plan(port, keys, **parts))
            finally:
                await asyncio.sleep(0.02)  # what was sent last is on its way

    return asyncio.run(calling())


def _plan(port: int, keys: str = "", **parts: object) -> CallPlan:
    chosen: dict[str, object] = {"person": PERSON, "listen_seconds": 0.1, **parts}
    return CallPlan("127.0.0.1", port, keys=parse_keys(keys), **chosen)  # type: ignore[arg-type]  # as the test says


def test_a_call_from_ringing_to_goodbye() -> None:
    switch = ToySwitch(Manners(hangs_up_after_keys=2))
    report = _call(switch, "1 2")
    assert [moment.what for moment in report.timeline] == [
        "answered",
        "the system speaks",
        "key 1",
        "the system stops",
        "the system speaks",
        "key 2",
        "the system stops",
        "the system hangs up",
    ]
    assert switch.keys == "12"
    assert (report.ended_by, report.codec, report.packets_lost) == (Party.SYSTEM, "PCMA", 0)
    assert switch.audio_packets > 20


def test_how_long_the_system_takes_to_answer_a_key() -> None:
    report = _call(ToySwitch(Manners(thinks=0.15)), "1+2", listen_seconds=0.2)
    first, second = report.answers()
    assert first is None  # the next key came first
    assert second == pytest.approx(0.15, abs=0.06)


def test_prompts_without_a_silence_between_are_told_apart_by_a_rehearsal() -> None:
    rehearsal = _call(ToySwitch(Manners(prompt_seconds=0.1)), "~ 1", listen_seconds=0.2)
    report = _call(ToySwitch(Manners(thinks=0.0)), "1")
    assert None not in rehearsal.openings()
    assert report.answers_like(rehearsal.openings()) == pytest.approx([0.0], abs=0.06)


def test_id_and_pin_are_pressed_and_not_told() -> None:
    switch = ToySwitch(Manners())
    report = _call(switch, "ID+PIN", person=Person(SecretStr("1X"), SecretStr("7")))
    assert switch.keys == "1*7"
    assert [press.what for press in report.pressed] == ["2 keys of ID", "1 keys of PIN"]
    assert "key 1" not in str(report)


def test_the_recording_has_the_seconds_of_the_timeline(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    report = _call(ToySwitch(Manners(loses_packets=(5, 6))), "w0.5 1", record_to=path)
    with wave.open(str(path)) as wav:
        heard = np.frombuffer(wav.readframes(wav.getnframes()), np.int16)
    first = np.flatnonzero(heard)[0] / 8000
    assert first == pytest.approx(report.prompts[0].start, abs=0.01)
    silent = np.split(np.abs(heard[round(first * 8000) :][: 10 * 160]) > 8, 10)
    assert [bool(block.any()) for block in silent] == [True] * 4 + [False] * 2 + [True] * 4
    assert report.packets_lost == 2
    assert "2 packets of sound lost" in [moment.what for moment in report.timeline]
    assert report.recording == path


def test_the_caller_hangs_up_when_nothing_more_comes() -> None:
    switch = ToySwitch(Manners())
    report = _call(switch)
    assert report.ended_by is Party.CALLER
    assert switch.methods[-1] == "BYE"


def test_the_limit_holds() -> None:
    report = _call(ToySwitch(Manners()), "w60 1", limit_seconds=0.3)
    assert report.ended_at == pytest.approx(0.3, abs=0.1)


def test_datagrams_may_be_lost() -> None:
    switch = ToySwitch(Manners(lost_invites=1, lost_acks=2))
    _call(switch)
    assert switch.methods[:2] == ["INVITE", "INVITE"]
    assert switch.methods.count("ACK") == 3


def test_logging_in() -> None:
    switch = ToySwitch(Manners(challenges=True))
    _call(switch, login=Login("soft", SecretStr("secret")))
    with pytest.raises(LoginRefused):
        _call(ToySwitch(Manners(challenges=True)))


@pytest.mark.parametrize("name", [b'"\xd6\xd0\xb9\xfa"', b"\xff", "\"' name", "x" * 1000])
def test_names_as_the_test_wants_them(name: str | bytes) -> None:
    switch = ToySwitch(Manners())
    _call(switch, caller_name=name)
    raw = name if isinstance(name, bytes) else name.replace('"', '\\"').encode()
    assert raw in switch.invites[0]


def test_failures_have_a_type_each() -> None:
    with pytest.raises(Refused, match="486") as refused:
        _call(ToySwitch(Manners(refuses=486)))
    assert refused.value.code == 486
    with pytest.raises(NoCommonMedia):
        _call(ToySwitch(Manners()), codecs=(PCMU,))


def test_nobody_answers() -> None:
    switch = ToySwitch(Manners(rings_only=True))
    with pytest.raises(NoAnswer):
        _call(switch, ring_seconds=0.2)
    assert switch.methods == ["INVITE", "CANCEL", "ACK"]


def test_nothing_listens_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"nothing listens at 127\.0\.0\.1:9;"):
        asyncio.run(place(_plan(9, record_to=tmp_path / "call.wav")))
    assert list(tmp_path.iterdir()) == []


def test_a_host_that_does_not_exist() -> None:
    with pytest.raises(Unreachable, match="can't reach"):
        asyncio.run(place(CallPlan("no.such.host.invalid")))


@pytest.mark.parametrize(
    "parts", [{"person": None}, {"caller_name": "a\nb"}, {"person": Person(SecretStr("1-"), SecretStr(""))}]
)
def test_plans_that_can_not_be(parts: dict[str, object]) -> None:
    with pytest.raises(BadPlan):
        _plan(5060, "ID", **parts)


def test_a_plan_shows_nobodys_data() -> None:
    shown = repr(_plan(5060, "123456", caller_number="13800000000", caller_name="Zhang"))
    assert not [secret for secret in ("12333", "123456", "138", "Zhang", "1949", "13579") if secret in shown]


def test_cancelled_it_hangs_up() -> None:
    switch = ToySwitch(Manners())

    async def cancelled() -> None:
        async with switch.running() as port:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(place(_plan(port, "w60 1")), 0.3)
            await asyncio.sleep(0.05)

    asyncio.run(cancelled())
    assert switch.methods == ["INVITE", "ACK", "BYE"]


def test_many_calls_at_once() -> None:
    switch = ToySwitch(Manners())

    async def calling() -> list[CallReport | CallFailed]:
        async with switch.running() as port:
            plans = [_plan(port, "1+2") for _ in range(20)]
            return await place_many([*plans, _plan(9)], start_rate=100)

    *reports, failed = asyncio.run(calling())
    assert isinstance(failed, Unreachable)
    assert all(isinstance(report, CallReport) and report.packets_lost == 0 for report in reports)
    assert sorted(switch.keys) == ["1"] * 20 + ["2"] * 20
