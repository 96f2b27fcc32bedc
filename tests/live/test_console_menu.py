"""A clerk's whole way in a real browser: edit, be refused, mend, try out, publish while people are calling, take back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ivr.people.roles import Role
from tests.live.browser import Credentials, add_user, sign_in, visit
from tests.live.calling import beginning, call, call_many, plan
from tests.live.conftest import System, start_system
from tests.waiting import wait_until

pytestmark = pytest.mark.live

SPEAKING_MS = 180_000
"""New wording is spoken before it is published."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    running = start_system(tmp_path_factory.mktemp("office"))
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def clerk(office: System) -> Credentials:
    return add_user(office, "clerk", Role.CLERK)


@pytest.fixture(scope="module")
def chief(office: System) -> Credentials:
    return add_user(office, "chief", Role.ADMIN)


@pytest.fixture
def as_clerk(browser: Browser, office: System, clerk: Credentials) -> Iterator[Page]:
    with visit(browser, office) as page:
        sign_in(page, clerk)
        yield page


@pytest.fixture
def as_chief(browser: Browser, office: System, chief: Credentials) -> Iterator[Page]:
    with visit(browser, office) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        sign_in(page, chief)
        yield page


@pytest.fixture
def line() -> Iterator[ThreadPoolExecutor]:
    """A thread to call from: the browser's own runs no other event loop."""
    with ThreadPoolExecutor(1) as calling:
        yield calling


def save(page: Page) -> None:
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def taken(system: System) -> int:
    """How often one of its processes has taken something that was published."""
    return (system.home / "log" / "ivr.log").read_text(encoding="utf-8").count('"published"')


def published(page: Page, system: System, before: int) -> None:
    """Waits until the page says so, and both processes that answer calls have it."""
    expect(page.get_by_text("已经发布：从下一个电话起生效")).to_be_visible(timeout=SPEAKING_MS)
    wait_until(lambda: taken(system) >= before + 2, 30)


def go_back_to(page: Page, system: System, number: int) -> None:
    before = taken(system)
    page.goto("/menu/versions/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=str(number)))
    row.get_by_role("button", name="退回到这一版").click()
    published(page, system, before)


def test_a_draft_is_refused_mended_tried_out_published_under_callers_and_taken_back(
    as_clerk: Page, as_chief: Page, office: System, line: ThreadPoolExecutor, tmp_path: Path
) -> None:
    page = as_clerk
    page.goto("/menu/")
    page.fill("#name", "认证提前")
    page.get_by_role("button", name="从现在的版本开始").click()
    page.get_by_role("link", name="M11 养老保险").first.click()
    page.fill(
        "[name=text-M11]", "待遇资格认证请按一，本月养老金请按二，缴费年限请按三，个人账户请按四，人工服务请按零。"
    )
    page.fill("[name=option-0-to]", "Q999")
    save(page)
    expect(page.locator(".findings")).to_contain_text("M11 养老保险：没有节点 'Q999'")
    expect(page.get_by_text("发布给来电者")).to_have_count(0)

    page.fill("[name=option-0-to]", "Q111")
    page.fill("[name=option-0-key]", "4")
    page.fill("[name=option-3-key]", "1")
    save(page)
    expect(page.get_by_text("检查通过")).to_be_visible()
    page.get_by_role("button", name="听 M11", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-played", "1", timeout=60_000)

    page.get_by_role("link", name="试打").click()
    page.get_by_role("button", name="拨打").click()
    page.fill("#line", "11")
    page.press("#line", "Enter")
    expect(page.locator("#transcript")).to_contain_text("待遇资格认证请按一")
    page.get_by_role("button", name="1", exact=True).click()
    expect(page.locator("#state-head")).to_contain_text("M33")

    chief, before = as_chief, taken(office)
    chief.goto("/menu/drafts/1/")
    chief.fill("#note", "认证提前")
    chief.get_by_role("button", name="发布给来电者").click()
    published(chief, office, before)  # so that what is said below is spoken already
    go_back_to(chief, office, 1)

    calls = [plan(office, "1 1 w14 4", tmp_path / f"{n}.wav", listen_seconds=6) for n in range(20)]
    calling = line.submit(call_many, calls, 50)
    wait_until(lambda: all(("M10", "match") in office.so_far(one.caller_number) for one in calls))
    go_back_to(chief, office, 2)
    calling.result()
    old = office.calls(20)
    assert {one.tree_version for one in old} == {"1"}
    assert [[node for node, _ in office.steps_of(one.id)][-2:] for one in old] == [["M11", "M33"]] * 20

    new = line.submit(call, office, "1 1 1", tmp_path / "new.wav", listen_seconds=6).result()
    assert beginning(office, "M33") in new.sound_after_last_key()
    assert office.last_call().tree_version == "2"

    go_back_to(chief, office, 1)
    again = line.submit(call, office, "1 1 4", tmp_path / "again.wav", listen_seconds=6).result()
    assert beginning(office, "M33") in again.sound_after_last_key()
    assert office.last_call().tree_version == "1"


def test_the_picture_is_drawn_and_leads_to_its_nodes(as_clerk: Page) -> None:
    faults: list[str] = []
    as_clerk.on("pageerror", lambda fault: faults.append(str(fault)))
    as_clerk.goto("/menu/")
    as_clerk.fill("#name", "看图")
    as_clerk.get_by_role("button", name="从现在的版本开始").click()
    as_clerk.get_by_role("link", name="图", exact=True).click()
    expect(as_clerk.locator("[data-picture] canvas").first).to_be_visible()
    as_clerk.locator("[data-picture]").press("ArrowRight")
    box = as_clerk.locator("[data-picture]").bounding_box()
    assert box
    as_clerk.mouse.click(box["x"] + box["width"] / 2 - 80, box["y"] + box["height"] / 2)
    as_clerk.wait_for_url("**/nodes/M00")
    assert faults == []
