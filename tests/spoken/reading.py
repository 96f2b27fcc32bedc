"""Words back to numbers, written without looking at how ivr/spoken makes them: only place values are known here.

It is strict, because ears are: 一千一 is 1,100 to most people, so a missing 零 is an error here and not 1,001.
"""

from decimal import Decimal

_FIGURES = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def integer(words: str) -> int:
    if words.startswith("负"):
        return -integer(words[1:])
    for name in ("亿", "万"):
        if name in words:
            head, tail = words.rsplit(name, 1)
            return integer(head) * _LARGE[name] + (_below(_LARGE[name], tail) if tail else 0)
    return _small(words)


def amount(words: str) -> Decimal:
    if words.startswith("负"):
        return -amount(words[1:])
    yuan, found, change = words.rpartition("元")
    whole = Decimal(integer(yuan)) if found else Decimal(0)
    assert found or change
    if change == "整":
        return whole
    jiao, _, fen = change.rpartition("角")
    tenths = _one_figure(jiao)
    assert jiao or not found or fen.startswith("零"), "after 元 a missing 角 must be heard"
    hundredths = _one_figure(fen.removesuffix("分").removeprefix("零"))
    assert not fen or fen.endswith("分")
    return whole + Decimal(tenths) / 10 + Decimal(hundredths) / 100


def _below(limit: int, words: str) -> int:
    number = integer(words)
    assert number < limit
    assert (number * 10 < limit) == words.startswith("零"), "零 stands exactly where the next lower place is empty"
    return number


def _small(words: str) -> int:
    """A number below 10,000. Its bare last figure counts ones, so the ten or a 零 has to stand before it."""
    if words == "零":
        return 0
    total, last, empty, figure = 0, 0, False, 0
    for word in words if words[-1] in _SMALL else f"{words}个":
        if word in _FIGURES:
            assert not figure, "two figures without a unit between them"
            figure, empty = _FIGURES[word], empty or word == "零"
            continue
        unit = _SMALL.get(word, 1)
        if last:
            assert unit < last, "units fall from left to right"
            assert (unit * 10 < last) == empty, "零 stands exactly for an empty place"
        assert figure or words.startswith("十"), "only a leading ten goes without a figure"
        total += (figure or 1) * unit
        last, empty, figure = unit, False, 0
    return total


def _one_figure(word: str) -> int:
    return _FIGURES[word] if word else 0
