"""Callers who speak to the recogniser's process at their own pace, as Asterisk would send them: what they wait, what it costs."""

import asyncio
import json
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from websockets.asyncio.client import ClientConnection, connect

from ivr.bench.calls import cpu_seconds
from ivr.bench.speech.ears import frames, utterance
from ivr.bench.system import BenchFailed
from ivr.phone.asterisk import stop_process
from ivr.phone.background import run_beside
from ivr.speech.recogniser import question
from ivr.speech.recogniser.decoder import EngineSource
from ivr.speech.recogniser.heard import Turn
from ivr.speech.recogniser.listening import Decode
from ivr.speech.recogniser.pool import Pool
from ivr.speech.recogniser.server import PROTOCOL
from ivr.speech.recogniser.session import QUESTION
from ivr.speech.recogniser.status import LOOPBACK, ask_status
from ivr.speech.telephone import SAMPLE_RATE
from ivr.spoken.question import Question

Item = TypeVar("Item")

LOAD_SECONDS = 60.0
ANSWER_SECONDS = 10.0
SILENT_CALLS = 20
SILENT_SECONDS = 10.0
FRAME_SECONDS = 0.02


@dataclass(frozen=True)
class Said:
    """One utterance on the line, and when the voice in it ends."""

    question: Question
    sound: npt.NDArray[np.int16]
    end_seconds: float


@dataclass(frozen=True)
class Streamed:
    utterances: int
    unheard: int
    """How many of them came to no answer."""
    median_ms: float
    p95_ms: float
    """From the end of the silence that ends what was said until the answer is there."""
    own_cpu: float
    """Processor seconds for a second of speech, of the process that has the connections and finds out who speaks."""
    decoding_cpu: float
    """The same for those that decode."""
    engine_cpu: float
    """The same for the engine alone, to which each utterance is given once, at its end."""
    silent_cpu: float
    """What a call costs in which nobody speaks, as a share of a core."""

    @property
    def overhead(self) -> float:
        """What its own process adds, as a share of the engine alone."""
        return self.own_cpu / self.engine_cpu

    @property
    def ahead(self) -> float:
        """What it costs to decode at pauses that were not the end, as a share of the engine alone."""
        return self.decoding_cpu / self.engine_cpu - 1

    @property
    def streams_a_core(self) -> float:
        """How many can speak at once, without a pause."""
        return 1 / (self.own_cpu + self.decoding_cpu)


def measure_streams(source: EngineSource, name: str, said: Sequence[Said], at_once: int) -> Streamed:
    """Raises BenchFailed."""
    processes = min(at_once, os.cpu_count() or 1)
    alone = asyncio.run(_alone(source, said, at_once, processes))
    with _service(name, processes) as (port, pid):
        asyncio.run(_all(port, [one for one in _first(said) for _ in range(at_once)], at_once))
        before, decoders_before = cpu_seconds(pid), _decoders(pid)
        waits = asyncio.run(_all(port, said, at_once))
        own, decoding = cpu_seconds(pid) - before, _decoders(pid) - decoders_before
        before = cpu_seconds(pid)
        asyncio.run(_silence(port, said[0].question))
        silent = cpu_seconds(pid) - before
    speech = sum(one.end_seconds for one in said)
    answered = [1000 * wait for wait in waits if wait is not None]
    median, p95 = np.percentile(answered or [float("nan")], [50, 95])
    return Streamed(
        len(said),
        len(said) - len(answered),
        float(median),
        float(p95),
        own / speech,
        decoding / speech,
        alone / speech,
        silent / (SILENT_CALLS * SILENT_SECONDS),
    )


def _first(said: Sequence[Said]) -> list[Said]:
    """One utterance for each question: what is done only when it is asked the first time is no cost of the others."""
    return list({one.question: one for one in said}.values())


async def _alone(source: EngineSource, said: Sequence[Said], at_once: int, processes: int) -> float:
    """Processor seconds of the engine alone, when each utterance is given to it once, at its end: the same, at the same pace."""
    pool = Pool(source, processes)
    pool.start()
    try:
        await asyncio.to_thread(_wait, lambda: pool.ready == processes)
        await _give(pool, [one for one in _first(said) for _ in range(at_once)], at_once)
        before = _decoders(os.getpid())
        await _give(pool, said, at_once)
        return _decoders(os.getpid()) - before
    finally:
        await asyncio.to_thread(pool.close)


