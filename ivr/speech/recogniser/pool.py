"""The decoding processes: utterances wait in one queue, and a process that dies or hangs is replaced."""

import queue
import statistics
import threading
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field

import structlog

from ivr.speech.engine import Unavailable
from ivr.speech.recogniser.decoder import Answer, Decoder, DecoderDied, EngineSource
from ivr.spoken.question import Question

log = structlog.get_logger()

LONGEST_WAIT_SECONDS = 1.0
"""So long a caller may wait for a free process."""
RESTART_SECONDS = 1.0
RELOAD_SECONDS = 10.0
"""So that an engine that dies while it is loaded does not take the machine from the calls."""
_FIRST_GUESS_SECONDS = 0.3


@dataclass(frozen=True)
class _Job:
    question: Question
    samples: bytes
    done: "Future[Answer]"


@dataclass
class Tally:
    """What has been done since the start."""

    decoded: int = 0
    failed: int = 0
    full: int = 0
    milliseconds: deque[float] = field(default_factory=lambda: deque(maxlen=500))


class Pool:
    def __init__(self, source: EngineSource, processes: int) -> None:
        self.processes = processes
        self.engine = ""
        """Its name, as soon as one is loaded."""
        self.missing = ""
        """Why there is none at all."""
        self.tally = Tally()
        self._source = source
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._changing = threading.Lock()
        self._pending = 0
        self._ready: set[Decoder] = set()
        self._loading: set[Decoder] = set()
        self._closing = threading.Event()
        self._threads = [threading.Thread(target=self._work, name="decoding", daemon=True) for _ in range(processes)]

    def start(self) -> None:
        """Returns at once; the engines are loaded meanwhile."""
        for thread in self._threads:
            thread.start()

    @property
    def ready(self) -> int:
        """Processes that have loaded their engine."""
        return len(self._ready)

    @property
    def busy(self) -> int:
        return min(self._pending, self.ready)

    @property
    def queued(self) -> int:
        return max(0, self._pending - self.ready)

    @property
    def idle(self) -> bool:
        """Whether a process has nothing to do."""
        return self._pending < self.ready

    def admits(self) -> bool:
        """Whether one more utterance would be begun soon enough."""
        times = list(self.tally.milliseconds)
        seconds = statistics.fmean(times) / 1000 if times else _FIRST_GUESS_SECONDS
        ahead = max(0, self._pending - self.ready + 1)
        return self.ready > 0 and ahead * seconds / self.ready < LONGEST_WAIT_SECONDS

    def submit(self, question: Question, samples: bytes) -> "Future[Answer]":
        """None comes when it could not be decoded. May be cancelled while it waits."""
        job = _Job(question, samples, Future())
        self._count(1)
        job.done.add_done_callback(lambda _: self._count(-1))
        self._jobs.put(job)
        return job.done

    def close(self) -> None:
        """Ends the processes, whatever they do."""
        self._closing.set()
        for _ in self._threads:
            self._jobs.put(None)
        for decoder in [*self._loading, *self._ready]:
            decoder.kill()
        for thread in self._threads:
            thread.join()

    def _count(self, change: int) -> None:
        with self._changing:
            self._pending += change

    def _work(self) -> None:
        """One thread for one process after the other."""
        while not self._closing.is_set():
            try:
                self._use(Decoder(self._source))
            except Unavailable as fault:
                self.missing = str(fault)
                log.warning("no_recognition", why=self.missing)
                return

    def _use(self, decoder: Decoder) -> None:
        """Until it dies. Raises Unavailable."""
        pause = RELOAD_SECONDS
        self._loading.add(decoder)
        try:
            self.engine = decoder.loaded()
            self._ready.add(decoder)
            pause = RESTART_SECONDS
            self._serve(decoder)
        except DecoderDied:
            self._ready.discard(decoder)
            if not self._closing.is_set():
                log.error("decoder_died")
                self._closing.wait(pause)
        finally:
            self._loading.discard(decoder)
            self._ready.discard(decoder)
            decoder.close()

    def _serve(self, decoder: Decoder) -> None:
        """Raises DecoderDied; what it was decoding has then failed."""
        while job := self._jobs.get():
            if job.done.set_running_or_notify_cancel():
                began = time.monotonic()
                try:
                    answer = decoder.decode(job.question, job.samples)
                except DecoderDied:
                    self._done(job, None)
                    raise
                self.tally.milliseconds.append((time.monotonic() - began) * 1000)
                self._done(job, answer)

    def _done(self, job: _Job, answer: Answer) -> None:
        self.tally.failed += answer is None
        self.tally.decoded += answer is not None
        job.done.set_result(answer)
