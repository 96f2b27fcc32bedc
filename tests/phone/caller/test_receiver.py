from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.caller.receiver import Receiver
from ivr.phone.caller.rtp import Packet


def _packet(sequence: int, ssrc: int = 1) -> Packet:
    return Packet(8, sequence & 0xFFFF, 0, ssrc, b"")


def _feed(receiver: Receiver, sequences: list[int]) -> None:
    for at, sequence in enumerate(sequences):
        receiver.take(_packet(sequence), float(at))


def test_in_order_nothing_is_lost() -> None:
    receiver = Receiver()
    _feed(receiver, [65534, 65535, 65536, 65537])
    assert (receiver.received, receiver.losses()) == (4, [])


def test_a_hole_is_told_with_its_time() -> None:
    receiver = Receiver()
    _feed(receiver, [1, 2, 5])
    assert receiver.losses() == [(2.0, 2)]


def test_a_late_packet_fills_the_hole() -> None:
    receiver = Receiver()
    _feed(receiver, [1, 3, 2, 4])
    assert receiver.losses() == []


def test_the_same_packet_twice_counts_once() -> None:
    receiver = Receiver()
    assert receiver.take(_packet(1), 0.0)
    assert not receiver.take(_packet(1), 0.1)


def test_a_new_stream_is_no_loss() -> None:
    receiver = Receiver()
    _feed(receiver, [1, 2])
    receiver.take(_packet(40000, ssrc=2), 3.0)
    receiver.take(_packet(40001, ssrc=2), 4.0)
    receiver.take(_packet(9, ssrc=2), 5.0)
    assert (receiver.received, receiver.losses()) == (5, [])


@given(st.integers(0, 65535), st.sets(st.integers(1, 98)), st.data())
def test_losses_are_counted_whatever_the_order(first: int, lost: set[int], data: st.DataObject) -> None:
    order = [number for number in range(100) if number not in lost]
    # The first stays first: before it there is nothing to be ahead of.
    order[1:] = data.draw(st.permutations(order[1:]))
    receiver = Receiver()
    _feed(receiver, [first + number for number in order])
    assert sum(count for _, count in receiver.losses()) == len(lost)
    assert receiver.received == 100 - len(lost)


@given(st.lists(st.builds(Packet, st.just(8), st.integers(0, 65535), st.just(0), st.integers(0, 2), st.just(b""))))
def test_any_stream_is_survived(packets: list[Packet]) -> None:
    receiver = Receiver()
    taken = [receiver.take(packet, float(at)) for at, packet in enumerate(packets)]
    assert receiver.received == sum(taken)
    assert all(count > 0 for _, count in receiver.losses())
