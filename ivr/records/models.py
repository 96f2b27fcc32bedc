"""What is kept of a call: stars and HMACs, each step, one outcome; never an amount, a PIN or a whole number."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ivr.columns import Utc, words
from ivr.database import Base


class Outcome(StrEnum):
    """How a call ended. Exactly one for each call; none while it runs."""

    SELF_SERVICE = "self_service"
    """The caller heard at least one answer and needed nobody."""
    TRANSFERRED = "transferred"
    """A person took the call."""
    GOODBYE = "goodbye"
    """The caller ended it by the menu, without having heard an answer."""
    HUNG_UP = "hung_up"
    """The caller hung up before hearing an answer."""
    GAVE_UP = "gave_up"
    """Silence, or input that didn't fit, until the last try; we said goodbye."""
    FAILED = "failed"
    """Our fault: an error of the application, or something that it needs was down."""
    INTERRUPTED = "interrupted"
    """The process died in mid-call; found at its next start."""


class Input(StrEnum):
    """By what a step was moved."""

    NONE = "none"
    """Nothing: the caller was silent, or was only spoken to."""
    KEY = "key"
    """One key, as in a menu."""
    KEYS = "keys"
    """A number keyed in."""
    SPEECH = "speech"
    """Something said."""
    RESULT = "result"
    """An answer that isn't the caller's: of a look-up, or of a person's telephone."""


class Call(Base):
    __tablename__ = "calls"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Utc, index=True)
    answered_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    caller_masked: Mapped[str]
    caller_tail: Mapped[str | None] = mapped_column(String(4), index=True)
    """The last four of the masked number, to search by."""
    caller_hmac: Mapped[str] = mapped_column(String(64), index=True)
    person_masked: Mapped[str | None]
    person_tail: Mapped[str | None] = mapped_column(String(4), index=True)
    person_hmac: Mapped[str | None] = mapped_column(String(64), index=True)
    tree_version: Mapped[str]
    """The menu tree that the call is pinned to."""
    instance: Mapped[str]
    """The running system that has the call: several can share one database."""
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Where the conversation stands, closed by `ivr.secret.Seal`: another process, or the caller's next call, can go on there.
    None once there is nothing to go on with."""
    node: Mapped[str | None]
    """The node in which it stands, for the live board."""
    counted_at: Mapped[datetime | None] = mapped_column(Utc)
    """When it went into the sums of reports; see `ivr/records/reports/counting.py`."""


Index(
    "ix_calls_unfinished", Call.instance, sqlite_where=Call.outcome.is_(None), postgresql_where=Call.outcome.is_(None)
)

Index(
    "ix_calls_sealed", Call.ended_at, sqlite_where=Call.sealed.is_not(None), postgresql_where=Call.sealed.is_not(None)
)

Index(
    "ix_calls_uncounted",
    Call.started_at,
    sqlite_where=Call.counted_at.is_(None),
    postgresql_where=Call.counted_at.is_(None),
)


Index("ix_calls_outcome_started_at", Call.outcome, Call.started_at)

Index("ix_calls_tree_version_started_at", Call.tree_version, Call.started_at)


class CallCase(Base):
    """A case number (受理号) that a caller keyed or was given."""

    __tablename__ = "call_cases"

    call_id: Mapped[str] = mapped_column(ForeignKey(Call.id, ondelete="CASCADE"), primary_key=True)
    hmac: Mapped[str] = mapped_column(String(64), primary_key=True)
    masked: Mapped[str]


Index("ix_call_cases_hmac", CallCase.hmac)


class Step(Base):
    __tablename__ = "steps"

    call_id: Mapped[str] = mapped_column(ForeignKey(Call.id, ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 … within the call."""
    at: Mapped[datetime] = mapped_column(Utc)
    """When the step was over."""
    node: Mapped[str]
    input: Mapped[Input] = mapped_column(words(Input))
    outcome: Mapped[str] = mapped_column(String(32))
    milliseconds: Mapped[int]
    pressed: Mapped[str | None] = mapped_column(String(3))
    """The key of the choice that was taken; never a key that means nothing there, nor one of a number."""
    heard: Mapped[str | None] = mapped_column(String(64))
    """What was said, as far as the menu knows the words; a star for each digit of a number."""
    score: Mapped[float | None] = mapped_column(Float)
    """How sure the recogniser was of it, 0 to 1."""


Index("ix_steps_node_at", Step.node, Step.at)

Index("ix_steps_node_outcome_at", Step.node, Step.outcome, Step.at)
