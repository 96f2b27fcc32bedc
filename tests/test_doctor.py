"""What the doctor sees: of Asterisk's modules, and of a console that runs, hangs or is not there."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr import doctor
from ivr.bench.pages.console import served
from ivr.bench.system import free_ports
from ivr.console.app import create_app
from ivr.database import migrate, open_ours
from ivr.doctor import Finding, examine
from ivr.phone import health
from ivr.phone.installation import Installation
from ivr.phone.modules import missing_modules
from ivr.settings import Settings, load
from ivr.speech.recogniser.status import Status


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    console, *others = free_ports(4)
    agi, ami, websocket = others
    ports = {"console_port": console, "agi_port": agi, "ami_port": ami, "websocket_port": websocket}
    return load(home=tmp_path, workers=1, recogniser="none", **ports)


def seen(settings: Settings, what: str) -> Finding:
    return next(finding for finding in examine(settings) if finding.what == what)


@pytest.fixture
def module_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of an Asterisk that has all that we load."""
    folder = tmp_path / "modules"
    folder.mkdir()
    for _, modules in list(missing_modules(folder)):
        for module in modules:
            (folder / module).touch()
    installed = Installation(("true",), folder, tmp_path)
    monkeypatch.setattr(doctor, "find_asterisk", lambda _: installed)
    return folder


@pytest.mark.parametrize(
    ("module", "cost"),
    [
        ("app_mixmonitor.so", "recordings of calls"),
        ("app_chanspy.so", "listening in"),
        ("res_pjsip_transport_websocket.so", "the browser phone"),
        ("res_http_websocket.so", "callers who speak"),
        ("res_agi.so", "the service, and a person"),
    ],
)
def test_a_module_that_is_missing_is_named_with_what_it_costs(
    settings: Settings, module_dir: Path, module: str, cost: str
) -> None:
    assert seen(settings, "Asterisk's modules").present
    (module_dir / module).unlink()
    finding = seen(settings, "Asterisk's modules")
    assert not finding.present
    assert module in finding.detail
    assert cost in finding.cost


@pytest.fixture
def console(settings: Settings) -> Iterator[None]:
    ours = open_ours(settings)
    migrate(ours)
    with served(create_app(settings, ours), port=settings.console_port, threads=2):
        yield
    ours.dispose()


@pytest.mark.usefixtures("console")
def test_a_console_tells_what_is_down_for_it(settings: Settings) -> None:
    finding = seen(settings, "the console")
    assert finding.present
    assert "down for it: asterisk, benefits, worker 1" in finding.detail


def test_a_console_that_is_not_there(settings: Settings) -> None:
    finding = seen(settings, "the console")
    assert (finding.present, "nothing listens" in finding.detail) == (False, True)


@pytest.mark.parametrize("says", [b"", b"SSH-2.0\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"])
def test_a_console_that_hangs_or_is_none(settings: Settings, monkeypatch: pytest.MonkeyPatch, says: bytes) -> None:
    monkeypatch.setattr(doctor, "PATIENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", settings.console_port)) as listening:

        def answer() -> None:
            taken, _ = listening.accept()
            with taken:
                taken.sendall(says)
                taken.recv(65_536)
                taken.recv(1)

        threading.Thread(target=answer, daemon=True).start()
        finding = seen(settings, "the console")
    assert (finding.present, "does not answer" in finding.detail) == (False, True)
    assert "starts it again" in finding.cost


HERE, LOADING, NOT_HERE = (1, ""), (0, ""), (0, "Whisper is not installed")


@pytest.mark.parametrize(
    ("wanted", "found", "well"),
    [
        ("auto", HERE, True),
        ("auto", LOADING, False),
        ("auto", NOT_HERE, True),
        ("whisper", HERE, True),
        ("whisper", NOT_HERE, False),
    ],
)
def test_only_who_names_an_engine_must_have_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, wanted: str, found: tuple[int, str], *, well: bool
) -> None:
    ready, missing = found
    status = Status("whisper" if ready else "", missing, 1, ready, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0)
    for place in (doctor, health):
        monkeypatch.setattr(place, "ask_status", lambda *_: status)
    wants = settings.model_copy(update={"recogniser": wanted})
    ours = open_ours(wants)
    migrate(ours)
    assert seen(wants, "recogniser").present is well
    assert dict(health.parts(wants, ours))["recogniser"] is well
    ours.dispose()
