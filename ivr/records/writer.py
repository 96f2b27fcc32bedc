"""The thread that writes the call log: all that waits in one transaction, and again when the database fails."""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from operator import attrgetter

import structlog
from sqlalchemy import Engine, Executable, bindparam, exists, insert, select, update

from ivr.database import is_outage, place, reason
from ivr.records.models import Call, CallCase, Step

BUFFER = 10_000
"""Writes kept while the database is away: about 500 calls."""
BATCH = 500
RETRY_SECONDS = 0.5

log = structlog.stdlib.get_logger(__name__)


class Kind(IntEnum):
    """What can be written, in the order of a transaction: a call before its steps."""

    BEGIN = 1
    STEP = 2
    ANSWERED = 3
    PERSON = 4
    CASE = 5
    STATE = 6
    END = 7


_this_call = update(Call).where(Call.id == bindparam("call"))
_this_case = exists().where(CallCase.call_id == bindparam("call"), CallCase.hmac == bindparam("hmac"))
STATEMENTS: Mapping[Kind, Executable] = {
    Kind.BEGIN: insert(Call).values(id=bindparam("call")),
    Kind.STEP: insert(Step).values(call_id=bindparam("call")),
    Kind.ANSWERED: _this_call,
    Kind.PERSON: _this_call,
    Kind.CASE: insert(CallCase).from_select(
        ["call_id", "hmac", "masked"],
        select(bindparam("call"), bindparam("hmac"), bindparam("masked")).where(~_this_case),
    ),
    Kind.STATE: _this_call,
    Kind.END: _this_call.where(Call.outcome.is_(None)),
}


@dataclass(frozen=True)
class Write:
    kind: Kind
    values: dict[str, object] = field(repr=False)
    """`call` and the columns that this kind sets."""
    done: threading.Event = field(default_factory=threading.Event)
    """Set when it is on disk, or given up."""


class Writer:
    """Takes writes without delay and stores them in their order.

    While the database is away up to BUFFER writes are kept; what comes then is lost, and counted in the log.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[Write] = deque()
        self._changed = threading.Condition()
        self._closed = threading.Event()
        self._behind = False
        self._failing = False
        self._lost = 0
        self._thread = threading.Thread(target=self._run, name="records", daemon=True)
        self._thread.start()

    def put(self, write: Write) -> None:
        with self._changed:
            if len(self._waiting) >= BUFFER or self._closed.is_set():
                self._lost += 1
                write.done.set()
                return
            self._waiting.append(write)
            self._changed.notify()

    def wait(self, write: Write, seconds: float) -> None:
        """Waits until it is on disk. After one wait in vain nobody waits until the database answers again."""
        if not self._behind and not write.done.wait(seconds):
            self._behind = True

    def close(self, seconds: float) -> None:
        self._closed.set()
        with self._changed:
            self._changed.notify()
        self._thread.join(seconds)
        lost = self._lost + len(self._waiting)
        if lost:
            log.error("call log closed incomplete", place=place(self._engine.url), lost=lost)

    def _run(self) -> None:
        while batch := self._next_batch():
            self._store(batch)

    def _next_batch(self) -> list[Write]:
        """Empty when the writer is closed and nothing waits."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed.is_set())
            return [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]

    def _store(self, batch: list[Write]) -> None:
        while not self._stored(batch, last=self._closed.is_set()):
            self._closed.wait(RETRY_SECONDS)
        for write in batch:
            write.done.set()

    def _stored(self, batch: list[Write], last: bool) -> bool:
        """Whether the batch is done with: on disk, refused, or given up because this was the last try."""
        error = self._failure(batch)
        if error is None:
            self._note_success()
        elif not is_outage(error):
            self._store_singly(batch, error)
        else:
            self._note_outage(error)
            if last:
                self._count_lost(len(batch))
            return last
        return True

    def _failure(self, batch: list[Write]) -> Exception | None:
        try:
            with self._engine.begin() as connection:
                for kind, group in groupby(sorted(batch, key=attrgetter("kind")), attrgetter("kind")):
                    connection.execute(STATEMENTS[kind], [write.values for write in group])
        except Exception as error:  # noqa: BLE001  # a driver raises more than its own errors; the thread must live
            return error
        return None

    def _store_singly(self, batch: list[Write], error: Exception) -> None:
        """Finds the write that the database refuses, so that the others are not lost with it."""
        if len(batch) == 1:
            log.error("call log: a write was refused", kind=batch[0].kind.name, reason=reason(error))
            return
        for write in batch:
            self._store([write])

    def _note_outage(self, error: Exception) -> None:
        self._behind = True
        if not self._failing:
            self._failing = True
            log.error("call log can't be written", place=place(self._engine.url), reason=reason(error))

    def _note_success(self) -> None:
        self._behind = False
        if self._failing:
            self._failing = False
            with self._changed:
                lost, self._lost = self._lost, 0
            log.warning("call log is written again", place=place(self._engine.url), lost=lost)

    def _count_lost(self, writes: int) -> None:
        with self._changed:
            self._lost += writes