async def _give(pool: Pool, said: Sequence[Said], at_once: int) -> None:
    """What is said is cut out before the first is given: it takes time that nobody has in between."""
    jobs = [(one, utterance(one.question, one.sound)) for one in said]

    async def give(line: Sequence[tuple[Said, Decode | None]]) -> None:
        for one, job in line:
            await asyncio.sleep(one.end_seconds + one.question.pause_seconds)
            if job:
                await asyncio.wrap_future(pool.submit(job.question, job.samples))

    await asyncio.gather(*(give(line) for line in _lines(jobs, at_once)))


@contextmanager
def _service(name: str, processes: int) -> Iterator[tuple[int, int]]:
    """The recogniser's port and process, on a port of its own."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    more = {
        "IVR_RECOGNISER": name,
        "IVR_RECOGNISER_PORT": str(port),
        "IVR_RECOGNISER_PROCESSES": str(processes),
    }
    with tempfile.TemporaryDirectory(prefix="ivr-bench-") as home:
        process = run_beside(Path(home) / "recogniser.out", "recogniser", more=more)
        try:
            _wait(lambda: _ready(port, processes))
            yield port, process.pid
        finally:
            stop_process(process)


def _ready(port: int, processes: int) -> bool:
    try:
        return ask_status(port).ready == processes
    except OSError:
        return False


def _wait(is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LOAD_SECONDS
    while time.monotonic() < deadline:
        if is_ready():
            return
        time.sleep(0.1)
    raise BenchFailed("the recogniser did not load its engine: `ivr doctor` says what is missing")


def _decoders(pid: int) -> float:
    """Processor seconds of the processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return sum(cpu_seconds(int(child)) for task in tasks for child in task.read_text().split())


async def _all(port: int, said: Sequence[Said], at_once: int) -> list[float | None]:
    """What each waited, None without an answer."""
    waits = await asyncio.gather(*(_speak(port, line) for line in _lines(said, at_once)))
    return [wait for line in waits for wait in line]


def _lines(said: Sequence[Item], at_once: int) -> list[Sequence[Item]]:
    """What each caller says, one utterance after the other."""
    return [said[line::at_once] for line in range(min(at_once, len(said)))]


async def _speak(port: int, said: Sequence[Said]) -> list[float | None]:
    async with _connection(port) as call:
        return [await _turn(call, one) for one in said]


def _connection(port: int) -> connect:
    return connect(f"ws://{LOOPBACK}:{port}", subprotocols=[PROTOCOL], compression=None, ping_interval=None)


async def _turn(call: ClientConnection, one: Said) -> float | None:
    """Seconds that the answer took behind the silence that ends the question."""
    await call.send(_ask(one.question))
    answered = asyncio.create_task(_answered(call))
    began = await _send(call, one.sound, answered)
    try:
        at = await asyncio.wait_for(answered, ANSWER_SECONDS)
    except TimeoutError:
        return None
    return at and at - began - one.end_seconds - one.question.pause_seconds


async def _send(call: ClientConnection, sound: npt.NDArray[np.int16], answered: "asyncio.Task[float | None]") -> float:
    """At the pace of the telephone, until there is an answer; when it began."""
    began = time.monotonic()
    for number, frame in enumerate(frames(sound)):
        await asyncio.sleep(max(0.0, began + (number + 1) * FRAME_SECONDS - time.monotonic()))
        if answered.done():
            break
        await call.send(frame)
    return began


async def _answered(call: ClientConnection) -> float | None:
    """When the turn ended with something that was decoded."""
    async for message in call:
        told = json.loads(message).get("params", {}).get("results")
        if told and told[0]["grammar"] != Turn.SPEAKING:
            return time.monotonic() if told[0]["grammar"] in {Turn.WORDS, Turn.DIGITS} else None
    return None


async def _silence(port: int, asked: Question) -> None:
    """Calls in which somebody is asked, and says nothing."""
    nothing = np.zeros(round(SILENT_SECONDS * SAMPLE_RATE), dtype=np.int16)

    async def keep_silent() -> None:
        async with _connection(port) as call:
            await call.send(_ask(asked))
            never: asyncio.Task[float | None] = asyncio.create_task(_answered(call))
            await _send(call, nothing, never)
            never.cancel()

    await asyncio.gather(*(keep_silent() for _ in range(SILENT_CALLS)))


def _ask(asked: Question) -> str:
    return json.dumps({"request": "set", "id": "1", "params": {QUESTION: question.to_text(asked)}})
