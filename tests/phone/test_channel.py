import socket
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from random import Random

import pytest

from ivr.phone.agi import (
    BadEnvironment,
    DeadChannel,
    Hangup,
    LocalProtocolError,
    RemoteProtocolError,
    parse_environment,
)
from ivr.phone.channel import Channel, DialStatus, Keyed
from ivr.phone.line import Unplayable
from ivr.phone.wire import Wire
from ivr.speech.recogniser.heard import Heard, Turn
from tests.phone.fake_asterisk import FakeAsterisk, environment

Ends = tuple[Channel, FakeAsterisk]


class Call:
    """Our end and Asterisk's end of one connection."""

    def __init__(self, caller: Iterable[str | None] = (), endless: Iterable[str] = ()) -> None:
        ours, theirs = socket.socketpair()
        self.sockets = (ours, theirs)
        self.asterisk = FakeAsterisk(theirs, caller, endless)
        call = parse_environment(iter(environment().splitlines(keepends=True)))
        self.channel = Channel(Wire(ours), call, silence="silence")

    def answered(self) -> Ends:
        self.channel.answer()
        self.asterisk.until(lambda asterisk: asterisk.streaming == "silence")
        return self.channel, self.asterisk

    def close(self) -> None:
        for end in self.sockets:
            end.close()
        self.channel.close()
        self.asterisk.join()


@pytest.fixture
def calls() -> Iterator[list[Call]]:
    made: list[Call] = []
    yield made
    for call in made:
        call.close()


def answered(calls: list[Call], caller: Iterable[str | None] = (), endless: Iterable[str] = ()) -> Ends:
    calls.append(Call(caller, endless))
    return calls[-1].answered()


def key(keyed: Keyed | None) -> str | None:
    return keyed.key.get_secret_value() if keyed and keyed.key else None


def done() -> Future[None]:
    future: Future[None] = Future()
    future.set_result(None)
    return future


def _press_all(asterisk: FakeAsterisk, keys: list[str]) -> None:
    for one in keys:
        time.sleep(0.015)  # longer than a reply and the next listening command are on their way
        asterisk.press(one)


