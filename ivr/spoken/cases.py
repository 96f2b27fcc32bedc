"""Case numbers (受理号), read in groups that can be written down while listening."""

import re

from ivr.spoken.digits import PAUSE, spelled


def case_number(number: str) -> str:
    """Groups of four counted from the end, the first one of two to five: 11 characters 3-4-4, 12 4-4-4, 13 5-4-4.

    1 is 幺, letters stay, spaces and hyphens don't count. Raises ValueError for other characters.
    """
    bare = number.replace("-", "").replace(" ", "").upper()
    if not re.fullmatch("[0-9A-Z]+", bare):
        raise ValueError("a case number consists of 0-9 and A-Z")
    return PAUSE.join(spelled(group) for group in _groups(bare))


def _groups(bare: str) -> list[str]:
    # A single character on its own is the one that gets lost, so it joins the group behind it.
    first = (len(bare) - 2) % 4 + 2
    return [bare[:first], *(bare[start : start + 4] for start in range(first, len(bare), 4))]
