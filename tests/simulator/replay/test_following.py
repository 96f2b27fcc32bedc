"""Calls as the log has them, once more: in their own menus they go where they went, in a draft where its keys lead."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ivr.menus.service import Service, make_service, read_menu, read_service
from ivr.records.models import Input
from ivr.records.recorded import Chosen, Recorded
from ivr.settings import DIALPLAN, PROMPTS
from ivr.simulator.replay.following import Follower
from ivr.simulator.replay.partings import Parting, Tally
from ivr.simulator.spoken_values import declared
from tests.versions.conftest import edited

MORNING = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
CERTIFICATION, ACCOUNT = "{to: M33, name: 待遇资格认证", "{to: Q111, name: 个人账户"


@pytest.fixture(scope="module")
def shipped() -> Service:
    return read_service(DIALPLAN, PROMPTS)


@pytest.fixture(scope="module")
def origin(shipped: Service) -> Follower:
    return Follower(shipped, declared(DIALPLAN))


@pytest.fixture(scope="module")
def swapped(shipped: Service) -> Follower:
    """In M11 key 4 and key 1 are exchanged."""
    texts = edited(read_menu(DIALPLAN, PROMPTS), f"4: {CERTIFICATION}", f"1: {CERTIFICATION}")
    texts = edited(texts, f"1: {ACCOUNT}", f"4: {ACCOUNT}")
    return Follower(make_service(texts, shipped.office), declared(DIALPLAN))


def key(node: str, pressed: str, outcome: str = "match", ms: int = 2000) -> Chosen:
    return Chosen(node, Input.KEY, outcome, ms, pressed, "")


def number(node: str, outcome: str = "match") -> Chosen:
    return Chosen(node, Input.KEYS, outcome, 9000, "", "")


def result(node: str, outcome: str) -> Chosen:
    return Chosen(node, Input.RESULT, outcome, 300, "", "")


def silent(node: str, outcome: str = "no_input") -> Chosen:
    return Chosen(node, Input.NONE, outcome, 12_000, "", "")


def call(*steps: Chosen) -> Recorded:
    return Recorded("c0ffee", MORNING, "1", steps)


LOGIN = (number("A10"), key("A11", "1"), number("A13"), result("S13", "accepted"))
TO_M11 = (key("M00", "1"), key("M10", "1"))
BALANCE = call(*TO_M11, key("M11", "1"), *LOGIN, result("Q111", "found"), silent("Q111", "hang_up"))


@pytest.mark.parametrize(
    ("recorded", "way"),
    [
        (BALANCE, ["M00", "M10", "M11", "A10", "A11", "A13", "Q111"]),
        (
            call(key("M00", "1"), silent("M10"), key("M10", "", "no_match"), key("M10", "*", "back")),
            "M00 M10 M10 M10 M00",
        ),
        (call(*TO_M11, key("M11", "1"), number("A10", "bad_check_digit"), number("A10")), "M00 M10 M11 A10 A10 A11"),
        (
            call(*TO_M11, key("M11", "1"), *LOGIN[:3], result("S13", "refused"), number("A13")),
            "M00 M10 M11 A10 A11 A13 A13 Q111",
        ),
        (call(*TO_M11, key("M11", "1"), *LOGIN, result("Q111", "slow")), "M00 M10 M11 A10 A11 A13 E01"),
        (call(Chosen("M00", Input.SPEECH, "match", 3000, "", "社保卡")), "M00 M20"),
    ],
)
def test_in_its_own_menus_a_call_goes_where_it_went(origin: Follower, recorded: Recorded, way: list[str] | str) -> None:
    followed = origin.follow(recorded, origin)
    assert [turning.to for turning in followed.turnings] == (way.split() if isinstance(way, str) else way)
    assert followed.faithful


def test_keys_that_were_exchanged_lead_callers_elsewhere_and_words_do_not(origin: Follower, swapped: Follower) -> None:
    spoken = Chosen("M11", Input.SPEECH, "match", 3000, "", "待遇资格认证")
    tally = Tally()
    for recorded in (BALANCE, BALANCE, call(*TO_M11, key("M11", "4")), call(*TO_M11, spoken), call(key("M00", "2"))):
        tally.add(recorded, origin, swapped)
    told = tally.told()
    assert dict(told.partings) == {
        Parting("M11", "1", "A10", "M33", fits=True): 2,
        Parting("M11", "4", "M33", "A10", fits=True): 1,
    }
    assert (told.calls, told.same, told.answered_before, told.answered_now) == (5, 2, 2, 0)


def test_a_key_that_means_nothing_any_more_is_told(shipped: Service, origin: Follower) -> None:
    texts = edited(
        read_menu(DIALPLAN, PROMPTS),
        "      5: {to: A115, name: 退休预估, words: [几岁退休, 什么时候退休, 退休拿多少钱]}\n",
        "",
    )
    draft = Follower(make_service(texts, shipped.office), declared(DIALPLAN))
    tally = Tally()
    tally.add(call(*TO_M11, key("M11", "5")), origin, draft)
    assert [parting for parting, _ in tally.told().partings] == [Parting("M11", "5", "C90", "M11", fits=False)]


def test_what_only_the_callers_own_data_can_tell_is_followed_up_to_there(origin: Follower, swapped: Follower) -> None:
    offered = call(key("R90", "1"), key("M11", "4"))
    assert not origin.follow(offered, origin).faithful
    tally = Tally()
    tally.add(offered, origin, swapped)
    tally.add(replace(offered, version="d580bb7af001"), None, swapped)
    told = tally.told()
    assert (told.in_part, told.unknown, told.same) == (1, 1, 1)
