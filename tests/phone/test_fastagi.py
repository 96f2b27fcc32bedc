import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from structlog.testing import capture_logs

from ivr.phone import fastagi
from ivr.phone.agi import CallEnvironment, Hangup
from ivr.phone.channel import Channel
from ivr.phone.fastagi import AddressInUse, CannotListen, Handle, Server
from tests.phone.fake_asterisk import FakeAsterisk, environment
from tests.waiting import wait_until

ANY_PORT = ("127.0.0.1", 0)


@contextmanager
def serving(handle: Handle, limit: int = 10) -> Iterator[Server]:
    server = fastagi.serve(ANY_PORT, handle, limit=limit, silence="silence")
    try:
        yield server
    finally:
        server.stop(0)


def connect(server: Server, sent: bytes = b"") -> socket.socket:
    connection = socket.create_connection(server.server_address)  # type: ignore[arg-type]
    connection.settimeout(5)
    connection.sendall(sent)
    return connection


def is_closed(connection: socket.socket) -> bool:
    """After sending one more byte, as a scanner would."""
    try:
        connection.sendall(b"x")
    except ConnectionError:
        return True
    return False


def nothing(channel: Channel, call: CallEnvironment) -> None:
    pass


class Waiting:
    """A call that waits for Asterisk until it is hung up."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.hung_up = threading.Event()

    def __call__(self, channel: Channel, _call: CallEnvironment) -> None:
        self.begun.release()
        try:
            channel.answer()
        except Hangup:
            self.hung_up.set()


def test_a_call() -> None:
    seen: list[tuple[str, str | None]] = []

    def handle(channel: Channel, call: CallEnvironment) -> None:
        channel.answer()
        keyed = channel.turn("menu", 5000)
        seen.append((call.tree, keyed.key.get_secret_value() if keyed.key else None))

    with serving(handle) as server, connect(server, environment("12333")) as connection:
        asterisk = FakeAsterisk(connection, ["1"])
        asterisk.join()
        wait_until(lambda: server.calls == 0)
    assert seen == [("12333", "1")]
    assert asterisk.played == ["menu"]


def test_the_path_names_the_tree() -> None:
    trees: list[str] = []
    with serving(lambda _, call: trees.append(call.tree)) as server:
        for tree in ("12333", "night"):
            with connect(server, environment(tree)) as connection:
                assert connection.recv(1) == b""
    assert trees == ["12333", "night"]


@pytest.mark.parametrize(
    "sent", [b"GET / HTTP/1.1\r\n\r\n", b"\n", environment()[:-1], environment("../x"), b"\xff\x00\n"]
)
def test_what_is_no_call(sent: bytes) -> None:
    with capture_logs() as logs, serving(nothing) as server, connect(server, sent) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""
        wait_until(lambda: server.calls == 0)
    assert [entry["event"] for entry in logs] == ["not_a_call"]


def test_a_port_scanner_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fastagi, "ENVIRONMENT_SECONDS", 0.2)
    with serving(nothing) as server, connect(server) as connection:
        began = time.monotonic()
        while not is_closed(connection) and time.monotonic() < began + 5:
            time.sleep(0.01)
        assert 0.1 < time.monotonic() - began < 2


def test_a_fault_ends_its_call_alone() -> None:
    def handle(channel: Channel, call: CallEnvironment) -> None:
        if call.tree == "bad":
            raise ValueError("110105194912310021")

    with capture_logs() as logs, serving(handle) as server:
        for tree in ("bad", "12333"):
            with connect(server, environment(tree)) as connection:
                assert connection.recv(1) == b""
        wait_until(lambda: server.calls == 0)
    (entry,) = logs
    assert (entry["event"], entry["error"]) == ("call_failed", "ValueError")
    assert any(re.search(r"test_fastagi\.py:\d+ handle$", place) for place in entry["where"])
    assert "110105194912310021" not in str(logs)
    assert "13800000000" not in str(logs)


def test_as_many_calls_as_allowed() -> None:
    waiting = Waiting()
    with capture_logs() as logs, serving(waiting, limit=2) as server:
        first, second = (connect(server, environment()) for _ in range(2))
        assert waiting.begun.acquire(timeout=5)
        assert waiting.begun.acquire(timeout=5)
        with connect(server, environment()) as third, pytest.raises((ConnectionError, AssertionError)):
            assert third.recv(1)
        first.close()
        wait_until(lambda: server.calls == 1)
        with connect(server, environment()):
            assert waiting.begun.acquire(timeout=5)
        second.close()
    assert [entry["event"] for entry in logs] == ["call_refused"]


def test_fifty_calls_at_once() -> None:
    together = threading.Barrier(50, timeout=10)

    def handle(channel: Channel, call: CallEnvironment) -> None:
        channel.answer()
        together.wait()

    with serving(handle, limit=50) as server:
        connections = [connect(server, environment()) for _ in range(50)]
        fakes = [FakeAsterisk(connection) for connection in connections]
        for fake in fakes:
            fake.join()
        wait_until(lambda: server.calls == 0)
        for connection in connections:
            connection.close()
    assert all(fake.count("ANSWER") == 1 for fake in fakes)


class TestStop:
    def test_calls_may_end(self) -> None:
        ended = threading.Event()

        def handle(channel: Channel, call: CallEnvironment) -> None:
            channel.answer()
            time.sleep(0.2)
            channel.set_variable("IVR_ENDED", "yes")
            ended.set()

        server = fastagi.serve(ANY_PORT, handle, limit=10, silence="silence")
        with connect(server, environment()) as connection:
            asterisk = FakeAsterisk(connection)
            asterisk.until(lambda fake: fake.count("ANSWER") == 1)
            assert server.stop(5) == 0
            assert ended.is_set()
            asterisk.join()
        assert asterisk.variables["IVR_ENDED"] == "yes"

    def test_a_call_that_does_not_end_is_cut_as_if_hung_up(self) -> None:
        waiting = Waiting()
        server = fastagi.serve(ANY_PORT, waiting, limit=10, silence="silence")
        with connect(server, environment()) as connection:
            assert waiting.begun.acquire(timeout=5)
            assert server.stop(0.1) == 1
            assert waiting.hung_up.wait(1)
            assert connection.recv(100).startswith(b"ANSWER")
        assert server.calls == 0

    def test_no_call_comes_after_it(self) -> None:
        server = fastagi.serve(ANY_PORT, nothing, limit=10, silence="silence")
        server.stop(0)
        with pytest.raises(ConnectionRefusedError):
            connect(server)

    def test_the_port_is_free_again(self) -> None:
        server = fastagi.serve(ANY_PORT, nothing, limit=10, silence="silence")
        with connect(server, environment()) as connection:
            assert connection.recv(1) == b""
        server.stop(1)
        address = ("127.0.0.1", int(server.server_address[1]))
        fastagi.serve(address, nothing, limit=10, silence="silence").stop(0)


class TestTheAddress:
    def test_it_is_occupied(self) -> None:
        with socket.create_server(ANY_PORT) as other:
            port = other.getsockname()[1]
            with pytest.raises(AddressInUse, match=rf"IVR_AGI_PORT: 127\.0\.0\.1 port {port} is taken"):
                fastagi.serve(("127.0.0.1", port), nothing, limit=10, silence="silence")

    def test_it_is_not_ours(self) -> None:
        with pytest.raises(CannotListen, match=r"198\.51\.100\.1:26573"):
            fastagi.serve(("198.51.100.1", 26573), nothing, limit=10, silence="silence")
