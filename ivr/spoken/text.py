"""Text from a database, such as an office's name, made safe for a voice."""

import re
import unicodedata

from ivr.spoken.digits import figures, spelled
from ivr.spoken.integers import integer

_DIGIT_RUN = re.compile(r"(\d+)(年?)")


def text(wording: str) -> str:
    """The wording with its digits in words, full-width ones too.

    Four digits before 年 are a year, one or two digits are a number (2号窗口, 12号楼); everything longer, and
    what begins with 0, is read digit by digit (301室, 12333).
    """
    return _DIGIT_RUN.sub(_words, wording)


def _words(match: re.Match[str]) -> str:
    run, after = match.groups()
    number = "".join(str(unicodedata.decimal(digit)) for digit in run)
    if after and len(number) == 4:
        return figures(number) + after
    if len(number) <= 2 and not number.startswith("0"):
        return integer(int(number)) + after
    return spelled(number) + after
