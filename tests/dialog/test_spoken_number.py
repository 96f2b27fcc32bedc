"""Telephone and case numbers by voice: nothing but their length and beginning tells whether they can be right."""

import pytest
from pydantic import SecretStr

from ivr.dialog.decision import Complete, Impossible, More
from ivr.dialog.entries import Entry, entry_of, is_mobile, is_telephone
from ivr.dialog.pieces import Piece, keyed, piece
from ivr.dialog.spoken_number import decide_number
from ivr.dialog.state import State

MOBILE = "13812345678"
CASE = "202611240017"


def entry(what: str) -> Entry:
    return entry_of(what, State(node="", entered_at=0.0))


def said(*digits: str) -> tuple[Piece, ...]:
    return tuple(piece({each: -4.0}) for each in digits)


@pytest.mark.parametrize("pieces", [(MOBILE,), ("138", "1234", "5678"), ("1381234", "5678")])
def test_a_mobile_number_may_come_in_any_pieces(pieces: tuple[str, ...]) -> None:
    assert decide_number(said(*pieces), entry("mobile"), is_mobile) == Complete(SecretStr(MOBILE))


def test_keys_may_go_on_where_the_voice_stopped() -> None:
    pieces = (*said("2026"), keyed(SecretStr("11240017")))
    assert decide_number(pieces, entry("case_number"), str.isdecimal) == Complete(SecretStr(CASE))


def test_what_is_not_complete_waits_for_more() -> None:
    assert decide_number(said("2026", "1124"), entry("case_number"), str.isdecimal) == More(have=8, missing=4)


def test_of_two_readings_the_likelier_one_that_can_be_is_read_back() -> None:
    heard = (piece({"93812345678": 0.0, MOBILE: -1.0, "13812345679": -2.0}),)
    assert decide_number(heard, entry("mobile"), is_mobile) == Complete(SecretStr(MOBILE))


def test_a_reading_that_goes_on_is_not_ended_by_an_unlikely_one_that_is_whole() -> None:
    heard = (piece({"1381234": 0.0, MOBILE: -5.0}),)
    assert decide_number(heard, entry("mobile"), is_mobile) == More(have=7, missing=4)


def test_a_number_of_the_same_city_is_whole_when_the_caller_has_nothing_to_add() -> None:
    landline = said("6688", "1234")
    assert decide_number(landline, entry("phone"), is_telephone) == More(have=8, missing=0)
    assert decide_number(landline, entry("phone"), is_telephone, ended=True) == Complete(SecretStr("66881234"))


def test_who_stops_too_early_is_told_how_much_is_missing() -> None:
    assert decide_number(said("138"), entry("phone"), is_telephone, ended=True) == More(have=3, missing=8)


@pytest.mark.parametrize("number", ["23812345678", "1381234567890"])
def test_what_can_be_no_such_number_is_impossible(number: str) -> None:
    assert decide_number(said(number), entry("mobile"), is_mobile) == Impossible()
