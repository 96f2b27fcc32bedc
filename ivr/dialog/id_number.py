"""Whether an 18-character ID number can exist: GB 11643-1999, check digit by ISO 7064 MOD 11-2.

The address code is not looked at. The database knows who is insured; codes given up long ago, or of the place where somebody
was first registered rather than born, still stand on valid cards.
"""

from enum import StrEnum

from pydantic import SecretStr
from stdnum.cn import ric
from stdnum.exceptions import ValidationError


class IdFault(StrEnum):
    """Why a number can't be an ID number; the values go into the call log."""

    BAD_DATE = "bad_date"
    BAD_CHECK_DIGIT = "bad_check_digit"


def check_id_number(number: SecretStr) -> IdFault | None:
    """The first fault of a number of 18 characters (digits, X only as the last), or None."""
    characters = number.get_secret_value()
    try:
        ric.get_birth_date(characters)
    except ValidationError:
        return IdFault.BAD_DATE
    if ric.calc_check_digit(characters) != characters[-1]:
        return IdFault.BAD_CHECK_DIGIT
    return None
