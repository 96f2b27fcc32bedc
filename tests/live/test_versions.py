"""The menus change while people are calling: who is in a call keeps what they began with."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.records.reading import show_call
from ivr.settings import PROJECT
from ivr.versions.models import Series
from ivr.versions.store import Versions
from tests.live.calling import beginning, call, call_many, plan
from tests.live.conftest import System, start_system
from tests.postgres import Server
from tests.waiting import wait_until

pytestmark = pytest.mark.live

CERTIFICATION, ACCOUNT = "{to: M33, name: 待遇资格认证", "{to: Q111, name: 个人账户"
M11 = "    title: 养老保险\n    person: T01\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """In M11 another node's words are said: no change of its keys then has anything spoken anew, which may take its time."""
    running = start_system(tmp_path_factory.mktemp("office"))
    try:
        edit(running, M11, f"{M11}    prompt: A115\n    no_input: {{prompts: [A115]}}\n")
        menu(running, "publish")
        yield running
    finally:
        assert running.stop() == 0


def swap_keys(system: System) -> None:
    """In M11 key 4 becomes key 1, and 1 becomes 4."""
    edit(system, f"4: {CERTIFICATION}", f"1: {CERTIFICATION}")
    edit(system, f"1: {ACCOUNT}", f"4: {ACCOUNT}")


def edit(system: System, old: str, new: str) -> None:
    tree = system.settings.dialplan / "tree.yaml"
    text = tree.read_text(encoding="utf-8")
    assert text.count(old) == 1
    tree.write_text(text.replace(old, new), encoding="utf-8")


def published(system: System) -> int | None:
    return Versions(system.ours, Series.MENU).published()


def taken(system: System) -> int:
    """How often one of its processes has taken something that was published."""
    return (system.home / "log" / "ivr.log").read_text(encoding="utf-8").count('"published"')


def menu(system: System, *arguments: str) -> None:
    """Publishes, and waits until both of its processes have it."""
    before = taken(system)
    system.ivr("menu", *arguments)
    wait_until(lambda: taken(system) >= before + 2, 30)


def refused(system: System, *arguments: str) -> str:
    command = [sys.executable, "-m", "ivr", "menu", *arguments]
    done = subprocess.run(
        command, env=os.environ | system.environment, capture_output=True, text=True, check=False, cwd=PROJECT
    )
    assert done.returncode == 2
    return done.stderr


def test_twenty_calls_keep_their_keys_while_new_ones_have_the_new_menu_and_one_command_takes_it_back(
    office: System, tmp_path: Path
) -> None:
    """They are in M11, whose prompt takes fourteen seconds, when it is published."""
    swap_keys(office)
    plans = [plan(office, "1 1 w16 4", tmp_path / f"{n}.wav", listen_seconds=6) for n in range(20)]

    def publish() -> None:
        wait_until(lambda: all(("M10", "match") in office.so_far(one.caller_number) for one in plans))
        menu(office, "publish", "--note", "认证提前")

    with ThreadPoolExecutor() as beside:
        publishing = beside.submit(publish)
        old = call_many(plans, start_rate=50)
    publishing.result()
    assert published(office) == 3
    began_before = office.calls(20)
    assert {one.tree_version for one in began_before} == {"2"}
    assert all(beginning(office, "M33") in one.sound_after_last_key() for one in old)
    published_at = Versions(office.ours, Series.MENU).publications()[0].at
    pressed = [step_at(office, one.id, "M11") for one in began_before]
    assert all(at > published_at for at in pressed), (
        "they pressed 4 when it meant something else already to new callers"
    )

    new = call(office, "1 1 1", tmp_path / "new.wav", listen_seconds=6)
    assert beginning(office, "M33") in new.sound_after_last_key()
    assert office.last_call().tree_version == "3"

    menu(office, "rollback")
    again = call(office, "1 1 4", tmp_path / "again.wav", listen_seconds=6)
    assert beginning(office, "M33") in again.sound_after_last_key()
    assert office.last_call().tree_version == "2"


def step_at(system: System, call_id: str, node: str) -> dt.datetime:
    return next(step.at for step in show_call(system.ours, call_id).steps if step.node == node)


def test_what_lacks_an_exit_is_refused_by_node_and_exit_and_nobody_hears_of_it(office: System) -> None:
    before = published(office)
    edit(office, "    locked: S14\n", "")
    assert "S13 密码核验: locked: is missing" in refused(office, "publish")
    edit(office, "    refused: A13\n", "    refused: A13\n    locked: A99\n")
    assert "S13 密码核验: there is no node 'A99'" in refused(office, "publish")
    assert published(office) == before
    edit(office, "    locked: A99\n", "    locked: S14\n")


def test_an_announcement_written_into_the_file_is_heard_by_the_next_caller(office: System, tmp_path: Path) -> None:
    file, before = office.settings.dialplan / "office.yaml", taken(office)
    text = file.read_text(encoding="utf-8")
    urgent = "announcement: {text: 系统正在维护, from: 2026-01-01 08:00, until: 2099-12-31 12:00}\n"
    file.write_text(text + urgent, encoding="utf-8")
    wait_until(lambda: taken(office) >= before + 2, 60)
    told = call(office, "w4", tmp_path / "a.wav", listen_seconds=2)
    assert ("S01", "said") in office.steps_from(told.caller)


@pytest.fixture
def branches(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[System]]:
    """Two systems with one database of ours."""
    ours = postgres.new_database().render_as_string(hide_password=False)
    systems: list[System] = []
    try:
        systems.extend(start_system(tmp_path_factory.mktemp("branch"), IVR_DATABASE_URL=ours) for _ in range(2))
        yield systems
    finally:
        for one in systems:
            assert one.stop() == 0


def test_what_one_system_publishes_is_heard_in_the_other(branches: list[System], tmp_path: Path) -> None:
    here, there = branches
    edit(here, M11, f"{M11}    first_seconds: 8\n")
    before = taken(there)
    menu(here, "publish")
    wait_until(lambda: taken(there) >= before + 2, 30)
    call(there, "1", tmp_path / "a.wav", listen_seconds=2)
    assert there.last_call().tree_version == "2"
