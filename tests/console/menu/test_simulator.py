"""A draft tried out in the page."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from ivr.console.menu import simulations
from ivr.console.menu.simulations import Full, Gone, Simulations, Wanted
from ivr.menus.service import Service, read_service
from ivr.settings import DIALPLAN, PROMPTS, Settings
from ivr.versions.drafts import Draft
from tests.console.browser import Browser

AT = dt.datetime(2026, 11, 24, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def service() -> Service:
    return read_service(DIALPLAN, PROMPTS)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(settings: Settings, clock: Clock) -> Iterator[Simulations]:
    made = Simulations(settings, clock)
    yield made
    made.close()


def begun(browser: Browser) -> str:
    answer = browser.submit("/menu/drafts/1/simulator", at="2026-11-24T09:05", caller="13812345678")
    assert answer.location.startswith("/menu/simulator/")
    return answer.location


def test_a_call_goes_through_the_draft_by_keys(as_clerk: Browser, draft: Draft) -> None:
    call = begun(as_clerk)
    assert "您好，这里是人社" in as_clerk.get(call).text
    as_clerk.submit(call, line="111")
    as_clerk.submit(call, line="{id}")
    page = as_clerk.get(call).text
    assert "正确请按一" in page
    assert "11010519491231002" not in page
    assert "●" * 18 in page
    as_clerk.submit(call, line="1")
    as_clerk.submit(call, line="{pin}")
    assert "没有查到" in as_clerk.get(call).text  # what is looked up needs no further key


def test_a_call_goes_by_words_and_by_silence(as_clerk: Browser, draft: Draft) -> None:
    call = begun(as_clerk)
    as_clerk.submit(call, line="社保卡")
    assert "M20" in as_clerk.get(call).text
    for _ in range(20):
        as_clerk.submit(call)
    assert "通话结束" in as_clerk.get(call).text


def test_what_can_t_be_typed_is_told(as_clerk: Browser, draft: Draft) -> None:
    call = begun(as_clerk)
    for line in ("abc", "{name}", "{id", "<script>"):
        as_clerk.submit(call, line=line)
        assert "这里可以输入" in as_clerk.get(call).text


def test_a_call_ends_by_hanging_up(as_clerk: Browser, draft: Draft) -> None:
    call = begun(as_clerk)
    as_clerk.submit(call, hang_up="1")
    assert "通话结束" in as_clerk.get(call).text
    assert as_clerk.submit(call, line="1").status_code == 303


def test_what_was_said_can_be_heard(as_clerk: Browser, draft: Draft) -> None:
    call = begun(as_clerk)
    sound = re.search(r'href="([^"]+)" data-sound', as_clerk.get(call).text)
    assert sound
    answer = as_clerk.get(sound[1])
    assert answer.mimetype == "audio/wav"
    assert answer.data[:4] == b"RIFF"
    assert as_clerk.get(f"{call}/sounds/999").status_code == 404


def test_a_call_is_its_caller_s_own(as_clerk: Browser, as_admin: Browser, draft: Draft) -> None:
    assert as_admin.get(begun(as_clerk)).status_code == 404


def test_a_draft_with_errors_can_t_be_called(as_clerk: Browser, draft: Draft) -> None:
    as_clerk.submit("/menu/drafts/1/nodes", name="A99", kind="goto", title="x")
    answer = as_clerk.submit("/menu/drafts/1/simulator", at="2026-11-24T09:05", caller="13812345678")
    assert answer.location == "/menu/drafts/1/simulator"
    assert "先改好" in as_clerk.get(answer.location).text


def wanted() -> Wanted:
    return Wanted(1, AT, "13812345678", demo=False)


def test_calls_that_are_left_alone_are_forgotten(running: Simulations, clock: Clock, service: Service) -> None:
    name = running.begin("clerk", wanted(), service)
    clock.now += simulations.IDLE_SECONDS - 1
    assert running.of("clerk", name)
    clock.now += simulations.IDLE_SECONDS + 1
    with pytest.raises(Gone):
        running.of("clerk", name)


def test_there_is_room_for_so_many_calls_and_no_more(
    running: Simulations, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulations, "MOST", 2)
    for _ in range(2):
        running.begin("clerk", wanted(), service)
    with pytest.raises(Full):
        running.begin("clerk", wanted(), service)


def test_a_call_that_goes_round_for_ever_stops(
    running: Simulations, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulations, "MOST_EVENTS", 3)
    call = running.of("clerk", running.begin("clerk", wanted(), service))
    for _ in range(10):
        call.type("9")
    assert len(call.session.events) < 10
