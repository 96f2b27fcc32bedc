"""Writes down calls while they run, beside them: no call waits for the disk, and none ends because of it."""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import Engine, func, select, update

from ivr.database import transaction
from ivr.records.models import Call, Input, Outcome, Step
from ivr.records.writer import Kind, Write, Writer
from ivr.secret import Pseudonymiser, masked, tail

PATIENCE_SECONDS = 0.1
"""The longest that a step waits for the one before it to be on disk. Two keys take longer, and one is kept meanwhile."""
CHANGE_PATIENCE_SECONDS = 0.5
"""The longest that a change waits for its number to be on disk."""
OUTCOME = re.compile(r"[a-z][a-z_0-9]{0,31}")


@dataclass(frozen=True)
class Said:
    """What may be kept of a caller's answer; see `Step`."""

    pressed: str | None = None
    heard: str | None = None
    score: float | None = None


NOTHING_SAID = Said()


class Recorder:
    """The log of the calls of one running system."""

    def __init__(self, engine: Engine, pseudonymiser: Pseudonymiser, instance: str) -> None:
        """`instance` is the same at each start of this system, and no other system on the database has it."""
        self._pseudonymiser = pseudonymiser
        self._engine = engine
        self._instance = instance
        self._writer = Writer(engine)

    def begin(self, caller: SecretStr, tree_version: str) -> "CallRecord":
        """`caller` is the number as the exchange gave it, whatever it holds."""
        call_id = uuid4().hex
        first = Write(
            Kind.BEGIN,
            {
                "call": call_id,
                "started_at": now(),
                "caller_masked": masked(caller),
                "caller_tail": tail(caller),
                "caller_hmac": self._pseudonymiser.of(caller),
                "tree_version": tree_version,
                "instance": self._instance,
            },
        )
        self._writer.put(first)
        return CallRecord(self._writer, self._pseudonymiser, first)

    def resume(self, call_id: str) -> "CallRecord | None":
        """The log of a call that another process began and died in; None when there is nothing to go on with.

        Raises DatabaseUnavailable.
        """
        with transaction(self._engine) as connection:
            claimed = (
                update(Call)
                .where(Call.id == call_id, Call.sealed.is_not(None))
                .values(instance=self._instance, outcome=None, ended_at=None)
            )
            if not connection.execute(claimed).rowcount:
                return None
            steps = connection.execute(select(func.max(Step.n)).where(Step.call_id == call_id)).scalar_one()
        return CallRecord(self._writer, self._pseudonymiser, _continued(call_id), steps or 0)

    def close(self, seconds: float = 5.0) -> None:
        """Writes what is waiting, for at most this long, and takes nothing more."""
        self._writer.close(seconds)


class CallRecord:
    """One call's log. It belongs to the thread that has the call."""

    def __init__(self, writer: Writer, pseudonymiser: Pseudonymiser, first: Write, steps: int = 0) -> None:
        self.id = str(first.values["call"])
        self._writer = writer
        self._pseudonymiser = pseudonymiser
        self._steps = steps
        self._ended = False
        self._last = first

    def answered(self) -> None:
        self._write(Kind.ANSWERED, answered_at=now())

    def step(self, node: str, kind: Input, outcome: str, milliseconds: int, said: Said = NOTHING_SAID) -> None:
        """Notes a step that is over. When this returns, the step before it has been written, unless the disk fails.

        `outcome` is a word of the program, such as no_match; a ValueError says that it is not, without repeating it.
        """
        if not OUTCOME.fullmatch(outcome):
            raise ValueError(f"the outcome of a step at {node} must be a word of 1-32 characters a-z, 0-9 and _")
        self._steps += 1
        self._write(
            Kind.STEP,
            n=self._steps,
            at=now(),
            node=node,
            input=kind,
            outcome=outcome,
            milliseconds=milliseconds,
            **asdict(said),
        )

    def identify(self, id_number: SecretStr) -> None:
        """Whose affairs the call is about; the last one counts."""
        self._write(
            Kind.PERSON,
            person_masked=masked(id_number),
            person_tail=tail(id_number),
            person_hmac=self._pseudonymiser.of(id_number),
        )

    def concerns(self, case_number: SecretStr) -> None:
        """A case that the caller asked about or was given the number of; there may be several."""
        self._write(Kind.CASE, hmac=self._pseudonymiser.of(case_number), masked=masked(case_number))

    def keep(self, sealed: bytes | None, node: str | None = None, *, surely: bool = False) -> None:
        """Where the conversation stands now; None when there is nothing to go on with. `surely` waits until it is on disk."""
        self._write(Kind.STATE, sealed=sealed, node=node)
        if surely:
            self._writer.wait(self._last, CHANGE_PATIENCE_SECONDS)

    def end(self, outcome: Outcome) -> None:
        """Ends the log of the call. The first outcome stays: what cleans up behind a call may end it once more."""
        if not self._ended:
            self._ended = True
            self._write(Kind.END, ended_at=now(), outcome=outcome)

    def _write(self, kind: Kind, **values: object) -> None:
        self._writer.wait(self._last, PATIENCE_SECONDS)
        self._last = Write(kind, {"call": self.id, **values})
        self._writer.put(self._last)


def sweep(engine: Engine, instance: str) -> int:
    """Marks the calls that this system left unfinished when it died as interrupted, ended by their last step.

    To be done at the start, before the first call. Returns how many. Raises DatabaseUnavailable.
    """
    last_step = select(func.max(Step.at)).where(Step.call_id == Call.id).scalar_subquery()
    interrupted = (
        update(Call)
        .where(Call.instance == instance, Call.outcome.is_(None))
        .values(outcome=Outcome.INTERRUPTED, ended_at=func.coalesce(last_step, Call.answered_at, Call.started_at))
    )
    with transaction(engine) as connection:
        return connection.execute(interrupted).rowcount


def _continued(call_id: str) -> Write:
    """What a resumed call's first write waits for: nothing, the call is there."""
    write = Write(Kind.BEGIN, {"call": call_id})
    write.done.set()
    return write


def now() -> datetime:
    return datetime.now(UTC)
