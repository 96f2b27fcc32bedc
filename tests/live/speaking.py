"""A caller who speaks to a script on the channel, and the recogniser that listens: what the live tests of it need."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from ivr.phone.agi import CallEnvironment
from ivr.phone.caller import CallPlan, parse_keys, place
from ivr.phone.caller.codec import FRAME
from ivr.phone.caller.sdp import Media
from ivr.phone.caller.sender import Sender
from ivr.phone.channel import Channel
from ivr.phone.fastagi import serve
from ivr.phone.installation import find_asterisk
from ivr.settings import PROJECT
from ivr.speech.recogniser import heard, question
from ivr.speech.recogniser.heard import Heard
from ivr.speech.recogniser.status import LOOPBACK, ask_status
from ivr.spoken.question import Question
from tests.live.calling import new_number
from tests.live.conftest import System
from tests.waiting import wait_until

EXTENSION = "7777"


@contextmanager
def recogniser(system: System, seconds: float = 0.0) -> Iterator[subprocess.Popen[bytes]]:
    """The server of the real one with a fake engine that takes so long, where the system's Asterisk looks for it."""
    port = system.settings.recogniser_port
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.live.fake_recogniser", str(port), str(seconds)], cwd=PROJECT
    )
    try:
        wait_until_ready(port)
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_ready(port: int) -> None:
    """Its engine is loaded."""

    def ready() -> int:
        with suppress(OSError):
            return ask_status(port).ready
        return 0

    wait_until(ready)


@dataclass
class Speech:
    """What the caller says, as A-law, and when: seconds since the answer."""

    said: list[tuple[float, bytes]]
    onsets: list[float] = field(default_factory=list)
    """On time.monotonic()."""

    def at(self, frame: int) -> bytes | None:
        """The payload of a packet, None while the caller is silent."""
        for start, sound in self.said:
            first = round(start * 50)
            if frame == first:
                self.onsets.append(time.monotonic())
            payload = sound[(frame - first) * FRAME : (frame - first + 1) * FRAME]
            if frame >= first and len(payload) == FRAME:
                return payload
        return None


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """The test caller's telephone sends this in place of silence."""

    class Telephone(Sender):
        def __init__(self, media: Media) -> None:
            super().__init__(media)
            self.speech = speech

        def _sound(self) -> bytes:
            payload = self.speech.at(self._frame) or self.media.codec.silence
            return self._pack(self.media.codec.payload_type, self._frame, payload, marker=self._frame == 0)

    with patch("ivr.phone.caller.talk.Sender", Telephone):
        yield


class Script:
    """The AGI commands of a call that is listened to."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel

    def create(self) -> bool:
        self.channel.set_variable("SPEECH_DTMF_MAXLEN", "1")
        self.channel.execute("EXEC", "SpeechCreate", "recogniser")
        return self.channel.get_variable("ERROR") != "1"

    def ask(self, asked: Question) -> None:
        self.channel.set_variable("SPEECH_ENGINE(question)", question.to_text(asked))

    def background(self, path: str, seconds: float) -> str:
        """Plays and listens, `seconds` after what is played. The key that ended it."""
        self.channel.execute("EXEC", "SpeechBackground", f"{path},{seconds}")
        pressed = heard.keys(self.full(heard.KEYED))
        return pressed.get_secret_value() if pressed else ""

    def heard(self) -> Heard:
        return heard.from_text(self.full(heard.HEARD))

    def full(self, expression: str) -> str:
        return str(self.channel.execute("GET FULL VARIABLE", expression)["result"][1])

    def destroy(self) -> None:
        self.channel.execute("EXEC", "SpeechDestroy")


def converse(system: System, script: Callable[[Script], None], recording: Path, speech: Speech, keys: str = "") -> None:
    """A real call to the script. What the script raises is raised."""
    failed: list[BaseException] = []
    over = threading.Event()

    def answer(channel: Channel, _environment: CallEnvironment) -> None:
        try:
            channel.execute("ANSWER")
            script(Script(channel))
        except BaseException as fault:  # noqa: BLE001  # it belongs to the test, not to the server's thread
            failed.append(fault)
        finally:
            over.set()
            channel.hangup()

    server = serve((LOOPBACK, 0), answer, limit=1, silence="silence")
    _dialplan(
        system, f"dialplan add extension {EXTENSION},1,AGI,agi://{LOOPBACK}:{server.server_address[1]}/1 into inbound"
    )
    plan = CallPlan(
        host=LOOPBACK,
        port=system.settings.sip_port,
        number=EXTENSION,
        caller_number=new_number(),
        keys=parse_keys(keys),
        record_to=recording,
        listen_seconds=60.0,
    )
    try:
        with speaking(speech):
            asyncio.run(place(plan))
        over.wait(30)
    finally:
        _dialplan(system, f"dialplan remove extension {EXTENSION}@inbound")
        server.stop(1.0)
    if failed:
        raise failed[0]


def _dialplan(system: System, command: str) -> None:
    settings = system.settings
    asterisk = find_asterisk(settings.software_dir).command
    conf = settings.run_dir / "etc" / "asterisk.conf"
    subprocess.run([*asterisk, "-C", str(conf), "-rx", command], capture_output=True, check=True)
