"""What is measured of the console: all of its pages, as a browser gets them."""

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.bench import command
from ivr.bench.pages import bench
from ivr.bench.pages.addresses import addresses
from ivr.bench.pages.bench import PagesBench, PageTimes
from ivr.bench.pages.browser import Browser
from ivr.bench.pages.console import bare, publish
from ivr.bench.system import BenchFailed, free_ports
from ivr.console.app import create_app
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser
from ivr.settings import Settings, load
from tests.migrated import open_migrated

QUICK = PageTimes("/", 6.8, 8.2, 3.7, 23.7)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path)


@pytest.fixture
def ours(settings: Settings) -> Iterator[Engine]:
    engine = open_migrated(settings)
    yield engine
    engine.dispose()


def test_a_page_of_each_kind_is_among_those_that_are_opened(settings: Settings, ours: Engine) -> None:
    draft = publish(settings, ours)
    recorder = Recorder(ours, Pseudonymiser(settings.home), "here")
    call = recorder.begin(SecretStr("13800138000"), "1")
    recorder.close()
    opened = set(addresses(create_app(settings, ours), ours, draft))
    assert opened >= {"/", "/users/", f"/calls/{call.id}/", f"/menu/drafts/{draft}/nodes/M00", "/reports/nodes/Q111"}
    assert "/calls/?node=M00&outcome=failed" in opened


def test_a_page_is_weighed_as_it_comes() -> None:
    with bare() as port, closing(Browser(port)) as browser:
        page = browser.open("/")
    assert (page.status, page.kind, page.size, page.files) == (200, "text/html", 2, frozenset())
    assert page.seconds > 0


def test_a_console_that_does_not_answer_is_not_measured() -> None:
    (port,) = free_ports(1)
    with closing(Browser(port)) as browser, pytest.raises(BenchFailed, match="does not answer /"):
        browser.open("/")


@pytest.mark.parametrize(
    ("worst", "status"),
    [(QUICK, 0), (PageTimes("/slow", 100.1, 120, 3, 23), 1), (PageTimes("/large", 9, 9, 3, 301), 1)],
)
def test_a_broken_promise_is_the_exit_status(monkeypatch: pytest.MonkeyPatch, worst: PageTimes, status: int) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(bench, "measure", lambda *_: PagesBench(100, QUICK, (worst, QUICK)))
    result = CliRunner().invoke(command.bench, ["pages", "--calls", "100"], obj=load())
    assert result.exit_code == status
    assert worst.address in result.stdout
