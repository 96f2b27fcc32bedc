"""What a caller heard. An A-law prompt comes out of an A-law call sample for sample, but a busy line may lose a packet or two of
it, or bring the rest a moment later."""

from collections.abc import Iterator
from dataclasses import dataclass, field

BYTES_A_SECOND = 2 * 8000
FRAME = BYTES_A_SECOND // 50
"""20 ms, as in a packet."""
LOST_IN_A_ROW = 4
"""Frames. The shortest word that tells two amounts apart has more."""
LATEST = 3 * BYTES_A_SECOND // 2
"""How much later the rest may come: when a recogniser dies its call may stand still for a second. Longer silences are no
matter of what was said, but of a test of their own."""
BEGINNINGS = LOST_IN_A_ROW + 1


@dataclass(frozen=True)
class Sound:
    """16-bit samples."""

    samples: bytes = field(repr=False)

    def __contains__(self, prompt: bytes) -> bool:
        return self.find(prompt) is not None

    def find(self, prompt: bytes, begin: int = 0) -> int | None:
        """Where the prompt was heard, in bytes. Raises ValueError for a prompt without any sound."""
        frames = _telling(prompt)
        if not frames:
            raise ValueError("silence can't be recognised")
        for number, (offset, frame) in enumerate(frames[:BEGINNINGS]):
            for place in self._places(frame, begin):
                if self._goes_on(frames[number:], place):
                    return max(0, place - offset)
        return None

    def find_last(self, prompt: bytes) -> int | None:
        """Where it was heard last."""
        last, place = None, self.find(prompt)
        while place is not None:
            last, place = place, self.find(prompt, place + len(prompt))
        return last

    def _places(self, frame: bytes, begin: int) -> Iterator[int]:
        place = self.samples.find(frame, begin)
        while place >= 0:
            yield place
            place = self.samples.find(frame, place + 2)

    def _goes_on(self, frames: list[tuple[int, bytes]], place: int) -> bool:
        """Whether all frames come in their order from there, but for a few."""
        lost, shift = 0, place - frames[0][0]
        for offset, frame in frames:
            found = self.samples.find(frame, offset + shift, offset + shift + FRAME + LATEST)
            lost = lost + 1 if found < 0 else 0
            if lost > LOST_IN_A_ROW:
                return False
            shift = shift if found < 0 else found - offset
        return True


def _telling(prompt: bytes) -> list[tuple[int, bytes]]:
    """The frames that are not silence, and where each begins."""
    frames = ((at, prompt[at : at + FRAME]) for at in range(0, len(prompt) - FRAME + 1, FRAME))
    return [(at, frame) for at, frame in frames if len(set(memoryview(frame).cast("h"))) > 4]
