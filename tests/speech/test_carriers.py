"""Every piece has a sentence to be cut out of, with neighbours that leave it whole."""

import pytest

from ivr.speech.carriers import carrier
from ivr.spoken.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ("两万", "[两万]八千六百元整，"),
        ("三千一百", "八万[三千一百]八十元，"),
        ("五百", "[五百]八十元，"),
        ("八千", "[八千]，"),
        ("六十元", "八百[六十元]，"),
        ("五十元", "[五十元]，"),
        ("二十元", "八百，[二十元]，"),
        ("六角八分", "八十元[六角八分]，"),
        ("二零二六年", "[二零二六年]八月八日，"),
        ("三月", "二零二四年[三月]八日，"),
        ("一月", "二零二四年，[一月]八日，"),
        ("三十一日", "八月[三十一日]，"),
        ("十八年", "[十八年]零八个月，"),
        ("零三个月", "八年[零三个月]，"),
        ("三", "八三[三]八六，"),
    ],
)
def test_a_piece_is_spoken_where_it_will_stand(piece: str, said: str) -> None:
    before, middle, after = carrier(piece)
    assert f"{before}[{middle}]{after}" == said


def test_every_piece_has_a_carrier_that_ends_like_a_clause() -> None:
    carriers = [carrier(piece) for piece in vocabulary()]
    assert [one.piece for one in carriers] == list(vocabulary())
    assert all(one.after.endswith("，") for one in carriers)
