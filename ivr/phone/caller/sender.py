"""What the caller's telephone sends: 50 packets a second, silence, what is said, or the key being pressed (RFC 4733)."""

import secrets
from collections import deque

from ivr.phone.caller import rtp
from ivr.phone.caller.codec import FRAME
from ivr.phone.caller.sdp import Media

KEY_FRAMES = 5
GAP_FRAMES = 4
"""A key for 100 ms, then 80 ms of nothing: a careful finger, and what every exchange takes."""
_ENDS = 3
"""The end of a key is said three times, so that one lost packet does not hold the key down."""


class Sender:
    """Gives the packet of each 20 ms; `press` queues keys behind those being pressed, `say` what is said."""

    def __init__(self, media: Media) -> None:
        self.media = media
        self.released: str | None = None
        """The key that came up with the latest packet."""
        self.fell_silent = False
        """Whether the latest packet was the last of what was said."""
        self._said: deque[bytes] = deque()
        self._keys: deque[str] = deque()
        self._frame = 0
        self._down_at = 0
        self._key: str | None = None
        self._sequence = secrets.randbits(16)
        self._first_timestamp = secrets.randbits(32)
        self._ssrc = secrets.randbits(32)

    @property
    def idle(self) -> bool:
        return self._key is None and not self._keys and not self._said

    @property
    def waiting(self) -> bool:
        """Whether keys follow the one that is being pressed."""
        return bool(self._keys)

    def press(self, keys: str) -> None:
        self._keys.extend(keys)

    def say(self, sound: bytes) -> None:
        """In the call's codec."""
        frames = (sound[at : at + FRAME] for at in range(0, len(sound), FRAME))
        self._said.extend(frame + self.media.codec.silence[len(frame) :] for frame in frames)

    def packet(self) -> bytes:
        self.released, self.fell_silent = None, False
        if self._key is None and self._keys:
            self._key = self._keys.popleft()
            self._down_at = self._frame
        spoke = bool(self._said)
        data = self._sound() if self._key is None else self._pressing(self._key)
        self.fell_silent = spoke and not self._said
        self._frame += 1
        return data

    def _pressing(self, key: str) -> bytes:
        down = self._frame - self._down_at
        if down == KEY_FRAMES:
            self.released = key
        if down >= KEY_FRAMES + GAP_FRAMES - 1:
            self._key = None
        if down >= KEY_FRAMES + _ENDS:
            return self._sound()
        ended = down >= KEY_FRAMES
        duration = min(down + 1, KEY_FRAMES) * FRAME
        event = rtp.key_event(key, duration, end=ended)
        return self._pack(self.media.keys_payload, self._down_at, event, marker=down == 0)

    def _sound(self) -> bytes:
        payload = self._said.popleft() if self._said else self.media.codec.silence
        return self._pack(self.media.codec.payload_type, self._frame, payload, marker=self._frame == 0)

    def _pack(self, payload_type: int, frame: int, payload: bytes, *, marker: bool) -> bytes:
        self._sequence = self._sequence + 1 & 0xFFFF
        timestamp = self._first_timestamp + frame * FRAME & 0xFFFFFFFF
        return rtp.pack(rtp.Packet(payload_type, self._sequence, timestamp, self._ssrc, payload, marker))
