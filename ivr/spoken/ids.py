"""ID numbers (GB 11643) read back in their three parts: area, birth date, sequence with check digit."""

import re

from ivr.spoken.digits import PAUSE, spelled

_ID = re.compile(r"([0-9]{6})([0-9]{8})([0-9]{3}[0-9Xx])")


def id_groups(number: str) -> tuple[str, str, str]:
    """The words of the groups 6-8-4, 1 as 幺 and X as 叉. Raises ValueError unless it has the shape of an ID."""
    match = _ID.fullmatch(number)
    if not match:
        raise ValueError("an ID number has 17 digits and a check digit 0-9 or X")
    area, birth, sequence = match.groups()
    return spelled(area), spelled(birth), spelled(sequence.upper().replace("X", "叉"))


def id_number(number: str) -> str:
    return PAUSE.join(id_groups(number))
