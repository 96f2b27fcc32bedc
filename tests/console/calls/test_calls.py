"""The call log's pages: what a supervisor finds, and what nobody sees."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from ivr.console.calls import words
from ivr.people.audit import WantedEntries, entries
from ivr.records.models import Outcome
from tests.console.browser import Browser
from tests.console.calls.conftest import ALICE, ALICES_CASE, ALICES_ID, BOB, Log

SECRETS = [secret.get_secret_value() for secret in (ALICE, BOB, ALICES_ID, ALICES_CASE)]


def listed(browser: Browser, address: str) -> list[str]:
    """The calls on a page, in its order."""
    answer = browser.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return re.findall(r'href="/calls/([0-9a-f]{32})/"', answer.text)


def noted(ours: Engine) -> list[tuple[str, str]]:
    """What was done to calls: action and subject, the newest first."""
    return [
        (entry.action, entry.subject) for entry in entries(ours, WantedEntries()) if entry.action.startswith("call")
    ]


def test_the_newest_call_comes_first(as_supervisor: Browser, log: Log) -> None:
    assert listed(as_supervisor, "/calls/") == [log.running, log.bob, log.alice]


@pytest.mark.parametrize(
    ("search", "who"),
    [
        ("tail=002x", "alice"),
        ("tail=8000", "alice"),
        ("outcome=hung_up", "bob"),
        ("node=Q112&step=hang_up", "bob"),
        ("node=Q111", "alice"),
        ("version=v2", "running"),
        ("until=2020-01-01T00:00", ""),
        ("since=2100-01-01", ""),
    ],
)
def test_a_search(as_supervisor: Browser, log: Log, search: str, who: str) -> None:
    assert listed(as_supervisor, f"/calls/?{search}") == ([getattr(log, who)] if who else [])


@pytest.mark.parametrize("number", [*SECRETS, ALICES_ID.get_secret_value().lower(), "2026-1126-0018", "138 0013 8000"])
def test_a_whole_number_is_found_and_stands_nowhere(
    as_supervisor: Browser, log: Log, ours: Engine, number: str
) -> None:
    answer = as_supervisor.submit("/calls/number", number=number)
    assert (answer.status_code, answer.location) == (303, "/calls/?number=1")
    page = as_supervisor.get(answer.location)
    wanted = log.bob if number == BOB.get_secret_value() else log.alice
    assert re.findall(r'href="/calls/([0-9a-f]{32})/"', page.text) == [wanted]
    assert not [secret for secret in SECRETS if secret in page.text + str(noted(ours))]
    assert noted(ours)[0][0] == "calls_searched"


def test_without_a_number_all_calls_are_shown_again(as_supervisor: Browser, log: Log) -> None:
    as_supervisor.submit("/calls/number", number=SECRETS[0])
    assert len(listed(as_supervisor, "/calls/")) == 3
    assert as_supervisor.submit("/calls/number", number=" ").location == "/calls/"


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("since=yesterday", "请写日期和时间"),
        ("until=2026-13-01", "请写日期和时间"),
        ("outcome=lost", "没有这种结果"),
        ("tail=13800138000", "最多四位"),
    ],
)
def test_what_can_t_be_searched_for_is_said_at_its_field(
    as_supervisor: Browser, log: Log, search: str, told: str
) -> None:
    answer = as_supervisor.get(f"/calls/?{search}")
    assert answer.status_code == 422
    assert told in answer.text
    assert as_supervisor.get(f"/calls/calls.csv?{search}").status_code == 303


def test_a_place_that_is_none_is_the_beginning(as_supervisor: Browser, log: Log) -> None:
    assert len(listed(as_supervisor, "/calls/?behind=nonsense")) == 3


def test_older_calls_are_on_the_next_page(as_supervisor: Browser, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.console.calls.asking.wanted.__defaults__", ("", "", 2))
    first = as_supervisor.get("/calls/?until=2100-01-01T00:00")
    [older] = re.findall(r'href="(/calls/\?behind=[^"]+)" rel="next"', first.text)
    assert "until=2100" in older
    assert listed(as_supervisor, older.replace("&amp;", "&")) == [log.alice]


def test_a_call_step_by_step(as_supervisor: Browser, log: Log, ours: Engine) -> None:
    page = as_supervisor.get(f"/calls/{log.alice}/").text
    for shown in (
        "<kbd>1</kbd>",
        "“养老”",
        "93 %",
        "4200",
        "慢",
        "主菜单",
        "…002X",
        "********0018",
        "自助完成",
    ):
        assert shown in page
    assert not [secret for secret in SECRETS if secret in page]
    assert noted(ours) == [("call_seen", log.alice)]


def test_a_number_is_only_said_to_have_been_keyed(as_supervisor: Browser, log: Log) -> None:
    page = as_supervisor.get(f"/calls/{log.bob}/").text
    assert "按键输入号码" in page
    assert "在此挂机" in page


def test_a_running_call_fetches_its_timeline_again_until_it_is_over(
    as_supervisor: Browser, log: Log, ours: Engine
) -> None:
    assert 'hx-trigger="every 2s"' in as_supervisor.get(f"/calls/{log.running}/").text
    part = as_supervisor.get(f"/calls/{log.running}/timeline").text
    assert part.lstrip().startswith("<section")
    assert 'hx-trigger="every 2s"' in part
    assert "hx-trigger" not in as_supervisor.get(f"/calls/{log.bob}/timeline").text
    assert noted(ours) == [("call_seen", log.bob), ("call_seen", log.running)], "a refresh is not another look"


def test_what_a_caller_sent_as_a_number_is_no_script(as_supervisor: Browser, log: Log) -> None:
    for address in ("/calls/", f"/calls/{log.running}/"):
        assert "<script>alert" not in as_supervisor.get(address).text


def test_a_call_that_there_is_not(as_supervisor: Browser, log: Log) -> None:
    for call_id in ("x", "0" * 32, log.alice[:8]):
        assert as_supervisor.get(f"/calls/{call_id}/").status_code == 404


def test_in_english(as_supervisor: Browser, log: Log) -> None:
    page = as_supervisor.get(f"/calls/{log.bob}/", headers={"Accept-Language": "en"}).text
    assert "Hung up here" in page


@pytest.mark.parametrize("address", ["/calls/", "/calls/{bob}/", "/calls/{bob}/timeline", "/calls/calls.csv"])
def test_a_clerk_sees_no_call(as_clerk: Browser, nobody: FlaskClient, log: Log, address: str) -> None:
    assert as_clerk.get(address.format(bob=log.bob)).status_code == 403
    assert nobody.get(address.format(bob=log.bob)).status_code == 303


def test_every_outcome_has_its_words() -> None:
    assert set(words.TONES) == set(Outcome)


def test_hanging_up_is_a_loss_only_before_an_answer() -> None:
    assert words.is_bad("hang_up", Outcome.HUNG_UP)
    assert not words.is_bad("hang_up", Outcome.SELF_SERVICE)
    assert words.is_bad("slow", Outcome.SELF_SERVICE)
