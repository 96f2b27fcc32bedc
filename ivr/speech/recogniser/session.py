"""One call's recogniser, without sockets: messages and sound come in, messages and utterances to decode go out.

A call is never refused: Asterisk 22 frees a speech object whose setup failed, writes to it when the connection ends, and may die.
So whoever can't be listened to is told so at each question.

A turn begins with a question. When somebody speaks, SpeechBackground is ended at once, so that the prompt stops; the channel
listens on over silence with the same question, and SpeechBackground ends again when what was said is decoded.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.speech.recogniser import aeap, heard, question
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.recogniser.listening import Decode, Listening, Tell
from ivr.speech.recogniser.voice import FRAME_BYTES, Voice
from ivr.spoken.question import Alternative

CALL = "call"
"""The call's id, by which the application can have a turn ended."""
QUESTION = "question"
HEARD = "heard"
TURN = "turn"
"""How far it has come, for the dialplan."""
_NOBODY = Heard(Turn.FULL)


@dataclass(frozen=True)
class Send:
    """A message for Asterisk."""

    text: str = field(repr=False)


Output = Send | Decode


class Session:
    """`admits` tells whether one more caller would be decoded soon enough."""

    def __init__(self, voice: Voice, admits: Callable[[], bool]) -> None:
        self._voice = voice
        self._admits = admits
        self._numbers = itertools.count(1)
        self._rest = b""
        self._listening: Listening | None = None
        self._untold = False
        self.call = ""
        """As the application calls it."""

    @property
    def speaking(self) -> bool:
        """Whether more sound is needed to find the end of what is being said."""
        return self._listening is not None and self._listening.speaking

    @property
    def calm_frames(self) -> int:
        """With how many frames more there can be nothing to tell."""
        return self._listening.calm_frames if self._listening else 0

    def message(self, text: str) -> list[Output]:
        """Raises RemoteProtocolError."""
        match aeap.parse(text):
            case aeap.Setup() as setup:
                return [Send(aeap.accepted(setup))]
            case aeap.Set() as request:
                return [Send(self._set(request))]
            case aeap.Get() as request:
                return [Send(self._get(request))]
            case aeap.Response():
                return []

    def sound(self, samples: bytes) -> list[Output]:
        """Any number of bytes of 16-bit samples, 8 kHz."""
        if self._untold:  # Asterisk forgets a result that comes before SpeechBackground, and sound comes in it
            self._untold = False
            return [Send(aeap.result(Turn.FULL))]
        if self._listening is None:
            return []
        whole = self._rest + samples
        used = len(whole) - len(whole) % FRAME_BYTES
        self._rest = whole[used:]
        outputs = [self._listening.frame(whole[at : at + FRAME_BYTES]) for at in range(0, used, FRAME_BYTES)]
        return [_sent(output) for output in outputs if output is not None]

    def end(self) -> list[Output]:
        """A key was pressed in the very moment in which SpeechBackground began: it is to end."""
        return [Send(aeap.result(Turn.LISTENING))]

    def decoded(self, number: int, alternatives: tuple[Alternative, ...] | None) -> list[Output]:
        """What became of a Decode; None when nothing did."""
        told = self._listening.decoded(number, alternatives) if self._listening else None
        return [_sent(told)] if told else []

    def _set(self, request: aeap.Set) -> str:
        """A question begins a turn, and keys end one; everything else may be set and changes nothing."""
        self._listening, self._untold, self._rest = None, False, b""
        self.call = request.settings.get(CALL, self.call)
        if QUESTION not in request.settings:
            return aeap.done(request)
        self._untold = True
        try:
            asked = question.from_text(request.settings[QUESTION])
        except ValueError as error:
            return aeap.refused(request, str(error))
        if self._admits():
            self._listening, self._untold = Listening(asked, self._voice, self._numbers), False
        return aeap.done(request)

    def _get(self, request: aeap.Get) -> str:
        known = self._listening.heard if self._listening else _NOBODY
        if request.names == (TURN,):
            return aeap.answer(request, TURN, known.turn)
        if request.names == (HEARD,):
            return aeap.answer(request, HEARD, heard.to_text(known))
        return aeap.refused(request, f"only {HEARD} and {TURN} can be asked for")


def _sent(output: Tell | Decode) -> Output:
    return Send(aeap.result(output.turn)) if isinstance(output, Tell) else output
