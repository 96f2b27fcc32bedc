"""The tables of what clerks publish: versions never change, publications are only added to, drafts come and go."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ivr.columns import Utc, words
from ivr.database import Base


class Series(StrEnum):
    """What is numbered by itself: who takes the menus back must not bring back yesterday's announcement with them."""

    MENU = "menu"
    """The tree, its wording and its phrases."""
    OFFICE = "office"
    """Hours, single days, the announcement, the city's words."""


class VersionRow(Base):
    __tablename__ = "versions"

    series: Mapped[Series] = mapped_column(words(Series), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 … within the series."""
    digest: Mapped[str] = mapped_column(String(64))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    """The files, by their names."""
    parent: Mapped[int | None]
    """The version that it was made from."""
    author: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(Utc)

    __table_args__ = (UniqueConstraint("series", "digest", name="uq_versions_series_digest"),)


class PublicationRow(Base):
    """The last one of a series is what callers hear."""

    __tablename__ = "publications"

    series: Mapped[Series] = mapped_column(words(Series), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    """The version's."""
    author: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Utc)

    __table_args__ = (
        ForeignKeyConstraint(
            ["series", "number"], [VersionRow.series, VersionRow.number], name="fk_publications_series"
        ),
    )


class DraftRow(Base):
    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    owner: Mapped[str] = mapped_column(String(64))
    parent: Mapped[int | None]
    """The version of the menus that it was made from."""
    revision: Mapped[int]
    """Counts the saves."""
    saved_by: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime] = mapped_column(Utc)
    texts: Mapped[dict[str, str]] = mapped_column(JSON)


class RecordingRow(Base):
    """What somebody spoke for a prompt, by the digest of its sound: several versions may name it, none changes it."""

    __tablename__ = "recordings"

    digest: Mapped[str] = mapped_column(String(24), primary_key=True)
    sound: Mapped[bytes]
    """A-law."""
    made_at: Mapped[datetime] = mapped_column(Utc)


class Stage(StrEnum):
    """How far a recording by telephone has come."""

    WAITING = "waiting"
    """Nobody has dialled the number."""
    CALLED = "called"
    KEPT = "kept"
    """The recording is in the draft."""
    LEFT = "left"
    """Whoever called hung up, or kept nothing."""
    NO_DRAFT = "no_draft"
    """There was no draft any more that could take it."""
    FAILED = "failed"
    """Our fault."""


class InvitationRow(Base):
    """Somebody is to record a prompt by telephone."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(8), unique=True)
    """What is to be dialled."""
    draft_id: Mapped[int]
    node: Mapped[str] = mapped_column(String(64))
    prompt: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(64))
    """The user."""
    until: Mapped[datetime] = mapped_column(Utc)
    wrong: Mapped[int]
    """So many numbers that are none were dialled meanwhile."""
    stage: Mapped[Stage] = mapped_column(words(Stage))


class FolderRow(Base):
    """Which version a folder's files came from, or became."""

    __tablename__ = "folders"

    folder: Mapped[str] = mapped_column(primary_key=True)
    """The machine's name and the path."""
    series: Mapped[Series] = mapped_column(words(Series), primary_key=True)
    number: Mapped[int]
