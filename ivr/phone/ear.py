"""An ear for words, beside the line's for keys: Asterisk's SpeechBackground, which sends the caller's voice to the recogniser.

A turn of listening begins with a question. As soon as the caller speaks, the recogniser has SpeechBackground ended, so that the
prompt stops; the dialplan begins it again over silence, and it ends when what was said is understood. That is one command for the
line, the context `words` of extensions.conf: between two commands what is said is lost. A key ends it at once.

Each second the dialplan asks the recogniser how far the turn has come, so that one that hangs or says nothing sensible
keeps nobody waiting; what is said meanwhile waits in Asterisk, all but the 20 ms with which SpeechBackground ends.

Asterisk leaves GET DATA when the next command comes, but not SpeechBackground. So when a key was pressed in the very moment in
which it began, the recogniser is asked to have it ended.

What can't be helped from here: when the recogniser's process dies in the very moment in which a frame is sent to it, the threads
of Asterisk 22 that read and write may wait for each other's lock (aeap_transport_disconnect in res_aeap/transport.c), and that
call hears nothing more. So the process that has the connections only finds out who speaks; engines, which may die, have processes
of their own.
"""

from contextlib import suppress

import structlog

from ivr.phone.channel import Channel, Keyed
from ivr.speech.recogniser import question
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.recogniser.status import ask_status, end_turn
from ivr.spoken.question import Question

log = structlog.get_logger()

NAME = "recogniser"
"""In aeap.conf."""
LEFT = "SPEECH(status)"
"""Whether the channel is connected to the recogniser already: by a process that died in the middle of the call."""
NO_KEY = "D"
"""Would end SpeechBackground and not be told, as # is when nothing else is set."""
MOST_CALLS = 150
"""At once, those who speak and those who don't: they take 0.6 of the one core that the recogniser has beside its engine."""
READY_SECONDS = 0.3


class Ear:
    """One call's."""

    def __init__(self, channel: Channel, port: int | None, call: str) -> None:
        self._channel = channel
        self._port = port or 0
        self._call = call
        self._opened: bool | None = None if port else False

    @property
    def hears(self) -> bool:
        """Whether there is a recogniser with room for the call. Once it was missed, or had no time, the call goes on by keys.
        Raises Hangup."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def listen(self, path: str, seconds: float, asked: Question) -> Keyed | Heard:
        """Plays a file and listens until so long behind it. Raises Unplayable, Hangup."""
        settings = {"SPEECH_ENGINE(question)": question.to_text(asked)}
        keyed, heard = self._channel.hear_words(settings, path, seconds, self._end)
        if heard.turn is Turn.GONE or (heard.turn is Turn.FULL and keyed is None):
            self._lose()
        return keyed or heard

    def close(self) -> None:
        """The call goes on by keys. Raises Hangup."""
        self._opened = False
        self._channel.execute("EXEC", "SpeechDestroy")

    def _open(self) -> bool:
        """Asterisk waits without end for a recogniser that takes its connection and then hangs: so it is asked first."""
        if not self._ready():
            log.warning("no_recogniser")
            return False
        if self._channel.get_variable(LEFT) == "1":
            self._channel.execute("EXEC", "SpeechDestroy")
        self._channel.execute("EXEC", "SpeechCreate", NAME)
        if self._channel.get_variable("ERROR"):
            log.warning("no_recogniser")
            return False
        self._channel.set_variable("SPEECH_ENGINE(call)", self._call)
        self._channel.set_variable("SPEECH_DTMF_MAXLEN", "1")
        self._channel.set_variable("SPEECH_DTMF_TERMINATOR", NO_KEY)
        return True

    def _ready(self) -> bool:
        try:
            status = ask_status(self._port, READY_SECONDS)
        except OSError:
            return False
        return status.ready > 0 and status.sessions < MOST_CALLS

    def _lose(self) -> None:
        log.error("recogniser_lost")
        self.close()

    def _end(self) -> None:
        with suppress(OSError):
            end_turn(self._port, self._call)
