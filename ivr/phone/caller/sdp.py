"""What audio we offer and what the server took of it (RFC 4566, RFC 3264): one stream, one codec, keys as events."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

from ivr.phone.caller.codec import RATE, Codec
from ivr.phone.caller.errors import NoCommonMedia

KEYS_PAYLOAD = 101
_EVENTS = re.compile(rf"a=rtpmap:([0-9]{{1,3}}) telephone-event/{RATE}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Media:
    """Where the caller's audio goes, and as what."""

    host: str
    port: int
    codec: Codec
    keys_payload: int


def offer(host: str, port: int, codecs: Sequence[Codec]) -> bytes:
    formats = " ".join(str(codec.payload_type) for codec in codecs)
    lines = [
        "v=0",
        f"o=- 1 1 IN IP4 {host}",
        "s=-",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {formats} {KEYS_PAYLOAD}",
        *(f"a=rtpmap:{codec.payload_type} {codec.name}/{RATE}" for codec in codecs),
        f"a=rtpmap:{KEYS_PAYLOAD} telephone-event/{RATE}",
        f"a=fmtp:{KEYS_PAYLOAD} 0-16",
        "a=ptime:20",
        "a=sendrecv",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()


def parse_answer(body: bytes, codecs: Sequence[Codec]) -> Media:
    """Raises NoCommonMedia."""
    lines = body.decode("utf-8", "replace").splitlines()
    port, formats = _audio(lines)
    codec = next((codec for number in formats for codec in codecs if number == str(codec.payload_type)), None)
    if codec is None:
        names = ", ".join(codec.name for codec in codecs)
        raise NoCommonMedia(f"the server took no codec of {names}; allow one of them for this endpoint")
    return Media(_host(lines), port, codec, _keys_payload(lines, formats))


def _audio(lines: list[str]) -> tuple[int, list[str]]:
    for line in lines:
        match = re.fullmatch(r"m=audio ([0-9]{1,5}) RTP/AVP ([0-9 ]+)", line.strip(), re.ASCII)
        if match and 0 < int(match[1]) < 65536:
            return int(match[1]), match[2].split()
    raise NoCommonMedia("the server answered without audio (no m=audio line with a port)")


def _host(lines: list[str]) -> str:
    # Ours is the only media line, so a connection line of the media and one of the session can't disagree.
    for line in reversed(lines):
        match = re.fullmatch(r"c=IN IP4 ([0-9.]+)", line.strip(), re.ASCII)
        if match and _is_ipv4(match[1]):
            return match[1]
    raise NoCommonMedia("the server's answer names no IPv4 address for audio (no c=IN IP4 line)")


def _is_ipv4(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


def _keys_payload(lines: list[str], formats: list[str]) -> int:
    numbers = [match[1] for line in lines if (match := _EVENTS.match(line.strip()))]
    taken = next((number for number in numbers if number in formats), None)
    if taken is None:
        raise NoCommonMedia("the server takes no keys as telephone-event; set dtmf_mode=rfc4733 for this endpoint")
    return int(taken)