class TestTurn:
    @pytest.mark.parametrize("pressed", [*"0123456789*#", None])
    def test_a_key_or_silence(self, calls: list[Call], pressed: str | None) -> None:
        channel, asterisk = answered(calls, [pressed])
        assert key(channel.turn("menu", 7000)) == pressed
        assert asterisk.commands[-1][:3] == ["STREAM", "FILE", "silence"] or asterisk.count("GET", "DATA") == 1
        assert ["GET", "DATA", "menu", "7000", "1"] in asterisk.commands

    def test_without_a_prompt(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, ["4"])
        assert key(channel.turn(None, 5000)) == "4"
        assert ["GET", "DATA", "", "5000", "1"] in asterisk.commands

    def test_no_time_to_answer_is_not_asterisks_default(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, [None])
        channel.turn("menu", 0)
        assert ["GET", "DATA", "menu", "1", "1"] in asterisk.commands

    def test_keys_that_telephones_do_not_have(self, calls: list[Call]) -> None:
        channel, _ = answered(calls, ["A"])
        assert key(channel.turn("menu", 7000)) is None

    def test_a_key_is_not_shown(self, calls: list[Call]) -> None:
        channel, _ = answered(calls, ["4"])
        assert "4" not in repr(channel.turn("menu", 0).key)

    def test_a_missing_file_is_no_hangup(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, ["1"])
        asterisk.missing.add("menu")
        with pytest.raises(Unplayable, match="menu"):
            channel.turn("menu", 7000)
        assert key(channel.turn("other", 7000)) == "1"

    def test_a_hangup(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        with pytest.raises(DeadChannel):
            channel.turn("menu", 7000)
        assert channel.hung_up


class TestNoKeyIsLost:
    def test_between_two_commands(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, ["1", "3"])
        assert key(channel.turn("first", 7000)) == "1"
        asterisk.until(lambda asterisk: asterisk.streaming == "silence")
        asterisk.press("2")
        assert key(channel.turn("second", 7000)) == "2"
        assert key(channel.turn("third", 7000)) == "3"
        assert asterisk.played == ["first", "third"]
        assert asterisk.lost_keys == 0

    def test_two_before_the_next_prompt(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, ["3"])
        asterisk.press("1")
        pending: Future[None] = Future()
        assert channel.listen_until(pending, 20) is None
        asterisk.until(lambda asterisk: asterisk.streaming is not None)
        asterisk.press("2")
        assert [key(channel.turn("menu", 7000)) for _ in range(3)] == ["1", "2", "3"]
        assert asterisk.played == ["menu"]

    def test_while_a_variable_is_set(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.press("5")
        channel.set_variable("IVR_ENDED", "1")
        assert channel.get_variable("IVR_ENDED") == "1"
        assert key(channel.turn("menu", 7000)) == "5"

    def test_a_typed_key_knows_when_it_was_pressed(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        before = time.monotonic()
        asterisk.press("5")
        time.sleep(0.3)
        keyed = channel.turn("menu", 7000)
        assert before <= keyed.at < before + 0.25
        assert keyed.spent_ms == 0

    def test_at_any_moment_while_commands_come_and_go(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, endless=["filler"])
        pressed = [Random(number).choice("0123456789*#") for number in range(60)]  # noqa: S311
        presser = threading.Thread(target=_press_all, args=(asterisk, pressed))
        presser.start()
        while presser.is_alive():
            channel.set_variable("NAME", "1")
            channel.listen_until(Future(), 1, "filler", wanted="")
            channel.get_variable("NAME")
        assert asterisk.lost_keys == 0
        assert [key(channel.turn(None, 1)) for _ in pressed] == pressed

    def test_one_that_is_faster_than_the_prompt(self, calls: list[Call]) -> None:
        """It came when Asterisk had the listening command still, and the prompt was on its way."""
        channel, asterisk = answered(calls, ["3"])
        keyed: list[Keyed] = []
        turn = threading.Thread(target=lambda: keyed.append(channel.turn("menu", 7000)))
        with asterisk.lock:
            before = asterisk.received
            turn.start()
            asterisk.until(lambda asterisk: asterisk.received > before)
            asterisk.press("7")
        turn.join()
        assert key(keyed[0]) == "7"
        assert key(channel.turn("next", 7000)) == "3"

    def test_each_piece_ends_with_what_asterisk_reads_at_a_time(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            call = parse_environment(iter(environment().splitlines(keepends=True)))
            channel = Channel(Wire(ours), call, silence="silence")
            theirs.sendall(b"200 result=0\n")
            channel.answer()
            theirs.sendall(b"200 result=1 (sync-1)\n200 result=1\n")
            channel.set_variable("NAME", "1")
            channel.close()
            theirs.settimeout(5)
            lines = theirs.recv(65_536).splitlines(keepends=True)
        assert [line.split()[0] for line in lines] == [b"ANSWER", b"STREAM", b"GET", b"SET", b"STREAM"]
        assert [len(lines[number]) for number in (1, 4)] == [4096, 4096]


class TestPlayOut:
    def test_it_ends_with_the_file(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        channel.play_out("goodbye")
        assert asterisk.played == ["goodbye"]

    def test_keys_go_on_where_they_stopped_it(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, endless=["goodbye"])
        player = threading.Thread(target=channel.play_out, args=("goodbye",))
        player.start()
        asterisk.until(lambda asterisk: asterisk.streaming == "goodbye")
        asterisk.press("1")
        asterisk.until(lambda asterisk: asterisk.streaming == "goodbye")
        assert asterisk.commands[-1] == ["STREAM", "FILE", "goodbye", "#*0123456789", "800"]
        asterisk.end_of_file()
        player.join(5)
        assert not player.is_alive()
        assert key(channel.turn("menu", 7000)) == "1"

    def test_a_missing_file(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.missing.add("goodbye")
        with pytest.raises(Unplayable):
            channel.play_out("goodbye")

    def test_a_hangup(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, endless=["goodbye"])
        hangs_up = threading.Timer(0.05, asterisk.hang_up)
        hangs_up.start()
        with pytest.raises(Hangup):
            channel.play_out("goodbye")


class TestListenUntil:
    def test_it_ends_when_the_look_up_does(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        look_up: Future[None] = Future()
        threading.Timer(0.05, look_up.set_result, [None]).start()
        began = time.monotonic()
        assert channel.listen_until(look_up, 5000) is None
        assert time.monotonic() - began < 1
        assert asterisk.streaming == "silence"

    def test_it_ends_in_time(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        began = time.monotonic()
        assert channel.listen_until(Future(), 50) is None
        assert 0.04 < time.monotonic() - began < 1

    def test_a_person_is_asked_for(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.press("0")
        assert key(channel.listen_until(Future(), 5000)) == "0"

    def test_other_keys_wait_for_the_next_turn(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.press("2")
        assert channel.listen_until(Future(), 50) is None
        asterisk.until(lambda asterisk: asterisk.streaming == "silence")
        asterisk.press("0")
        assert channel.listen_until(Future(), 50) is None
        assert [key(channel.turn(None, 1)) for _ in range(2)] == ["2", "0"]

    def test_a_filler_goes_on_after_a_key_and_stops_for_the_next_prompt(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls, ["1"], endless=["filler"])
        presser = threading.Timer(0.03, asterisk.press, ["5"])
        presser.start()
        assert channel.listen_until(Future(), 150, "filler") is None
        assert asterisk.streaming == "filler"
        assert asterisk.played == ["filler"]
        assert key(channel.turn("menu", 7000)) == "5"
        assert key(channel.turn("menu", 7000)) == "1"

    def test_silence_follows_a_filler(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        assert channel.listen_until(Future(), 50, "filler") is None
        assert asterisk.played == ["filler"]
        assert asterisk.streaming == "silence"

    def test_nothing_is_asked_of_a_look_up_that_is_over(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        assert channel.listen_until(done(), 60_000) is None

    def test_a_hangup(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        threading.Timer(0.03, asterisk.hang_up).start()
        with pytest.raises(Hangup):
            channel.listen_until(Future(), 5000)

    def test_a_look_up_may_end_after_the_call(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        look_up: Future[None] = Future()
        channel.listen_until(look_up, 1)
        channel.close()
        look_up.set_result(None)


class TestDial:
    @pytest.mark.parametrize("status", list(DialStatus))
    def test_how_it_ended(self, calls: list[Call], status: DialStatus) -> None:
        channel, asterisk = answered(calls)
        asterisk.dial_status = status.value
        assert channel.dial("Local/1000@people", 20) is status
        assert ["EXEC", "Dial", "Local/1000@people,20,gr"] in asterisk.commands

    def test_asterisk_has_no_dial(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.dial_status = ""
        assert channel.dial("PJSIP/1000", 20) is DialStatus.FAILED

    @pytest.mark.parametrize(
        "target", ["1000", "PJSIP/1000,20,U(x)", "PJSIP/1000&PJSIP/1001", "PJSIP/${X}", "PJSIP/1\n"]
    )
    def test_a_target_brings_no_options(self, calls: list[Call], target: str) -> None:
        channel, asterisk = answered(calls)
        with pytest.raises(LocalProtocolError):
            channel.dial(target, 20)
        assert asterisk.count("EXEC") == 0


class TestTheEnd:
    def test_variables_outlive_the_caller(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.hang_up()
        channel.set_variable("IVR_ENDED", "")
        assert asterisk.variables["IVR_ENDED"] == ""
        assert channel.get_variable("NEVER_SET") == ""
        assert channel.hung_up
        with pytest.raises(Hangup):
            channel.turn("menu", 7000)

    def test_we_hang_up(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        channel.hangup()
        assert asterisk.commands[-1] == ["HANGUP"]
        channel.set_variable("IVR_ENDED", "1")
        assert asterisk.variables["IVR_ENDED"] == "1"

    def test_the_caller_was_faster(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        asterisk.hang_up()
        channel.hangup()

    def test_asterisk_is_gone(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        calls[0].sockets[1].shutdown(socket.SHUT_RDWR)
        with pytest.raises(Hangup):
            channel.turn("menu", 7000)
        with pytest.raises(Hangup):
            channel.set_variable("IVR_ENDED", "1")

    def test_no_answer(self, calls: list[Call]) -> None:
        calls.append(Call())
        calls[0].asterisk.hang_up()
        with pytest.raises(Hangup):
            calls[0].channel.answer()

    def test_an_injected_command(self, calls: list[Call]) -> None:
        channel, asterisk = answered(calls)
        with pytest.raises(LocalProtocolError):
            channel.set_variable("NAME", '"\nHANGUP')
        channel.set_variable("NAME", '"\\nHANGUP" "x')
        assert asterisk.variables["NAME"] == '"\\nHANGUP" "x'
        assert asterisk.count("HANGUP") == 0

    def test_a_command_that_asterisk_does_not_know(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        with pytest.raises(LocalProtocolError, match="510"):
            channel.execute("FROB")

    def test_an_answer_to_nothing(self, calls: list[Call]) -> None:
        channel, _ = answered(calls)
        calls[0].sockets[1].sendall(b"200 result=1\n")
        with pytest.raises(RemoteProtocolError):
            channel.turn("menu", 7000)


def test_pyst2_prints_nothing(calls: list[Call], capfd: pytest.CaptureFixture[str]) -> None:
    channel, _ = answered(calls, ["1"])
    channel.turn("menu", 1)
    channel.set_variable("SECRET", "4711")
    assert capfd.readouterr() == ("", "")


def test_no_call_without_an_environment() -> None:
    with pytest.raises(BadEnvironment):
        parse_environment(iter([]))


def test_listening_for_words_takes_a_key_too(calls: list[Call]) -> None:
    channel, asterisk = answered(calls, ["#", None])
    keyed, heard = channel.hear_words({"SPEECH_ENGINE(question)": "words;1.0;;a"}, "prompt", 7.0, lambda: None)
    assert key(keyed) == "#"
    keyed, heard = channel.hear_words({}, "prompt", 7.0, lambda: None)
    assert keyed is None
    assert heard == Heard(Turn.LISTENING)
    assert asterisk.played == ["prompt", "prompt"]


def test_who_hangs_up_while_words_are_listened_for_has_not_been_silent(calls: list[Call]) -> None:
    channel, _ = answered(calls)
    with pytest.raises(Hangup):
        channel.hear_words({}, "prompt", 7.0, lambda: None)
