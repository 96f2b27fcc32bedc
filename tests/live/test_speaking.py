"""Callers who speak to the running system: words lead on as keys do, keys work beside them, and without a recogniser alone."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ivr.phone.caller import CallPlan, parse_keys, place
from ivr.settings import PROMPTS
from ivr.speech.recogniser.status import LOOPBACK
from ivr.speech.store import key
from ivr.spoken.utterance import Rate
from tests.live.calling import new_number
from tests.live.conftest import System, start_system
from tests.live.speaking import Speech, speaking, wait_until_ready

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system whose callers are understood by Whisper."""
    system = start_system(tmp_path_factory.mktemp("listening"), IVR_RECOGNISER="whisper", IVR_RECOGNISER_PROCESSES="1")
    wait_until_ready(system.settings.recogniser_port)
    yield system
    system.stop()


def said(words: str) -> bytes:
    """The words in the voice of the prompts."""
    return (PROMPTS / "rendered" / f"{key('kokoro', 'zm_yunxia', Rate.NORMAL, words)}.alaw").read_bytes()


def call(system: System, keys: str, speech: Speech | None = None, seconds: float = 6.0) -> list[tuple[str, str]]:
    """The steps of a call that presses and says this."""
    plan = CallPlan(
        host=LOOPBACK,
        port=system.settings.sip_port,
        caller_number=new_number(),
        keys=parse_keys(keys),
        listen_seconds=seconds,
    )
    with speaking(speech or Speech([])):
        asyncio.run(place(plan))
    time.sleep(0.5)  # for the call log
    return system.last_steps()


def test_a_choice_is_said(listening: System) -> None:
    assert ("M00", "match") in call(listening, "w9", Speech([(3.0, said("社保卡"))]))


def test_keys_typed_ahead_over_spoken_menus_all_count(listening: System) -> None:
    steps = call(listening, "1+1+4")
    assert steps[:3] == [("M00", "match"), ("M10", "match"), ("M11", "match")]


def test_who_says_nothing_is_asked_again(listening: System) -> None:
    assert ("M00", "no_input") in call(listening, "w26")


def test_when_the_recogniser_is_killed_keys_go_on(listening: System) -> None:
    port = listening.settings.recogniser_port
    for pid in _recognisers(port):
        os.kill(pid, signal.SIGKILL)
    assert call(listening, "~ 1 ~ 1")[:2] == [("M00", "match"), ("M10", "match")]
    wait_until_ready(port)


def _recognisers(port: int) -> Iterator[int]:
    """The recogniser's process of the system that listens on the port."""
    wanted = f"IVR_RECOGNISER_PORT={port}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            ours = b"ivr\0recogniser\0" in (process / "cmdline").read_bytes()
            if ours and wanted in (process / "environ").read_bytes():
                yield int(process.name)
