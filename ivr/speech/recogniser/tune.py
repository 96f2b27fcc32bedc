"""Whether what goes on for a while is music: a tune holds its notes, a voice glides from one pitch to the next."""

from dataclasses import dataclass

from ivr.speech.recogniser.voice import FRAMES_A_SECOND

_HEARD = round(1.5 * FRAMES_A_SECOND)
"""So much sound tells. Of 192 words of eight people, 122 prompts and 7 read sentences none is taken for a tune by then; of six
pieces of music, depending on the piece, 5 % to all of it within six seconds."""
_HELD = 0.5
"""The share of it that holds a note: in speech 0.1 to 0.3, in single digits more."""


@dataclass
class Tune:
    """Of one utterance."""

    _voiced: int = 0
    _held: int = 0

    def feed(self, *, voiced: bool, held: bool) -> bool:
        """A frame; whether it is a tune by now."""
        self._voiced += voiced
        self._held += voiced and held
        return self._voiced >= _HEARD and self._held > _HELD * self._voiced
