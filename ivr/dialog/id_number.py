"""Whether an 18-character ID number can exist: GB 11643-1999, check digit by ISO 7064 MOD 11-2.

Of the address code only the province is looked at. Codes of counties that were given up long ago still stand on valid cards.
"""

from enum import StrEnum

from pydantic import SecretStr
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

LENGTHS = (6, 8, 4)
"""The parts in which an ID number is read and, where one is wrong, asked again."""

_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83, 91]
)
"""GB/T 2260, with 83 for residence permits of Taiwan's people and 91 for foreigners'."""


class IdFault(StrEnum):
    """Why a number can't be an ID number; the values go into the call log."""

    BAD_AREA = "bad_area"
    BAD_DATE = "bad_date"
    BAD_CHECK_DIGIT = "bad_check_digit"


WRONG_SEGMENT = {IdFault.BAD_AREA: 1, IdFault.BAD_DATE: 2}
"""Where a fault lies. A check digit only tells that there is one."""


def check_id_number(number: SecretStr) -> IdFault | None:
    """The first fault of a number of 18 characters (digits, X only as the last), or None."""
    characters = number.get_secret_value()
    if int(characters[:2]) not in _PROVINCES:
        return IdFault.BAD_AREA
    try:
        ric.get_birth_date(characters)
    except ValidationError:
        return IdFault.BAD_DATE
    if ric.calc_check_digit(characters) != characters[-1]:
        return IdFault.BAD_CHECK_DIGIT
    return None


def with_segment(number: SecretStr, segment: int, part: str) -> SecretStr:
    """The number with one of its parts (1 to 3) replaced."""
    start = sum(LENGTHS[: segment - 1])
    characters = number.get_secret_value().ljust(sum(LENGTHS), "0")
    return SecretStr(characters[:start] + part + characters[start + LENGTHS[segment - 1] :])
