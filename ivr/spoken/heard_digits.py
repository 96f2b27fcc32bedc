"""Words that were heard, as digits: 幺幺零, 三个零, 二十三, 一九四九年十二月二日, 艾克斯.

What comes behind 不对 or 错了 replaces what was said before it, as far as it reaches: 三二零幺，不对，三二零五.
"""

import re

SPOKEN = ("零洞〇", "一幺妖", "二两", "三", "四", "五", "六", "七拐", "八", "九勾")
"""The words for each digit, as they are said in numbers."""
DIGITS = {word: str(digit) for digit, words in enumerate(SPOKEN) for word in (*words, str(digit))}
X_WORDS = ("艾克斯", "叉", "x", "X")
GRAMMAR = (*"零洞一幺二两三四五六七拐八九勾十百个", "叉", "不对", "不是", "是", "错了", "年", "月", "日", "号")
"""The words that a recogniser with a grammar needs."""

_CORRECTION = re.compile(r"不对|错了|不是")
_TIMES = re.compile(rf"([{''.join(DIGITS)}])个([{''.join(DIGITS)}])")
_TENS = re.compile(rf"([{''.join(DIGITS)}]?)十([{''.join(DIGITS)}]?)")
_DATE = re.compile(r"(.+)年(.+)月(.+)[日号]")
_NO_DIGITS = re.compile(r"[\s，。、,.年月日号是的我]")


def digits_heard(words: str) -> str | None:
    """`0` to `9` and a last `X`; None for what is no number."""
    first, *corrections = _CORRECTION.split(words)
    digits = _digits(first)
    for correction in corrections:
        digits = _corrected(digits, _digits(correction))
    return digits or None


def _corrected(digits: str | None, better: str | None) -> str | None:
    """Of 不是三，是四 the first half is empty or one digit: the last one that was said is replaced."""
    if digits is None or better is None:
        return None
    return digits[: max(0, len(digits) - len(better))] + better


def _digits(words: str) -> str | None:
    if date := _DATE.fullmatch(words.strip("，。 ")):
        return _of_date(*date.groups())
    text = words
    for x in X_WORDS:
        text = text.replace(x, "X")
    text = _TIMES.sub(lambda found: DIGITS[found[2]] * int(DIGITS[found[1]]), _NO_DIGITS.sub("", text))
    text = _TENS.sub(_tens, text)
    digits = "".join(DIGITS.get(character, character) for character in text)
    return digits if re.fullmatch(r"[0-9]*X?", digits) else None


def _tens(found: re.Match[str]) -> str:
    return f"{DIGITS.get(found[1], '1')}{DIGITS.get(found[2], '0')}"


def _of_date(*parts: str) -> str | None:
    """Months and days have two digits, however they are said."""
    year, month, day = map(_digits, parts)
    if not (year and month and day):
        return None
    return year + month.rjust(2, "0") + day.rjust(2, "0")
