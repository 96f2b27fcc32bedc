"""A process of ours beside the calls: started with the system, and again when it ends by itself."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http.client import HTTPException

import structlog

from ivr.phone.asterisk import stop_process
from ivr.phone.background import run_beside
from ivr.phone.console_page import get_page
from ivr.phone.workers import RESTART_SECONDS
from ivr.settings import Settings
from ivr.speech.recogniser.status import ask_status

log = structlog.get_logger()

ASK_EVERY_SECONDS = 1.0
ANSWER_SECONDS = 1.5
CONSOLE_HANGS_SECONDS = 20.0
"""So long it may be busy: what people do on its pages is lost with it."""


class Companion:
    """Nobody waits for it. One that has answered and no longer does is ended."""

    def __init__(self, settings: Settings, name: str, ask: Callable[[], object], hangs_seconds: float = 0.0) -> None:
        """It is `ivr NAME`; `ask` raises OSError when it does not answer. It hangs when it has not for so long."""
        self._settings = settings
        self._name = name
        self._ask = ask
        self._hangs_seconds = hangs_seconds
        self._answered_at: float | None = None
        self._asked_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._answered_at = None
        self._process = run_beside(self._settings.log_dir / f"{self._name}.out", self._name, more={})

    def look(self, stopping: threading.Event) -> None:
        """Ends it when it hangs, and starts it again when it has ended."""
        if self._process is None:
            return
        if self._hangs():
            self._process.kill()
            self._process.wait()
        if self._process.poll() is not None:
            log.error("companion_died", name=self._name, status=self._process.returncode)
            self.start()
            stopping.wait(RESTART_SECONDS)

    def stop(self) -> None:
        if self._process is not None:
            stop_process(self._process)

    def _hangs(self) -> bool:
        """Whether it has answered since its start, and no longer does."""
        if time.monotonic() - self._asked_at < ASK_EVERY_SECONDS:
            return False
        try:
            self._ask()
            self._answered_at = time.monotonic()
        except OSError:
            return self._answered_at is not None and time.monotonic() - self._answered_at > self._hangs_seconds
        finally:
            self._asked_at = time.monotonic()
        return False


class Companions:
    """Several, kept together."""

    def __init__(self, companions: Iterable[Companion]) -> None:
        self._companions = tuple(companions)

    def start(self) -> None:
        for companion in self._companions:
            companion.start()

    def look(self, stopping: threading.Event) -> None:
        for companion in self._companions:
            companion.look(stopping)

    def stop(self) -> None:
        for companion in self._companions:
            companion.stop()


def recogniser(settings: Settings) -> list[Companion]:
    """Nothing with IVR_RECOGNISER=none.

    One that hangs has to be ended: Asterisk, when it dials one that takes the connection and says nothing, waits without end.
    Until it answers, and whenever it does not, calls go by keys.
    """
    if settings.recogniser == "none":
        return []
    return [Companion(settings, "recogniser", partial(ask_status, settings.recogniser_port, ANSWER_SECONDS))]


def console(settings: Settings) -> Companion:
    return Companion(settings, "console", partial(_ask_console, settings), CONSOLE_HANGS_SECONDS)


def _ask_console(settings: Settings) -> None:
    """For a file that needs no database. Raises OSError when it does not come in time."""
    try:
        get_page(settings, "/static/icon.svg", ANSWER_SECONDS)
    except HTTPException:
        raise OSError("what answers there is no console") from None
