"""The sentence that each piece of the vocabulary is spoken in, to be cut out of it.

Joined, a piece sounds right when it was spoken where it will stand: words behind 万 in the middle of a breath, a last word at
the end of one. Which neighbours it has there was measured, with Whisper on the telephone's sound:

- A plosive behind it (八) ends it cleanly.
- A vowel cut out of running speech begins with the end of its neighbour, and is heard as a plosive. It gets a comma before it.
- A nasal at the end is lost in running speech: 元 is heard as 月, 千 as 切. They get a comma behind them.
"""

import re
from typing import NamedTuple

_VOWELS = "一二五幺"
_RULES = (
    ("[万亿]", "三百", "八千元，"),
    (".+万", "", "八千六百元整，"),
    (".千", "", "，"),
    ("[一二五七].*百", "", "八十元，"),
    (".+百", "八万", "八十元，"),
    ("零元整", "", "，"),
    ("整", "八百八十元", "，"),
    ("五.*元", "", "，"),
    ("[七零].*元", "八百，", "，"),
    (".*元整?", "八百", "，"),
    ("零.分", "八十元，", "，"),
    (".+[角分]", "八十元", "，"),
    ("[年天]|个月", "三十", "，"),
    ("零.+个月", "八年", "，"),
    (".+个月", "", "，"),
    (".零..年|一九..年", "", "八月八日，"),
    (".+年", "", "零八个月，"),
    (".+月", "二零二四年", "八日，"),
    (".+日", "八月", "，"),
    ("负", "", "八百元整，"),
    ("百分之", "", "八，"),
    ("点.", "百分之八", "，"),
    ("[两叉]|.?十.?", "", "个月，"),
    (".", "八三", "八六，"),
)
"""Pieces, what is said before them, what behind. The first that fits holds."""


class Carrier(NamedTuple):
    before: str
    piece: str
    after: str


def carrier(piece: str) -> Carrier:
    for shape, before, after in _RULES:
        if re.fullmatch(shape, piece):
            breath = "，" if piece[0] in _VOWELS and before and not before.endswith("，") else ""
            return Carrier(before + breath, piece, after)
    return Carrier("", piece, "")
