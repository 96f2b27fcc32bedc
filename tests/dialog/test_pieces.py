"""What is kept of the pieces of a spoken number between two turns of a call."""

import pytest
from pydantic import SecretStr, TypeAdapter

from ivr.dialog.pieces import UNHEARD, Piece, heard, keyed, piece, scores_of, twice
from ivr.spoken.question import Alternative


def test_the_likeliest_reading_has_score_0() -> None:
    alternatives = (Alternative(SecretStr("12"), -7.5), Alternative(SecretStr("72"), -6.0))
    result = heard(alternatives)
    assert result
    assert scores_of(result) == {"72": 0.0, "12": -1.5}


def test_what_may_be_said_instead_of_a_number_is_no_reading_of_it() -> None:
    result = heard((Alternative(SecretStr("12"), -1.0), Alternative(SecretStr("人工"), -5.0)))
    assert result
    assert scores_of(result) == {"12": 0.0}


@pytest.mark.parametrize(
    "alternatives",
    [
        (),
        (Alternative(SecretStr(""), 0.0),),
        (Alternative(SecretStr(""), -1.0), Alternative(SecretStr("12"), -4.5)),
        (Alternative(SecretStr("人工"), -1.0), Alternative(SecretStr("12"), -4.5)),
    ],
)
def test_something_that_is_no_number_is_no_piece(alternatives: tuple[Alternative, ...]) -> None:
    assert heard(alternatives) is None


def test_a_piece_goes_through_json_unharmed_and_shows_nothing() -> None:
    json = TypeAdapter(Piece)
    for one in (piece({"110105": 0.0, "710105": -2.0}), keyed(SecretStr("19491231"))):
        assert json.validate_json(json.dump_json(one)) == one
        assert "1" not in repr(one.readings[0].digits)


def test_what_was_heard_both_times_goes_before_what_was_heard_once() -> None:
    both = twice(piece({"0021": 0.0, "0027": -1.0}), piece({"0027": 0.0, "0029": -0.5}))
    assert [reading.digits.get_secret_value() for reading in both.readings] == ["0027", "0021", "0029"]
    assert scores_of(both)["0021"] == pytest.approx(-0.5 - UNHEARD + 1.0)


def test_keys_replace_what_was_heard() -> None:
    assert twice(piece({"0021": 0.0}), keyed(SecretStr("0027"))) == keyed(SecretStr("0027"))


def test_of_another_length_is_no_second_opinion() -> None:
    again = piece({"19491231": 0.0})
    assert twice(piece({"1949": 0.0}), again) == again
