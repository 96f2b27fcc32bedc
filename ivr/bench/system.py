"""A system of the bench's own: in a directory that is removed, on free ports, with an added plain dialplan."""

import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.bench.route import PLAIN, Route, plain_dialplan, route
from ivr.mendable import Mendable
from ivr.menus.wording import Wording
from ivr.phone.asterisk import (
    Asterisk,
    AsteriskDidNotStart,
    port_is_free,
    start_asterisk,
    stop_process,
)
from ivr.phone.background import run_beside
from ivr.phone.installation import Installation, find_asterisk
from ivr.phone.workers import LOOPBACK, SERVE_SECONDS, agi_ports
from ivr.running import fill_demo, missing_renderings, prepare, read_checked, write_sounds
from ivr.settings import Settings, load
from ivr.speech.prompter import Prompter
from ivr.speech.recogniser.decoder import LOAD_SECONDS
from ivr.speech.recogniser.status import ask_status
from ivr.spoken.utterance import Rate

KINDS = (socket.SOCK_STREAM, socket.SOCK_DGRAM)


class BenchFailed(Mendable):
    """Nothing could be measured; the message says what to do."""


@dataclass(frozen=True)
class System:
    """A running one."""

    settings: Settings
    route: Route
    sounds: Mapping[str, str]
    """The file of each prompt on the route, without its extension."""
    asterisk_pid: int
    application_pids: tuple[int, ...]
    recogniser_pid: int | None
    console: Callable[[str], str]
    """A command of Asterisk's console, and what it prints."""


@contextmanager
def temporary_system(software: Path, *, people: int = 1, **more: str) -> Iterator[System]:
    """Nothing is left of it afterwards; `more` are settings, as in `IVR_WORKERS="2"`. Raises BenchFailed and whatever keeps
    `ivr run` from starting."""
    with ExitStack() as undo:
        home = undo.enter_context(tempfile.TemporaryDirectory(prefix="ivr-bench-"))
        environment = _environment(Path(home), software) | more
        settings = load(**{name.removeprefix("IVR_").lower(): value for name, value in environment.items()})
        installation = find_asterisk(software)
        _check_renderings(settings)
        fill_demo(settings, people)
        prepare(settings)
        applications = [_start_application(settings, environment, worker) for worker in range(settings.workers)]
        for application, port in zip(applications, agi_ports(settings), strict=True):
            undo.callback(stop_process, application)
            _wait_for_application(settings, application, port)
        recogniser = _start_recogniser(settings, environment) if settings.recogniser != "none" else None
        if recogniser:
            undo.callback(stop_process, recogniser)
        asterisk = _start_asterisk(settings, installation)
        undo.callback(asterisk.stop)
        service = read_checked(settings)
        way = route(service.tree)
        sounds = _sounds(settings, service.wording, way)
        _add(plain_dialplan(way, sounds), asterisk)
        pids = tuple(one.pid for one in applications)
        listens = recogniser.pid if recogniser else None
        yield System(settings, way, sounds, asterisk.process.pid, pids, listens, asterisk.command)


def _check_renderings(settings: Settings) -> None:
    """A prompt that must be spoken first is another measurement, and its voice would still write when all is removed."""
    missing = missing_renderings(settings)
    if missing:
        raise BenchFailed(
            f"{missing} prompts are not rendered, only those that are can be measured: `ivr prompts render`"
        )


def _environment(home: Path, software: Path) -> dict[str, str]:
    """The settings that must not be those of the installed system."""
    sip, agi, ami, websocket, recogniser = free_ports(5)
    while not port_is_free(socket.SOCK_STREAM, LOOPBACK, agi + 1):  # a second process listens there
        (agi,) = free_ports(1)
    return {
        "IVR_HOME": str(home),
        "IVR_SOFTWARE": str(software),
        "IVR_BIND": LOOPBACK,
        "IVR_TRUNK": LOOPBACK,
        "IVR_SIP_PORT": str(sip),
        "IVR_AGI_PORT": str(agi),
        "IVR_WORKERS": "1",
        "IVR_AMI_PORT": str(ami),
        "IVR_WEBSOCKET_PORT": str(websocket),
        "IVR_RECOGNISER": "none",
        "IVR_RECOGNISER_PORT": str(recogniser),
        "IVR_DATABASE_URL": "",
        "IVR_BENEFITS_URL": "",
    }


def free_ports(how_many: int) -> list[int]:
    """For TCP and for UDP."""
    with ExitStack() as opened:
        pairs = [[opened.enter_context(socket.socket(type=kind)) for kind in KINDS] for _ in range(how_many)]
        for tcp, udp in pairs:
            tcp.bind((LOOPBACK, 0))
            udp.bind(tcp.getsockname())
        return [tcp.getsockname()[1] for tcp, _ in pairs]


def _start_application(settings: Settings, environment: Mapping[str, str], worker: int) -> subprocess.Popen[bytes]:
    return run_beside(_output(settings), "serve", "--worker", str(worker), more=environment)


def _wait_for_application(settings: Settings, process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SERVE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
            return
        time.sleep(0.05)
    raise BenchFailed(f"the application did not start: {_last_line(_output(settings))}")


def _start_recogniser(settings: Settings, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """With its engine loaded in every process, if `auto` finds one."""
    process = run_beside(_output(settings), "recogniser", more=environment)
    deadline = time.monotonic() + LOAD_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            status = ask_status(settings.recogniser_port)
            if status.ready == settings.recogniser_processes or (settings.recogniser == "auto" and status.missing):
                return process
        time.sleep(0.1)
    stop_process(process)
    raise BenchFailed(f"the recogniser did not start: {_last_line(_output(settings))}")


def _start_asterisk(settings: Settings, installation: Installation) -> Asterisk:
    try:
        return start_asterisk(settings, installation, write_sounds(settings))
    except AsteriskDidNotStart:
        why = _last_line(settings.log_dir / "messages.log")  # the log will be gone when the message is read
        raise BenchFailed(f"Asterisk did not start: {why}") from None


def _output(settings: Settings) -> Path:
    return settings.log_dir / "serve.out"


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n") if log.exists() else []
    return next((line for line in reversed(lines) if line.strip()), "it wrote no reason; does `ivr run` start?")


def _add(dialplan: str, asterisk: Asterisk) -> None:
    """Only to this Asterisk, once it runs: the configuration that is shipped knows nothing of it."""
    conf = asterisk.settings.run_dir / "etc" / "extensions.conf"
    with conf.open("a", encoding="utf-8") as file:
        file.write(dialplan)
    asterisk.command("dialplan reload")
    if f"Goto({PLAIN}-0" not in asterisk.command(f"dialplan show {PLAIN}@inbound"):
        raise BenchFailed("Asterisk did not take the plain dialplan: its inbound context has changed")


def _sounds(settings: Settings, wording: Wording, way: Route) -> dict[str, str]:
    """The very files that the application plays."""
    prompter = Prompter(settings)
    try:
        return {menu.prompt: prompter.prepare(wording.say(menu.prompt), Rate.NORMAL).path for menu in way.menus}
    finally:
        prompter.close()
