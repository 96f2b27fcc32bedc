"""Personal words are put together from pieces that exist."""

from ivr.speech.join import BETWEEN_PIECES, PAUSES, join, pieces
from ivr.speech.telephone import milliseconds, silence
from ivr.spoken.utterance import Rate


def test_the_longest_pieces_are_taken() -> None:
    assert pieces("两万三千一百零五元六角") == ["两万", "三千一百", "零五元", "六角"]


def test_a_comma_is_a_breath() -> None:
    joined = join("幺幺零，二三", Rate.NORMAL, lambda _: silence(100))
    assert joined is not None
    assert milliseconds(joined) == 5 * 100 + PAUSES["，"]


def test_other_words_can_not_be_joined() -> None:
    assert join("某某有限公司", Rate.NORMAL, lambda _: silence(100)) is None


def test_slow_is_the_same_pieces_with_a_breath_between_them() -> None:
    normal, slow = (join("三千一百零五元", rate, lambda _: silence(100)) for rate in (Rate.NORMAL, Rate.SLOW))
    assert normal is not None
    assert slow is not None
    assert milliseconds(slow) == milliseconds(normal) + BETWEEN_PIECES[Rate.SLOW]
