"""Whether heard characters can begin an ID number: an address code that there is or was, the birth date of a living person.

Codes are looked for in `stdnum`'s list, whatever their years: people keep the code of a county that was given up. Foreigners,
whose code begins with 91 and is in no list, enter theirs by keys.
"""

import datetime as dt
from functools import lru_cache
from itertools import accumulate

from stdnum import numdb

from ivr.dialog.id_number import LENGTHS

ENDS = tuple(accumulate(LENGTHS))
"""Where each segment ends: 6, 14, 18."""
OLDEST = 120
"""Years."""
_TAIWAN = "830000"
"""Residence permits of its people; the other codes are all in the list."""


def wrong_segment(beginning: str, today: dt.date, *, any_area: bool = False) -> int | None:
    """The first segment that can't be (1 to 3), or None."""
    area, birth, tail = beginning[: ENDS[0]], beginning[ENDS[0] : ENDS[1]], beginning[ENDS[1] :]
    if not (any_area or _area_can_be(area)) or "X" in area:
        return 1
    if not _birth_can_be(birth, today):
        return 2
    return 3 if len(tail) > LENGTHS[2] or "X" in tail[: LENGTHS[2] - 1] else None


@lru_cache(maxsize=10_000)
def _area_can_be(digits: str) -> bool:
    """Of less than a whole code the province is looked at."""
    known = numdb.get("cn/loc").info(digits if len(digits) == LENGTHS[0] else digits[:2])
    return len(digits) < 2 or _TAIWAN.startswith(digits) or all(properties for _, properties in known)


def _birth_can_be(digits: str, today: dt.date) -> bool:
    """From OLDEST years ago until today."""
    earliest, latest = f"{today.year - OLDEST}{today:%m%d}", f"{today:%Y%m%d}"
    if not earliest[: len(digits)] <= digits <= latest[: len(digits)] or "X" in digits:
        return False
    if len(digits) < LENGTHS[1]:
        return len(digits) < 6 or "01" <= digits[4:6] <= "12"
    try:
        dt.date.fromisoformat(digits)
    except ValueError:
        return False
    return True
