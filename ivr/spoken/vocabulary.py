"""The pieces that amounts, dates, durations, counts and digits are joined from by greedy longest match.

Joined speech is heard at its seams, so a seam lies where a speaker may take breath: after 万, 百 and 元, before 零. Short
pieces are misheard (六角, 两千), so what belongs together is one piece: 三十九万, 两千六百, 六角八分.
The last word of a number carries its unit (五十六元, 零五分, 十八年): a single syllable on its own sounds chopped off.
What is rare takes more pieces: 百分之 二十 五. Digits stay single so that a number read out keeps an even
beat: that is why there is no piece 零五. Letters of case numbers are not in it.
"""

from collections.abc import Iterator

from ivr.spoken.dates import year
from ivr.spoken.digits import digits
from ivr.spoken.integers import NUMERALS, count, integer

_YEARS = range(1990, 2041)
_TENS = range(20, 100, 10)
_UNITS = ("负", "元", "元整", "整", "零元整", "万", "亿", "年", "个月", "天", "百分之")


def vocabulary() -> tuple[str, ...]:
    """Every piece once; each can be spoken on its own."""
    return tuple(dict.fromkeys((*_UNITS, *_numbers(), *_money(), *_calendar(), *_durations())))


def _numbers() -> Iterator[str]:
    yield from NUMERALS
    yield from ("两", digits("1"), "叉", "一十")
    yield from (integer(number) for number in (*range(10, 20), *_TENS))
    yield from (integer(figure * unit) for unit in (100, 1000) for figure in range(1, 10))
    yield from (integer(1000 * thousand + 100 * hundred) for thousand in range(1, 10) for hundred in range(1, 10))
    yield from (count(number, "万") for number in range(1, 100))
    yield from (f"点{numeral}" for numeral in NUMERALS)


def _money() -> Iterator[str]:
    yield from (count(number, "元") for number in range(1, 100))
    yield from (f"一{integer(number)}元" for number in range(10, 20))
    for numeral in NUMERALS[1:]:
        yield from (f"零{numeral}元", f"{numeral}角", f"{numeral}分", f"零{numeral}分")
        yield from (f"{numeral}角{fen}分" for fen in NUMERALS[1:])
    yield from ("两角", "两分", *(f"两角{fen}分" for fen in NUMERALS[1:]))


def _calendar() -> Iterator[str]:
    yield from (year(number) for number in _YEARS)
    yield from (f"{integer(number)}月" for number in range(1, 13))
    yield from (f"{integer(number)}日" for number in range(1, 32))


def _durations() -> Iterator[str]:
    yield from (count(number, "年") for number in range(1, 51))
    yield from (count(number, "个月") for number in range(12))
    yield from (f"零{count(number, '个月')}" for number in range(1, 12))
