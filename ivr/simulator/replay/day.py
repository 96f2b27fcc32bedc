"""A day's calls in a draft."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo

from ivr.mendable import Mendable
from ivr.records.recorded import recorded
from ivr.simulator.replay.following import Follower
from ivr.simulator.replay.partings import Replayed, Tally
from ivr.simulator.spoken_values import declared
from ivr.versions.shelf import Shelf
from ivr.versions.version import Texts

MOST_CALLS = 5000
DAY = dt.timedelta(days=1)


def replay(
    shelf: Shelf, draft: Texts, day: dt.date, most: int = MOST_CALLS, told: Callable[[int], None] = lambda _: None
) -> Replayed:
    """The day's last calls, by the office's calendar; `told` hears how many are done.

    Raises TreeFault for a draft that can't be read, BadQuery or DatabaseUnavailable.
    """
    kinds, tally = declared(shelf.settings.dialplan), Tally()
    now = Follower(shelf.service(draft), kinds)

    @cache
    def origin(version: str) -> Follower | None:
        try:
            return Follower(shelf.service(shelf.menus.texts(int(version))), kinds)
        except (ValueError, Mendable):  # an older program's version, or one that this program can't read
            return None

    begins = dt.datetime.combine(day, dt.time(), ZoneInfo(shelf.settings.timezone))
    for done, call in enumerate(recorded(shelf.ours, begins, begins + DAY, most), start=1):
        tally.add(call, origin(call.version), now)
        told(done)
    return tally.told()
