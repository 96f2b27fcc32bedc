"""Drafts of the menus: several, each with an owner; a save never goes over a newer one that its author has not seen."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ivr.database import transaction
from ivr.mendable import Mendable
from ivr.versions.models import DraftRow
from ivr.versions.version import MOST_NAME, Texts, TooLong


@dataclass(frozen=True)
class Draft:
    id: int
    name: str
    owner: str
    parent: int | None
    """The version that it was made from."""
    revision: int
    saved_by: str
    saved_at: datetime
    texts: Texts = field(repr=False)


class NoSuchDraft(Mendable):
    def __init__(self, name: str | int) -> None:
        super().__init__(f"there is no draft {name}; `ivr menu list` shows those there are")


class NameTaken(Mendable):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is a draft {name} already: take another name")


class NewerSave(Mendable):
    """Somebody else saved the draft meanwhile. Nothing was saved; both are here to be shown."""

    def __init__(self, newest: Draft, mine: Texts) -> None:
        super().__init__(f"{newest.saved_by} saved {newest.name} meanwhile: take up what changed, then save again")
        self.newest = newest
        self.mine = mine


class Drafts:
    """Every method raises DatabaseUnavailable when ours does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def listed(self) -> list[Draft]:
        """The one that was saved last first."""
        with transaction(self._engine) as connection:
            rows = connection.execute(select(DraftRow.__table__).order_by(DraftRow.saved_at.desc())).mappings().all()
        return [_draft(row) for row in rows]

    def draft(self, draft_id: int) -> Draft:
        """Raises NoSuchDraft."""
        with transaction(self._engine) as connection:
            return _found(connection, draft_id)

    def named(self, name: str) -> Draft:
        """Raises NoSuchDraft."""
        for draft in self.listed():
            if draft.name == name:
                return draft
        raise NoSuchDraft(name)

    def begin(self, name: str, texts: Texts, owner: str, parent: int | None) -> Draft:
        """Raises NameTaken or TooLong."""
        if len(name) > MOST_NAME:
            raise TooLong("the draft's name", MOST_NAME)
        values = {"name": name, "owner": owner, "parent": parent, "revision": 1, "texts": dict(texts)}
        with transaction(self._engine) as connection:
            try:
                made = connection.execute(
                    insert(DraftRow).values(**values, **_saved(owner)).returning(DraftRow.__table__)
                )
            except IntegrityError:
                raise NameTaken(name) from None
            return _draft(made.mappings().one())

    def save(self, seen: Draft, texts: Texts, author: str) -> Draft:
        """`seen` is the draft as its author had it before them. Raises NewerSave or NoSuchDraft."""
        mine = update(DraftRow).where(DraftRow.id == seen.id, DraftRow.revision == seen.revision)
        with transaction(self._engine) as connection:
            saved = mine.values(texts=dict(texts), revision=seen.revision + 1, **_saved(author))
            overtaken = connection.execute(saved).rowcount == 0
            newest = _found(connection, seen.id)
        if overtaken:
            raise NewerSave(newest, texts)
        return newest

    def change(self, draft_id: int, change: Callable[[Texts], Texts], author: str) -> Draft:
        """What fits whatever others save meanwhile. Raises NoSuchDraft, and what `change` raises."""
        while True:
            draft = self.draft(draft_id)
            with suppress(NewerSave):
                return self.save(draft, change(draft.texts), author)

    def discard(self, seen: Draft) -> None:
        """Raises NewerSave when somebody saved it meanwhile."""
        gone = delete(DraftRow).where(DraftRow.id == seen.id, DraftRow.revision == seen.revision)
        with transaction(self._engine) as connection:
            if connection.execute(gone).rowcount == 0:
                raise NewerSave(_found(connection, seen.id), seen.texts)


def _saved(author: str) -> dict[str, object]:
    return {"saved_by": author, "saved_at": datetime.now(UTC)}


def _found(connection: Connection, draft_id: int) -> Draft:
    row = connection.execute(select(DraftRow.__table__).where(DraftRow.id == draft_id)).mappings().one_or_none()
    if row is None:
        raise NoSuchDraft(draft_id)
    return _draft(row)


def _draft(row: RowMapping) -> Draft:
    return Draft(**row)
