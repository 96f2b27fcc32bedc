"""The link to the manager: it knows the calls, acts on them, and comes back whatever becomes of the connection."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pydantic import SecretStr

from ivr.phone.manager import Channel, Manager, SwitchUnavailable, link
from tests.phone.manager.fake_manager import FakeManager
from tests.waiting import wait_until

CALLER = {"Channel": "PJSIP/trunk-00000001", "Uniqueid": "1.1", "ChanVariable": "IVR_CALL=abc"}
SECRET = SecretStr("right")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "PING_SECONDS", 0.3)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 0.7)
    monkeypatch.setattr(link, "RETRY_SECONDS", 0.05)


@pytest.fixture
def asterisk() -> Iterator[FakeManager]:
    fake = FakeManager()
    yield fake
    fake.close()


@contextmanager
def linked(port: int, secret: SecretStr = SECRET) -> Iterator[Manager]:
    manager = Manager(port, secret, lambda: None)
    manager.start()
    yield manager
    manager.stop()


def calls(manager: Manager) -> list[str]:
    return [channel.call for channel in manager.channels()]


def test_it_begins_with_the_calls_there_are_and_follows_them(asterisk: FakeManager) -> None:
    asterisk.channels = [CALLER]
    with linked(asterisk.port) as manager:
        wait_until(lambda: calls(manager) == ["abc"])
        asterisk.tell("Newchannel", Channel="PJSIP/trunk-00000002", Uniqueid="1.2")
        asterisk.tell("VarSet", Uniqueid="1.2", Variable="IVR_CALL", Value="def")
        wait_until(lambda: calls(manager) == ["abc", "def"])
        asterisk.tell("Hangup", Uniqueid="1.1")
        wait_until(lambda: calls(manager) == ["def"])
    assert not manager.up


def test_who_is_shown_the_calls_is_told_of_news(asterisk: FakeManager) -> None:
    news = threading.Event()
    manager = Manager(asterisk.port, SECRET, news.set)
    manager.start()
    assert news.wait(10)
    wait_until(lambda: manager.up)
    news.clear()
    asterisk.tell("Newchannel", **CALLER)
    assert news.wait(10)
    news.clear()
    manager.stop()
    assert news.is_set()


def test_a_call_is_hung_up_and_listened_to(asterisk: FakeManager) -> None:
    asterisk.channels = [CALLER]
    with linked(asterisk.port) as manager:
        wait_until(lambda: manager.up)
        (caller,) = manager.channels()
        manager.hang_up(caller)
        assert asterisk.asked("Hangup")["Channel"] == "1.1"
        manager.listen_in(caller, "1000")
        asked = asterisk.asked("Originate")
        assert (asked["Channel"], asked["Context"]) == ("Local/1000@people", "listening")
        assert asked["Variable"] == "IVR_LISTEN_TO=1.1"
        manager.listen_by(Channel("9.1", "PJSIP/browser-1"), caller)
        named = {"Channel": "PJSIP/browser-1", "Variable": "IVR_LISTEN_TO", "Value": "1.1"}
        assert asterisk.asked("Setvar").items() >= named.items()
        assert asterisk.asked("Redirect").items() >= {"Channel": "PJSIP/browser-1", "Context": "listening"}.items()


@pytest.mark.parametrize(
    "garbage", [b"\xff\xfe\x00\r\n\r\n", b"Response\r\n\r\n", b"Event: \r\nx\r\n\r\n", b"Event:Hangup\r\n\r\n"]
)
def test_garbage_does_no_harm_or_costs_one_link(asterisk: FakeManager, garbage: bytes) -> None:
    with linked(asterisk.port) as manager:
        wait_until(lambda: manager.up)
        asterisk.channels = [CALLER]
        asterisk.tell_raw(garbage)
        asterisk.cut()
        wait_until(lambda: calls(manager) == ["abc"])


def test_a_link_that_is_cut_comes_back_with_the_calls_of_now(asterisk: FakeManager) -> None:
    asterisk.channels = [CALLER]
    with linked(asterisk.port) as manager:
        wait_until(lambda: calls(manager) == ["abc"])
        asterisk.channels = []
        asterisk.cut()
        wait_until(lambda: manager.up and calls(manager) == [])


def test_silence_is_a_lost_link_and_what_waited_is_told(asterisk: FakeManager) -> None:
    asterisk.channels = [CALLER]
    with linked(asterisk.port) as manager:
        wait_until(lambda: manager.up)
        (caller,) = manager.channels()
        asterisk.silent = True
        with pytest.raises(SwitchUnavailable):
            manager.hang_up(caller)
        wait_until(lambda: not manager.up)
        asterisk.silent = False
        wait_until(lambda: manager.up)


def test_an_idle_link_stays(asterisk: FakeManager) -> None:
    with linked(asterisk.port) as manager:
        wait_until(lambda: manager.up)
        for _ in range(3):
            asterisk.asked("Ping")
        assert manager.up


def test_a_wrong_secret_or_another_program_is_no_link() -> None:
    for fake in (FakeManager(known="another"), FakeManager(greeting=b"220 mail\r\n"), FakeManager(greeting=b"")):
        with linked(fake.port) as manager:
            time.sleep(0.5)
            assert not manager.up
            with pytest.raises(SwitchUnavailable, match="can't be reached"):
                manager.hang_up(Channel("1.1", "PJSIP/trunk-00000001"))
        fake.close()


def test_nobody_there_is_no_link() -> None:
    fake = FakeManager()
    fake.close()
    with linked(fake.port) as manager:
        time.sleep(0.2)
        assert not manager.up


def test_a_line_break_is_refused_before_anything_is_sent(asterisk: FakeManager) -> None:
    with linked(asterisk.port) as manager:
        wait_until(lambda: manager.up)
        for injected in ("1000\r\nAction: Command", "1000\n", "10\0"):
            with pytest.raises(ValueError, match="line break"):
                manager.listen_in(Channel("1.1", "PJSIP/trunk-00000001"), injected)
        assert manager.up
