"""Telephone numbers in the groups in which people say them: 幺三八，零零幺三，八零零零."""

import re

from ivr.spoken.digits import PAUSE, spelled

_SHAPES = (
    re.compile(r"(1[0-9]{2})([0-9]{4})([0-9]{4})"),  # mobile
    re.compile(r"(0[12][0-9]|0[3-9][0-9]{2})([0-9]{3,4})([0-9]{4})"),  # area code of three or four, landline
    re.compile(r"([48]00)([0-9]{3})([0-9]{4})"),  # free and shared-cost service
    re.compile(r"([0-9]{3,4})([0-9]{4})"),  # landline of the same city
    re.compile(r"([0-9]{3,6})"),  # 110, 12333, an extension
)


def phone(number: str) -> str:
    """The number in groups, 1 as 幺; spaces and hyphens in it don't count. Raises ValueError for any other shape."""
    bare = number.replace("-", "").replace(" ", "")
    for shape in _SHAPES:
        if match := shape.fullmatch(bare):
            return PAUSE.join(spelled(group) for group in match.groups())
    raise ValueError("not the shape of a telephone number")
