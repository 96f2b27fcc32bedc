"""RTP packets (RFC 3550) and telephone keys in them (RFC 4733)."""

import struct
from typing import NamedTuple

_HEADER = struct.Struct("!BBHII")
_EVENT = struct.Struct("!BBH")
_KEYS = "0123456789*#"
_VOLUME = 10
"""-10 dBm0, what a telephone sends."""
_END = 0x80


class Packet(NamedTuple):
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    marker: bool = False


def pack(packet: Packet) -> bytes:
    header = _HEADER.pack(
        0x80, packet.marker << 7 | packet.payload_type, packet.sequence, packet.timestamp, packet.ssrc
    )
    return header + packet.payload


def parse(data: bytes) -> Packet | None:
    """None for anything that is not RTP."""
    if len(data) < _HEADER.size or data[0] >> 6 != 2:
        return None
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
    begin = _HEADER.size + 4 * (first & 0x0F)
    if first & 0x10:
        if len(data) < begin + 4:
            return None
        begin += 4 + 4 * int.from_bytes(data[begin + 2 : begin + 4])
    end = len(data) - (data[-1] if first & 0x20 else 0)
    if begin > end:
        return None
    return Packet(second & 0x7F, sequence, timestamp, ssrc, data[begin:end], bool(second & 0x80))


def key_event(key: str, samples: int, *, end: bool) -> bytes:
    return _EVENT.pack(_KEYS.index(key), (_END if end else 0) | _VOLUME, samples)
