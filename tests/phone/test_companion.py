"""Processes beside a running system: started, started again, ended when they hang."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import pytest

from ivr.phone import companion
from ivr.phone.companion import Companion, console
from ivr.phone.companion import recogniser as beside
from ivr.settings import Settings, load
from ivr.speech.recogniser.status import Status, ask_status
from tests.waiting import wait_until

pytestmark = pytest.mark.beside


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """No model is where these settings point: the process answers and says so."""
    port, web = _free_port(), _free_port()
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setenv("IVR_SOFTWARE", str(tmp_path / "software"))
    monkeypatch.setenv("IVR_RECOGNISER_PORT", str(port))
    monkeypatch.setenv("IVR_RECOGNISER", "auto")
    monkeypatch.setenv("IVR_CONSOLE_PORT", str(web))
    return load(recogniser_port=port, recogniser="auto", console_port=web)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def recogniser(settings: Settings) -> Iterator[Companion]:
    [started] = beside(settings)
    started.start()
    yield started
    started.stop()


def _pid(recogniser: Companion) -> int:
    assert recogniser._process
    return recogniser._process.pid


def _wait(recogniser: Companion, true: Callable[[], bool]) -> None:
    def looked() -> bool:
        recogniser.look(threading.Event())
        return true()

    wait_until(looked)


def _is_another(recogniser: Companion, before: int, settings: Settings) -> bool:
    return _pid(recogniser) != before and _status(settings) is not None


def _status(settings: Settings) -> Status | None:
    try:
        return ask_status(settings.recogniser_port)
    except OSError:
        return None


def test_it_answers_without_any_model_and_comes_back_when_it_is_killed_or_hangs(
    settings: Settings, recogniser: Companion
) -> None:
    _wait(recogniser, lambda: (status := _status(settings)) is not None and status.missing != "")
    for deadly in (signal.SIGKILL, signal.SIGSTOP):
        _wait(recogniser, lambda: recogniser._answered_at is not None)
        before = _pid(recogniser)
        os.kill(before, deadly)
        _wait(recogniser, partial(_is_another, recogniser, before, settings))


def _serves(settings: Settings) -> bool:
    page = HTTPConnection("127.0.0.1", settings.console_port, timeout=5)
    try:
        page.request("GET", "/sign-in")
        return page.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        page.close()


def test_a_console_that_is_killed_or_hangs_comes_back_and_nothing_is_left_of_one_that_is_stopped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companion, "CONSOLE_HANGS_SECONDS", 1.0)
    pages = console(settings)
    pages.start()
    try:
        for deadly in (signal.SIGKILL, signal.SIGSTOP):
            _wait(pages, lambda: pages._answered_at is not None)
            os.kill(_pid(pages), deadly)
            _wait(pages, lambda: pages._answered_at is None)
        _wait(pages, lambda: _serves(settings))
    finally:
        pages.stop()
    assert not _serves(settings)


def test_none_is_wanted_and_none_runs(settings: Settings) -> None:
    assert beside(settings.model_copy(update={"recogniser": "none"})) == []
