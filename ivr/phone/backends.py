"""The benefits side as calls use it, put together once from the settings: for every process and for the checker."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr

from ivr.benefits.front_desk import FrontDesk
from ivr.benefits.leaving import OurActs
from ivr.benefits.lookups import Lookups
from ivr.benefits.sql_acts import SqlActs
from ivr.benefits.theirs import benefits_url, open_for_changes, open_theirs
from ivr.database import database_url
from ivr.menus.office import Office
from ivr.phone.calendar import dates
from ivr.settings import Settings


@dataclass(frozen=True)
class Benefits:
    """What can be asked and changed."""

    lookups: Lookups
    desk: FrontDesk


def open_benefits(settings: Settings, pseudonym: Callable[[SecretStr], str], office: Callable[[], Office]) -> Benefits:
    """Reads the look-ups and changes. Raises BadQuery or BadSettings; no database need be there yet.

    `pseudonym` makes the name by which an ID number is kept with what a caller leaves; `office` gives the rules of now.
    """
    theirs, ours, seconds = (
        benefits_url(settings),
        database_url(settings, "database_url", "ivr.db"),
        settings.benefits_seconds,
    )
    today = dates(office)
    lookups = Lookups(
        open_theirs(theirs, seconds), open_theirs(ours, seconds), settings.dialplan / "queries", seconds, today
    )
    in_theirs = SqlActs(open_for_changes(theirs, seconds), settings.dialplan / "acts", seconds, today)
    desk = FrontDesk(in_theirs, OurActs(open_for_changes(ours, seconds), pseudonym, seconds, today))
    return Benefits(lookups, desk)
