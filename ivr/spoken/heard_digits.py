"""Words that a recogniser wrote down, as the digits that were meant: 幺幺零幺零五, 三个零, 十二月三十一日, 四 叉.

A correction replaces what was said before it in this utterance: as many of the last digits as it has itself, so that both
ways of correcting oneself mean what they should: 三二零幺，不对，三二零五 and 三二零幺，不对，五. Who names what was wrong
(不是幺，是五) has the last place replaced where that stands.
"""

import re
from functools import reduce

_SPELLINGS = ("零洞〇", "一幺妖", "二两", "三", "四", "五", "六", "七拐", "八", "九勾")
DIGIT_WORDS = {word: str(digit) for digit, words in enumerate(_SPELLINGS) for word in words}
"""How each digit is said, one character a word."""
X_WORDS = ("叉", "艾克斯")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WRONG = ("不对", "错了")
_DATE = "年月日号"
GRAMMAR = (*DIGIT_WORDS, *_UNITS, "个", *_DATE, *_WRONG, "不是", "是")
"""The words that a recogniser with a limited vocabulary needs; X_WORDS besides where a number can end in X."""

_DIGIT = f"[{''.join(DIGIT_WORDS)}0-9]"
_COUNTED = "[一二两三四五六七八九1-9]"
_EMPTY = re.compile(r"[\s，。、？！,.?!-]|嗯|呃|啊|哦|那个|我的|身份证|号码")
_CORRECTION = re.compile(rf"{'|'.join(_WRONG)}|不是({_DIGIT}+)是")
_REPEATED = re.compile(rf"({_COUNTED})个({_DIGIT})")
_CARDINAL = re.compile(
    rf"(?:{_COUNTED}千)?(?:零?{_COUNTED}百)?(?:零?{_COUNTED})?十{_COUNTED}?"
    rf"|(?:{_COUNTED}千(?:零?{_COUNTED}百)?|{_COUNTED}百)(?:零?{_COUNTED})?"
)
_PART = re.compile(rf"([^{_DATE}]*)([{_DATE}]?)")
_NUMBER = re.compile(r"[0-9]+X?|X")


def digits_heard(words: str) -> str | None:
    """`0` to `9`, and an X at the end; None for what is no number."""
    heard = _EMPTY.sub("", words)
    for word in ("x", *X_WORDS):
        heard = heard.replace(word, "X")
    first, *corrections = _CORRECTION.split(heard)
    pairs = zip(corrections[::2], corrections[1::2], strict=True)
    number = reduce(lambda said, pair: _corrected(said, *pair), pairs, _digits(first))
    return number if _NUMBER.fullmatch(number) else None


def _corrected(said: str, wrong: str | None, right: str) -> str:
    """What was wrong is named or, where it is not or was never said, the last digits."""
    right = _digits(right)
    if wrong:
        before, found, behind = said.rpartition(_digits(wrong))
        if found:
            return before + right + behind
    return said[: max(0, len(said) - len(right))] + right


def _digits(words: str) -> str:
    """What is no digit stays, and makes the whole no number."""
    return "".join(_part(part, unit) for part, unit in _PART.findall(words.replace("是", "")))


def _part(words: str, unit: str) -> str:
    """Months and days have two digits, however they are said; a year as many as are said."""
    spelled = _REPEATED.sub(lambda found: found[2] * int(_figure(found[1])), words)
    spelled = _CARDINAL.sub(lambda found: str(_cardinal(found[0])), spelled)
    digits = "".join(map(_figure, spelled))
    return digits.zfill(2) if digits and unit in ("月", "日", "号") else digits


def _figure(word: str) -> str:
    return DIGIT_WORDS.get(word, word)


def _cardinal(words: str) -> int:
    """A last figure counts the next lower unit, 一百二, or behind 零 ones: 一百零二."""
    total, figure, unit = 0, 0, 10
    for word in words:
        if word in _UNITS:
            unit = _UNITS[word]
            total, figure = total + (figure or 1) * unit, 0
        elif _figure(word) == "0":
            unit = 10
        else:
            figure = int(_figure(word))
    return total + figure * unit // 10
