"""What callers leave for the office: messages, opinions, wishes to be called back, and text messages to be sent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import DateTime, String
from sqlalchemy.orm import Mapped, mapped_column

from ivr.columns import words
from ivr.database import Base


class RequestKind(StrEnum):
    MESSAGE = "message"
    OPINION = "opinion"
    CALLBACK = "callback"
    TEXT = "text"


class RequestStatus(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    SENT = "sent"
    FAILED = "failed"


class Request(Base):
    """The telephone number stands here in clear, for somebody has to call it; nowhere else is it kept."""

    __tablename__ = "requests"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The name of the change, so that one that is asked for twice is made once."""
    kind: Mapped[RequestKind] = mapped_column(words(RequestKind))
    case_number: Mapped[str | None] = mapped_column(String(12), unique=True)
    """None for text messages."""
    phone: Mapped[str] = mapped_column(String(32))
    text: Mapped[str | None]
    """Of a text message, in words."""
    recording: Mapped[str | None]
    """A voice message's file name."""
    position: Mapped[int | None]
    """Of a callback: the number of those that waited when it came, with itself."""
    person_hmac: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[RequestStatus] = mapped_column(words(RequestStatus))
    received_on: Mapped[date]
    """By the office's calendar."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    """UTC; SQLite gives it back without its zone."""
