import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.phone.caller.command import call, in_chinese
from ivr.settings import Settings
from tests.phone.caller.toy_switch import Manners, ToySwitch


@pytest.fixture
def port() -> Iterator[int]:
    """A switch that runs beside the command, which has an event loop of its own."""
    loop, ports = asyncio.new_event_loop(), list[int]()
    ready, stop = threading.Event(), asyncio.Event()

    async def switching() -> None:
        async with ToySwitch(Manners(hangs_up_after_keys=1)).running() as port:
            ports.append(port)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(switching()))
    thread.start()
    ready.wait(5)
    yield ports[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


def _run(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(call, words, obj=settings)


def _settings(port: int, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, sip_port=port)


def test_a_clerk_reads_a_table(port: int, tmp_path: Path) -> None:
    result = _run(_settings(port, tmp_path), "--keys", "1", "--record", str(tmp_path / "call.wav"))
    assert result.exit_code == 0
    for words in ("接通", "按键 1", "系统挂机", "the system hangs up", "call.wav"):
        assert words in result.stdout


def test_a_script_reads_json(port: int, tmp_path: Path) -> None:
    result = _run(_settings(port, tmp_path), "--keys", "1", "--json")
    document = json.loads(result.stdout)
    assert document["ended_by"] == "system"
    assert document["timeline"][0]["what"] == "answered"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--keys", "1 x"], "'x' at position 3"),
        (["--keys", "ID"], "is no demo"),
        (["--record", "/nowhere/call.wav"], "name a file in a folder"),
        ([], "is the telephone server running?"),
    ],
)
def test_what_can_not_be_done_is_one_line(words: list[str], reason: str, tmp_path: Path) -> None:
    result = _run(_settings(9, tmp_path), *words)
    assert result.exit_code == 2
    assert reason in result.stderr


@pytest.mark.parametrize(
    ("what", "chinese"),
    [
        ("key #", "按键 #"),
        ("18 keys of ID", "按身份证号，18 键"),
        ("1 packet of sound lost", "丢失 1 个语音包"),
        ("nothing new heard for 10 s", "10 秒没有听到新的声音"),
        ("something else", "something else"),
    ],
)
def test_in_chinese(what: str, chinese: str) -> None:
    assert in_chinese(what) == chinese
