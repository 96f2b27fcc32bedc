"""What is present on this machine, what is missing, and what that costs callers."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from rich.markup import escape
from rich.table import Table

from ivr.benefits.theirs import benefits_url, outage
from ivr.console.health.asking import DoesNotAnswer, ask_console
from ivr.console.install import packages_are_installed
from ivr.database import DatabaseUnavailable, open_ours, place
from ivr.menus.faults import TreeFault
from ivr.phone.companion import CONSOLE_HANGS_SECONDS
from ivr.phone.installation import AsteriskMissing, find_asterisk
from ivr.phone.modules import missing_modules
from ivr.phone.workers import LOOPBACK
from ivr.running import WITHOUT_THEIRS, missing_renderings, read_checked
from ivr.settings import Settings
from ivr.speech.install import voice_is_installed
from ivr.speech.recogniser.status import ask_status

PATIENCE_SECONDS = 10.0
"""Longer than the console itself waits for all that it asks."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    present: bool
    detail: str
    cost: str = ""
    """What callers lose while it is missing, and the remedy."""


def findings_table(findings: list[Finding]) -> Table:
    """For a terminal."""
    table = Table("", "what", "found", "what it costs callers")
    for finding in findings:
        table.add_row("[green]✓" if finding.present else "[red]✗", finding.what, escape(finding.detail), finding.cost)
    return table


def examine(settings: Settings) -> Iterator[Finding]:
    """Looks at everything that a call needs, one thing after the other."""
    yield from _asterisk(settings)
    yield _tree(settings)
    yield _kokoro(settings)
    yield _espeak()
    yield _renderings(settings)
    yield _ours(settings)
    yield _theirs(settings)
    yield _listening("the application", settings.agi_port, "callers hear an apology and are connected with a person")
    yield _recogniser(settings)
    yield _listening("Asterisk's manager", settings.ami_port, "no call is answered: start script/run")
    yield _console(settings)
    yield _packages(settings)
    yield _listening("the browser phone's websocket", settings.websocket_port, "nobody calls from the console")


def _asterisk(settings: Settings) -> Iterator[Finding]:
    try:
        found = find_asterisk(settings.software_dir)
    except AsteriskMissing as fault:
        yield Finding("Asterisk", False, str(fault), "no call is answered")
        return
    yield Finding("Asterisk", True, f"{found.version()}, {found.command[-1]}")
    yield _modules(found.module_dir)


def _modules(module_dir: Path) -> Finding:
    missing = list(missing_modules(module_dir))
    if not missing:
        return Finding("Asterisk's modules", True, "all that are loaded")
    names = ", ".join(module for _, modules in missing for module in modules)
    cost = f"these do not work: {'; '.join(purpose for purpose, _ in missing)}; install all of Asterisk's modules"
    return Finding("Asterisk's modules", False, f"not in {module_dir}: {names}", cost)


def _tree(settings: Settings) -> Finding:
    try:
        tree = read_checked(settings).tree
    except TreeFault as fault:
        return Finding("menu tree", False, str(fault), "the application does not start")
    return Finding("menu tree", True, f"{tree.name}, version {tree.version}, {len(tree.nodes)} nodes")


def _kokoro(settings: Settings) -> Finding:
    if voice_is_installed(settings.software_dir / "voice"):
        return Finding("Kokoro voice", True, str(settings.software_dir / "voice"))
    cost = "what is not rendered yet is spoken by espeak-ng, which few understand: `ivr install`"
    return Finding("Kokoro voice", False, "not installed", cost)


def _espeak() -> Finding:
    program = which("espeak-ng")
    if program:
        return Finding("espeak-ng", True, program)
    return Finding("espeak-ng", False, "not installed", "no voice is left when Kokoro fails: apt-get install espeak-ng")


def _renderings(settings: Settings) -> Finding:
    missing = missing_renderings(settings)
    if not missing:
        return Finding("rendered prompts", True, "all")
    return Finding("rendered prompts", False, f"{missing} are missing", "they start late: `ivr prompts render`")


def _ours(settings: Settings) -> Finding:
    try:
        engine = open_ours(settings)
    except DatabaseUnavailable as fault:
        return Finding("our database", False, str(fault), "no PIN can be checked and no call is logged")
    return Finding("our database", True, place(engine.url))


def _theirs(settings: Settings) -> Finding:
    url = benefits_url(settings)
    if why := outage(url, settings.benefits_seconds):
        return Finding("benefits database", False, why, WITHOUT_THEIRS)
    return Finding("benefits database", True, place(url))


def _recogniser(settings: Settings) -> Finding:
    if settings.recogniser == "none":
        return Finding("recogniser", True, "not wanted, IVR_RECOGNISER=none: callers use keys")
    cost = "callers who speak are not understood; keys work"
    try:
        status = ask_status(settings.recogniser_port)
    except OSError:
        detail = f"does not answer on port {settings.recogniser_port}"
        return Finding("recogniser", False, detail, f"{cost}: start script/run")
    if not status.ready:
        wanted = settings.recogniser != "auto" or not status.missing
        return Finding("recogniser", not wanted, status.missing or "its engine is being loaded", cost)
    load = f"{status.busy} of {status.ready} processes decode, {status.queue} utterances wait, {status.sessions} calls"
    return Finding(
        "recogniser", True, f"{status.engine}; {load}; 95 % of {status.decoded} within {status.p95_ms:.0f} ms"
    )


def _console(settings: Settings) -> Finding:
    at = settings.console_address
    try:
        parts = ask_console(settings, PATIENCE_SECONDS)
    except ConnectionRefusedError:
        return Finding("the console", False, f"nothing listens at {at}", "nobody sees a page: start script/run")
    except DoesNotAnswer as fault:
        cost = f"nobody sees a page: script/run ends it and starts it again when that lasts for {CONSOLE_HANGS_SECONDS:.0f} s"
        return Finding("the console", False, f"takes connections at {at} and does not answer ({fault})", cost)
    down = [part for part, state in parts.items() if state != "up"]
    return Finding("the console", True, f"{at}; {'down for it: ' + ', '.join(down) if down else 'all is up for it'}")


def _packages(settings: Settings) -> Finding:
    if packages_are_installed(settings.software_dir / "console"):
        return Finding("the console's npm packages", True, "all")
    return Finding(
        "the console's npm packages", False, "missing or old", "pages without charts or pictures: `ivr install`"
    )


def _listening(what: str, port: int, cost: str) -> Finding:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return Finding(what, True, f"listens on port {port}")
    return Finding(what, False, f"does not listen on port {port}", cost)
