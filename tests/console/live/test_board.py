"""The live board: what it shows, and what can be done from it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from ivr.console.live.board import Board, Doing, Menu, read_board
from ivr.people.audit import WantedEntries, entries
from ivr.people.roles import Role
from ivr.phone.manager import Channel
from ivr.settings import DIALPLAN
from ivr.versions.titles import titles
from tests.console.browser import Browser
from tests.console.fake_switch import FakeSwitch

Ring = Callable[[str], Channel]
TITLE = "养老"


def board(switch: FakeSwitch, ours: Engine, transfers: tuple[str, ...] = ()) -> Board:
    return read_board(switch, ours, lambda _version: Menu({"M11": TITLE}, transfers), ())


def done(ours: Engine) -> list[tuple[str, str, str]]:
    found = entries(ours, WantedEntries())
    return [(one.actor, one.action, one.subject) for one in found if one.action.startswith("call_")]


def test_a_call_is_shown_with_its_node_and_the_last_four_of_its_number(
    ring: Ring, as_supervisor: Browser, ours: Engine
) -> None:
    ring("13812345678")
    page = as_supervisor.get("/live/").text
    assert "…5678" in page
    assert "1381234" not in page
    assert f"M11</span> {titles(ours, DIALPLAN)['M11']}" in page


def test_a_line_that_is_no_callers_is_not_shown(switch: FakeSwitch, ring: Ring, ours: Engine) -> None:
    caller = ring("13812345678")
    switch.lines += (
        Channel("2.1", "PJSIP/operator-1"),
        Channel("3.1", "Local/1000@people-1;1", listens=caller.unique_id),
    )
    (shown,) = board(switch, ours).calls
    assert (shown.line, shown.listeners) == (caller.unique_id, 1)


def test_a_caller_waits_for_a_person_and_then_talks(switch: FakeSwitch, ring: Ring, ours: Engine) -> None:
    caller = ring("13812345678")
    assert board(switch, ours).waiting == 0
    assert board(switch, ours, ("M11",)).waiting == 1
    switch.lines = (replace(caller, bridge="b"),)
    assert [call.doing for call in board(switch, ours, ("M11",)).calls] == [Doing.TALKING]


def test_a_call_that_the_log_does_not_have_is_shown_all_the_same(switch: FakeSwitch, ours: Engine) -> None:
    switch.lines = (Channel("1.1", "PJSIP/trunk-1", call="0" * 32),)
    (shown,) = board(switch, ours).calls
    assert (shown.caller, shown.began, shown.title) == ("", None, "")


def test_without_asterisk_the_board_says_so(switch: FakeSwitch, ring: Ring, as_supervisor: Browser) -> None:
    ring("13812345678")
    switch.up = False
    page = as_supervisor.get("/live/").text
    assert "连不上 Asterisk" in page
    assert "5678" not in page


def test_a_call_is_hung_up_and_that_is_in_the_audit_list(
    switch: FakeSwitch, ring: Ring, as_supervisor: Browser, ours: Engine
) -> None:
    caller = ring("13812345678")
    page = as_supervisor.submit(f"/live/{caller.unique_id}/hang-up")
    assert page.status_code == 303
    assert switch.asked == [("hang_up", caller.unique_id)]
    assert done(ours) == [("supervisor", "call_ended", caller.call)]


def test_somebody_listens_in_and_that_is_in_the_audit_list(
    switch: FakeSwitch, ring: Ring, as_supervisor: Browser, ours: Engine
) -> None:
    caller = ring("13812345678")
    assert as_supervisor.get(f"/live/{caller.unique_id}/listen").status_code == 200
    assert as_supervisor.submit(f"/live/{caller.unique_id}/listen", extension="1000").status_code == 303
    assert switch.asked == [("listen_in", caller.unique_id, "1000")]
    assert done(ours) == [("supervisor", "call_listened", caller.call)]


def test_a_browser_listens_by_the_line_of_its_own_page(
    switch: FakeSwitch, ring: Ring, as_supervisor: Browser, ours: Engine, sign_in: Callable[[str, Role], Browser]
) -> None:
    caller = ring("13812345678")
    address = f"/live/{caller.unique_id}/listen"
    page = as_supervisor.get(address).text.partition('data-page="')[2].partition('"')[0]
    assert as_supervisor.submit(f"{address}-here", page=page).status_code == 404, "its line is not there yet"
    switch.lines += (Channel("9.1", "PJSIP/browser-1", page=page),)
    assert as_supervisor.submit(f"{address}-here", page="").status_code == 404
    assert sign_in("another", Role.SUPERVISOR).submit(f"{address}-here", page=page).status_code == 404
    assert switch.asked == []
    assert as_supervisor.submit(f"{address}-here", page=page).status_code == 204
    assert switch.asked == [("listen_by", "9.1", caller.unique_id)]
    assert done(ours) == [("supervisor", "call_listened", caller.call)]


@pytest.mark.parametrize(
    "extension", ["", "1000\r\nAction: Command", "1000@inbound", "1" * 21, "；", "1000&1001", "../1000"]
)
def test_what_is_no_extension_is_refused(
    switch: FakeSwitch, ring: Ring, as_supervisor: Browser, ours: Engine, extension: str
) -> None:
    caller = ring("13812345678")
    assert as_supervisor.submit(f"/live/{caller.unique_id}/listen", extension=extension).status_code == 422
    assert switch.asked == []
    assert done(ours) == []


def test_a_call_that_is_over_can_neither_be_ended_nor_heard(switch: FakeSwitch, as_supervisor: Browser) -> None:
    assert as_supervisor.submit("/live/1.9/hang-up").status_code == 404
    assert as_supervisor.get("/live/1.9/listen").status_code == 404
    assert switch.asked == []


def test_what_asterisk_did_not_do_is_told(switch: FakeSwitch, ring: Ring, as_supervisor: Browser) -> None:
    caller = ring("13812345678")
    switch.channels = lambda: (caller,)  # type: ignore[method-assign]  # it goes down between two looks
    switch.up = False
    answer = as_supervisor.submit(f"/live/{caller.unique_id}/hang-up")
    assert "没有回应" in as_supervisor.get(answer.location).text


def test_the_stream_begins_with_the_whole_board_in_the_users_language(
    switch: FakeSwitch, ring: Ring, as_supervisor: Browser
) -> None:
    ring("13812345678")
    answer = as_supervisor.get("/live/stream", headers={"Accept-Language": "en"})
    first = next(iter(answer.iter_encoded())).decode()
    answer.close()
    assert answer.mimetype == "text/event-stream"
    assert all(line.startswith("data: ") for line in first.strip().splitlines())
    assert first.endswith("\n\n")
    assert "…5678" in first
    assert "Self-service" in first


def test_who_asks_only_for_the_head_of_the_stream_gets_nothing_behind_it(
    switch: FakeSwitch, as_supervisor: Browser
) -> None:
    answer = as_supervisor.open("/live/stream", method="HEAD")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, "0")
