"""Users of the console, their sessions, wrong passwords, and what everybody did."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ivr.columns import Utc, words
from ivr.database import Base
from ivr.people.roles import Role


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32), unique=True)
    role: Mapped[Role] = mapped_column(words(Role))
    password: Mapped[str] = mapped_column(String(255))
    """Its Argon2 hash."""
    one_time: Mapped[bool]
    """Whether the password was made for them, and must be changed before anything else."""
    active: Mapped[bool]
    """Nobody is deleted: what they did keeps its name."""
    created_at: Mapped[datetime] = mapped_column(Utc)


class Session(Base):
    __tablename__ = "sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of what the browser holds: who reads the table can't sign in with it."""
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(Utc)
    seen_at: Mapped[datetime] = mapped_column(Utc)


class WrongPasswords(Base):
    __tablename__ = "wrong_passwords"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of a name, an address or a browser; hashed, for people type their password where their name should be."""
    failures: Mapped[int]
    latest: Mapped[datetime] = mapped_column(Utc)


class AuditEntry(Base):
    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    actor: Mapped[str] = mapped_column(String(32), index=True)
    """The user's name then; empty when the command line did it."""
    address: Mapped[str] = mapped_column(String(45))
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(200))
    """What it was done to: a user's name, a call's id, a version's number. Nothing private."""
