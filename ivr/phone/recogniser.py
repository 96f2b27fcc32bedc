"""The process that understands callers who speak: started with the system, and again when it ends by itself."""

import socket
import subprocess
import threading
import time

import structlog

from ivr.phone.asterisk import port_is_free, stop_process
from ivr.phone.background import run_beside
from ivr.phone.workers import LOOPBACK, RESTART_SECONDS, CannotStart
from ivr.settings import Settings
from ivr.speech.recogniser.status import ask_status

log = structlog.get_logger()

ASK_EVERY_SECONDS = 1.0
ANSWER_SECONDS = 1.5


def check_port(settings: Settings) -> None:
    """Raises CannotStart when a recogniser is wanted and can't listen."""
    port = settings.recogniser_port
    if settings.recogniser != "none" and not port_is_free(socket.SOCK_STREAM, LOOPBACK, port):
        raise CannotStart(
            f"IVR_RECOGNISER_PORT: {LOOPBACK} port {port} is taken or can't be used here; set {port + 1}, say"
        )


class Recogniser:
    """Nobody waits for it: until it answers, and whenever it does not, calls go by keys.

    One that hangs is ended: Asterisk, when it dials one that takes the connection and says nothing, waits without end.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._answers = False
        self._asked_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Nothing when IVR_RECOGNISER is none."""
        if self._settings.recogniser != "none":
            self._process = self._run()

    def look(self, stopping: threading.Event) -> None:
        """Ends it when it hangs, and starts it again when it has ended."""
        if self._process is None:
            return
        if self._hangs():
            self._process.kill()
            self._process.wait()
        if self._process.poll() is not None:
            log.error("recogniser_died", status=self._process.returncode)
            self._process = self._run()
            stopping.wait(RESTART_SECONDS)

    def _hangs(self) -> bool:
        """Whether it has answered since its start, and no longer does."""
        if time.monotonic() - self._asked_at < ASK_EVERY_SECONDS:
            return False
        try:
            ask_status(self._settings.recogniser_port, ANSWER_SECONDS)
        except OSError:
            return self._answers
        finally:
            self._asked_at = time.monotonic()
        self._answers = True
        return False

    def stop(self) -> None:
        if self._process is not None:
            stop_process(self._process)

    def _run(self) -> subprocess.Popen[bytes]:
        self._answers = False
        return run_beside(self._settings.log_dir / "recogniser.out", "recogniser", more={})
