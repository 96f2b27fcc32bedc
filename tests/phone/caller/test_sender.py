from collections.abc import Callable

from ivr.phone.caller.codec import PCMA
from ivr.phone.caller.rtp import Packet, parse
from ivr.phone.caller.sdp import Media
from ivr.phone.caller.sender import Sender


def _sender() -> Sender:
    return Sender(Media("127.0.0.1", 4000, PCMA, 101))


def _packets(sender: Sender, count: int, before: Callable[[], None] = lambda: None) -> list[Packet]:
    before()
    packets = [parse(sender.packet()) for _ in range(count)]
    return [packet for packet in packets if packet]


def test_silence_runs_on() -> None:
    packets = _packets(_sender(), 3)
    assert [packet.payload for packet in packets] == [PCMA.silence] * 3
    assert [packet.marker for packet in packets] == [True, False, False]
    assert [(packet.sequence - packets[0].sequence) % 65536 for packet in packets] == [0, 1, 2]
    assert [(packet.timestamp - packets[0].timestamp) % 2**32 for packet in packets] == [0, 160, 320]


def test_a_key_is_100_ms_with_its_end_three_times() -> None:
    sender = _sender()
    sender.press("#")
    packets = _packets(sender, 9)
    keys, rest = packets[:8], packets[8:]
    assert [packet.payload_type for packet in packets] == [101] * 8 + [8]
    assert {packet.timestamp for packet in keys} == {keys[0].timestamp}
    assert [packet.marker for packet in keys] == [True] + [False] * 7
    assert {packet.payload[0] for packet in keys} == {11}
    assert [packet.payload[1] >> 7 for packet in keys] == [0] * 5 + [1] * 3
    durations = [int.from_bytes(packet.payload[2:]) for packet in keys]
    assert durations == [160, 320, 480, 640, 800, 800, 800, 800]
    assert (rest[0].timestamp - keys[0].timestamp) % 2**32 == 8 * 160


def test_keys_come_180_ms_apart() -> None:
    sender = _sender()
    sender.press("12")
    packets = _packets(sender, 20)
    assert [place for place, packet in enumerate(packets) if packet.payload_type == 101 and packet.marker] == [0, 9]
    assert sender.idle


def test_released_is_told_with_the_first_end() -> None:
    sender = _sender()
    sender.press("1")
    told = []
    for _ in range(9):
        sender.packet()
        told.append(sender.released)
    assert told == [None] * 5 + ["1"] + [None] * 3


def test_what_is_said_goes_out_20_ms_at_a_time_and_its_end_is_told() -> None:
    sender = _sender()
    sender.say(b"\x2a" * 200)
    assert not sender.idle
    first, second = _packets(sender, 2)
    assert first.payload == b"\x2a" * 160
    assert second.payload == b"\x2a" * 40 + PCMA.silence[40:]
    assert sender.fell_silent
    assert sender.idle
    assert _packets(sender, 1)[0].payload == PCMA.silence
    assert not sender.fell_silent
