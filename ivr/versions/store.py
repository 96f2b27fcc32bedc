"""The versions of a series in our database: publishing is one transaction, so all of it happens or nothing."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from ivr.database import transaction
from ivr.versions.models import PublicationRow, Series, VersionRow
from ivr.versions.version import Act, NoSuchVersion, Overtaken, Publication, State, Texts, Version, digest


class Versions:
    """Every method raises DatabaseUnavailable when ours does not answer."""

    def __init__(self, engine: Engine, series: Series) -> None:
        self._engine = engine
        self._series = series

    def published(self) -> int | None:
        """The number of what callers hear; None before anything was published."""
        with transaction(self._engine) as connection:
            return self._last(connection)[1]

    def listed(self) -> list[Version]:
        """The newest first."""
        with transaction(self._engine) as connection:
            _, published = self._last(connection)
            rows = connection.execute(self._rows().order_by(VersionRow.number.desc())).mappings().all()
        return [_version(row, published) for row in rows]

    def version(self, number: int) -> Version:
        """Raises NoSuchVersion."""
        with transaction(self._engine) as connection:
            return self._version(connection, number)

    def texts(self, number: int) -> Texts:
        """Raises NoSuchVersion."""
        wanted = select(VersionRow.texts).where(VersionRow.series == self._series, VersionRow.number == number)
        with transaction(self._engine) as connection:
            texts = connection.execute(wanted).scalar_one_or_none()
        if texts is None:
            raise NoSuchVersion(number)
        return texts

    def holding(self, texts: Texts) -> int | None:
        """The version with just these texts."""
        with transaction(self._engine) as connection:
            return self._holding(connection, texts)

    def publications(self) -> list[Publication]:
        """What callers heard and when it began, the newest first."""
        table = PublicationRow
        wanted = select(table.n, table.number, table.author, table.note, table.at)
        with transaction(self._engine) as connection:
            rows = connection.execute(wanted.where(table.series == self._series).order_by(table.n.desc())).mappings()
            return [Publication(**row) for row in rows]

    def publish(self, texts: Texts, act: Act, instead_of: int | None, parent: int | None = None) -> Version:
        """Makes these texts what callers hear from their next call on: as a new version, or as the one that has them already.

        `instead_of` is the version that the publisher saw published. Raises Overtaken when another one is by now. Whether the
        texts make sense is for `ivr.versions.publishing` to see.
        """
        with transaction(self._engine) as connection:
            number = self._holding(connection, texts) or self._add(connection, texts, act, parent or instead_of)
            return self._publish(connection, number, act, instead_of)

    def publish_again(self, number: int, act: Act, instead_of: int | None) -> Version:
        """Raises NoSuchVersion or Overtaken."""
        with transaction(self._engine) as connection:
            self._version(connection, number)
            return self._publish(connection, number, act, instead_of)

    def _publish(self, connection: Connection, number: int, act: Act, instead_of: int | None) -> Version:
        n, published = self._last(connection)
        if published != instead_of:
            raise Overtaken(published)
        values = {"series": self._series, "n": n + 1, "number": number, "at": datetime.now(UTC)}
        _insert(connection, PublicationRow, values | {"author": act.author, "note": act.note}, n + 1)
        return self._version(connection, number)

    def _add(self, connection: Connection, texts: Texts, act: Act, parent: int | None) -> int:
        mine = VersionRow.series == self._series
        number = (connection.execute(select(func.max(VersionRow.number)).where(mine)).scalar_one() or 0) + 1
        values = {
            "series": self._series,
            "number": number,
            "digest": digest(texts),
            "texts": dict(texts),
            "parent": parent,
            "author": act.author,
            "note": act.note,
            "made_at": datetime.now(UTC),
        }
        _insert(connection, VersionRow, values, number)
        return number

    def _last(self, connection: Connection) -> tuple[int, int | None]:
        """The number of the last publication, and its version."""
        table = PublicationRow
        wanted = select(table.n, table.number).where(table.series == self._series).order_by(table.n.desc()).limit(1)
        found = connection.execute(wanted).one_or_none()
        return (found.n, found.number) if found else (0, None)

    def _holding(self, connection: Connection, texts: Texts) -> int | None:
        mine = VersionRow.series == self._series
        same = select(VersionRow.number).where(mine, VersionRow.digest == digest(texts))
        return connection.execute(same).scalar_one_or_none()

    def _version(self, connection: Connection, number: int) -> Version:
        found = connection.execute(self._rows().where(VersionRow.number == number)).mappings().one_or_none()
        if found is None:
            raise NoSuchVersion(number)
        return _version(found, self._last(connection)[1])

    def _rows(self) -> Select[*tuple[Any, ...]]:
        columns = (column for column in VersionRow.__table__.columns if column.name != "texts")
        return select(*columns).where(VersionRow.series == self._series)


def _insert(connection: Connection, table: type[Any], values: dict[str, Any], number: int) -> None:
    """Two who publish at once want the same next number: the second is told."""
    try:
        connection.execute(insert(table).values(values))
    except IntegrityError:
        raise Overtaken(number) from None


def _version(row: RowMapping, published: int | None) -> Version:
    state = State.PUBLISHED if row["number"] == published else State.RETIRED
    return Version(**row, state=state)
