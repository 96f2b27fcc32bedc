"""The manager's link to a real Asterisk: the calls of the call log, one ended, privacy, Asterisk killed under it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.phone.configuration import passwords
from ivr.phone.manager import Channel, Manager
from tests.live.calling import call, with_account
from tests.live.conftest import System
from tests.waiting import wait_until

pytestmark = pytest.mark.live


def taken(manager: Manager) -> list[Channel]:
    return [channel for channel in manager.channels() if channel.call]


def test_a_call_is_known_by_its_id_and_can_be_ended(system: System, manager: Manager, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as beside:
        calling = beside.submit(call, system, "1", tmp_path / "a.wav", listen_seconds=30)
        wait_until(lambda: len(taken(manager)) == 1)
        (caller,) = taken(manager)
        assert not caller.private
        manager.hang_up(caller)
        ended = calling.result().report
    assert ended.ended_by == "system"
    assert system.last_call().id == caller.call
    wait_until(lambda: manager.channels() == ())


def test_number_pin_and_answer_are_private_and_the_menus_are_not(
    system: System, manager: Manager, tmp_path: Path
) -> None:
    somebody = with_account(system, 1)[0]
    with ThreadPoolExecutor() as beside:
        calling = beside.submit(call, system, "1 1 1 ID 1", tmp_path / "a.wav", somebody, listen_seconds=4)
        wait_until(lambda: [one.private for one in taken(manager)] == [True], 30)
        calling.result()
        calling = beside.submit(call, system, "1 1 1 ID 1 PIN 3", tmp_path / "b.wav", somebody, listen_seconds=3)
        wait_until(lambda: [one.private for one in taken(manager)] == [True], 30)
        wait_until(lambda: [one.private for one in taken(manager)] == [False], 30)
        calling.result()


def test_after_a_new_link_the_calls_are_known_as_before(system: System, manager: Manager, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as beside:
        calling = beside.submit(call, system, "1 1 1", tmp_path / "a.wav", listen_seconds=4)
        wait_until(lambda: [one.private for one in taken(manager)] == [True], 30)
        again = Manager(system.settings.ami_port, passwords(system.settings).manager, lambda: None)
        again.start()
        wait_until(lambda: again.up)
        assert again.channels() == manager.channels()
        again.stop()
        calling.result()


def test_asterisk_is_killed_and_the_link_comes_back(system: System, manager: Manager, tmp_path: Path) -> None:
    wait_until(lambda: manager.up)
    system.kill("asterisk.conf -f")
    wait_until(lambda: not manager.up)
    wait_until(lambda: manager.up, 30)
    with ThreadPoolExecutor() as beside:
        calling = beside.submit(call, system, "1", tmp_path / "a.wav", listen_seconds=3)
        wait_until(lambda: len(taken(manager)) == 1)
        calling.result()
