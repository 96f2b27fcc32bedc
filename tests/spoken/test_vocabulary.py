import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.spoken.amounts import amount
from ivr.spoken.dates import date, month, months
from ivr.spoken.digits import digits
from ivr.spoken.ids import id_number
from ivr.spoken.integers import LIMIT, count
from ivr.spoken.percentages import percent
from ivr.spoken.vocabulary import vocabulary

PIECES = frozenset(vocabulary())
LONGEST = max(map(len, PIECES))

WORDS = st.one_of(
    st.integers(-LIMIT * 100, LIMIT * 100).map(lambda fen: amount(Decimal(fen) / 100)),
    st.integers(-10_000_000, 100_000_000).map(lambda fen: amount(Decimal(fen) / 100)),
    st.dates().map(date),
    st.dates().map(month),
    st.integers(0, 20_000).map(months),
    st.builds(count, st.integers(0, LIMIT), st.sampled_from(["", "个月", "天", "年"])),
    st.text("0123456789", min_size=1).map(digits),
    st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True).map(id_number),
    st.decimals(-1000, 1000, places=4).map(percent),
)


def joined(words: str) -> list[str]:
    """The pieces by greedy longest match; raises StopIteration where no piece fits."""
    pieces: list[str] = []
    while words:
        pieces.append(next(words[:length] for length in range(LONGEST, 0, -1) if words[:length] in PIECES))
        words = words[len(pieces[-1]) :]
    return pieces


@given(WORDS)
def test_greedy_longest_match_covers_everything_said(words: str) -> None:
    assert joined(words.replace("，", ""))


def test_greedy_longest_match_covers_every_small_amount_and_duration() -> None:
    assert all(joined(amount(Decimal(fen) / 100)) for fen in range(12_000))
    assert all(joined(months(number)) for number in range(700))


def test_there_is_no_piece_twice_and_few_enough_to_render() -> None:
    assert len(PIECES) == len(vocabulary()) <= 700


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (amount(Decimal("23105.60")), "两万 三千一百 零五元 六角"),
        (amount(Decimal("3256.08")), "三千两百 五十六元 零八分"),
        (amount(Decimal("1.25")), "一元 二角五分"),
        (amount(Decimal("1115.02")), "一千一百 一十五元 零二分"),
        (amount(Decimal(3000)), "三千 元整"),
        (amount(Decimal("-236800.50")), "负 二十三万 六千八百 元 五角"),
        (date(dt.date(2026, 10, 31)), "二零二六年 十月 三十一日"),
        (months(219), "十八年 零三个月"),
        (count(26, "个月"), "二十 六个月"),
        (percent(Decimal("8.5")), "百分之 八 点五"),
        (digits("12305"), "幺 二 三 零 五"),
    ],
)
def test_seams_lie_between_words_of_a_number(words: str, pieces: str) -> None:
    assert joined(words) == pieces.split()


@given(st.integers(0, 10**11))
def test_yuan_stands_alone_only_after_a_round_number(fen: int) -> None:
    pieces = joined(amount(Decimal(fen) / 100))
    assert all(before[-1] in "百千万亿" for before, piece in pairwise(pieces) if piece in ("元", "元整"))
