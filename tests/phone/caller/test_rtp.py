from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.caller.rtp import Packet, pack, parse

packets = st.builds(
    Packet,
    st.integers(0, 127),
    st.integers(0, 0xFFFF),
    st.integers(0, 0xFFFFFFFF),
    st.integers(0, 0xFFFFFFFF),
    st.binary(max_size=200),
    st.booleans(),
)


@given(packets)
def test_a_packet_comes_back(packet: Packet) -> None:
    assert parse(pack(packet)) == packet


def test_sources_extension_and_padding_are_not_audio() -> None:
    data = bytes([0x80 | 0x20 | 0x10 | 1, 8]) + bytes(10) + bytes(4) + b"\0\0\0\1" + bytes(4) + b"audio" + b"\0\0\3"
    packet = parse(data)
    assert packet is not None
    assert packet.payload == b"audio"


@given(st.binary(max_size=64))
def test_anything_else_is_nothing(data: bytes) -> None:
    packet = parse(data)
    assert packet is None or len(packet.payload) <= len(data) - 12


@given(st.binary(min_size=12, max_size=40).map(lambda data: bytes([data[0] & 0x3F | 0x80]) + data[1:]))
def test_headers_that_lie_about_lengths(data: bytes) -> None:
    packet = parse(data)
    assert packet is None or len(packet.payload) <= len(data) - 12
