"""The hand on a virtual clock: a system that speaks at given seconds, and what is pressed when."""

import numpy as np
import pytest
from pydantic import SecretStr

from ivr.phone.caller.codec import PCMA, Samples
from ivr.phone.caller.ear import Ear
from ivr.phone.caller.hand import Hand, Person
from ivr.phone.caller.keys import Press, Reply, Say, Step, parse
from ivr.phone.caller.sdp import Media
from ivr.phone.caller.sender import Sender

SOMEBODY = Person(SecretStr("11010519491231002x"), SecretStr("135790"))


class VirtualSystem:
    """Speaks in the spans given; with `per_key` it also begins a prompt of 2 s so long after each key."""

    def __init__(self, line: str | tuple[Step, ...], *spans: tuple[float, float], per_key: float | None = None) -> None:
        self._sender = Sender(Media("127.0.0.1", 4000, PCMA, 101))
        self.ear = Ear()
        steps = parse(line) if isinstance(line, str) else line
        self.hand = Hand(steps, SOMEBODY, self._sender, self.ear, 0.0)
        self._spans = list(spans)
        self._per_key = per_key

    def run(self, seconds: float) -> list[tuple[float, str]]:
        for frame in range(round(seconds / 0.02)):
            now = frame * 0.02
            if any(start <= now < stop for start, stop in self._spans):
                self.ear.sound(now)
            self.ear.recording.add(now, 160 * frame, np.full(160, frame, np.int16))
            self.hand.before_packet(now)
            self._sender.packet()
            self.hand.after_packet(now)
            if self._sender.released and self._per_key is not None:
                self._spans = [(now + self._per_key, now + self._per_key + 2)]
        return [(round(press.down, 2), press.what) for press in self.hand.pressed]


def _near(moments: list[tuple[float, str]], *expected: tuple[float, str]) -> bool:
    """To a packet or two."""
    return [what for _, what in moments] == [what for _, what in expected] and all(
        abs(at - when) < 0.05 for (at, _), (when, _) in zip(moments, expected, strict=True)
    )


def test_each_token_waits_for_a_prompt() -> None:
    pressed = VirtualSystem("1 2 3", (1, 9), per_key=0.5).run(9)
    assert _near(pressed, (1.3, "key 1"), (2.2, "key 2"), (3.1, "key 3"))


def test_a_slow_system_is_waited_for() -> None:
    pressed = VirtualSystem("1 2", (3, 9), per_key=6.0).run(20)
    assert _near(pressed, (3.3, "key 1"), (9.7, "key 2"))


def test_a_system_that_changes_prompts_without_a_silence() -> None:
    pressed = VirtualSystem("1 2", (0, 30)).run(9)
    assert _near(pressed, (0.3, "key 1"), (0.4 + 0.25 + 0.3, "key 2"))


def test_type_ahead_waits_for_nothing() -> None:
    pressed = VirtualSystem("1+2+3", (1, 9), per_key=0.5).run(9)
    assert _near(pressed, (1.3, "key 1"), (1.48, "key 2"), (1.66, "key 3"))


def test_the_digits_of_a_person_are_not_told() -> None:
    system = VirtualSystem("ID+PIN", (0, 9))
    assert [what for _, what in system.run(9)] == ["18 keys of ID", "6 keys of PIN"]
    assert SOMEBODY.id_number.get_secret_value()[:8] not in repr(vars(system.hand))


def test_words_are_said_at_a_prompt_and_what_follows_waits_for_the_next() -> None:
    second = b"\x2a" * 8000
    system = VirtualSystem((Say(second), *parse("1")), (1, 2.5), (4, 6))
    assert _near(system.run(9), (1.3, "words"), (4.3, "key 1"))
    [words, _] = system.hand.pressed
    assert words.up - words.down == pytest.approx(0.98)
    assert "x2a" not in repr(vars(system.hand))


def test_until_the_prompt_has_ended() -> None:
    assert _near(VirtualSystem("~ 1", (1, 3)).run(9), (4.4, "key 1"))


def test_a_wait() -> None:
    assert _near(VirtualSystem("w2.5 1", (0, 9)).run(9), (2.5, "key 1"))


def test_until_the_prompt_has_ended_after_a_wait_within_it() -> None:
    assert _near(VirtualSystem("w2 ~ 1", (1, 3)).run(9), (4.4, "key 1"))


def test_two_prompts_to_their_ends() -> None:
    assert _near(VirtualSystem("~ ~ 1", (1, 2), (5, 6)).run(9), (7.4, "key 1"))


def test_a_caller_who_hears_nothing_presses_all_the_same() -> None:
    system = VirtualSystem("1 2")
    assert [round(down) for down, _ in system.run(30)] == [10, 20]
    assert len(system.hand.impatient) == 2


def test_done_when_the_last_key_is_up() -> None:
    system = VirtualSystem("1 w1", (0, 9))
    system.run(1)
    assert not system.hand.done
    system.run(9)
    assert system.hand.done


@pytest.mark.parametrize(
    ("number", "pin", "good"), [("123X", "12", True), ("12X3", "1", False), ("", "1", False), ("123", "1a", False)]
)
def test_what_can_be_keyed(number: str, pin: str, *, good: bool) -> None:
    assert Person(SecretStr(number), SecretStr(pin)).keyable() is good


def test_a_reply_is_found_from_all_that_was_heard_since_the_last_key() -> None:
    heard: list[tuple[int, int]] = []

    def reply(samples: Samples) -> tuple[Step, ...]:
        heard.append((int(samples[0]), int(samples[-1])))
        return (Press(("7",)), Reply(reply)) if len(heard) == 1 else (Reply(reply),) if len(heard) == 2 else ()

    system = VirtualSystem((Reply(reply),), (1, 3), (8, 9), (12, 13))
    assert _near(system.run(20), (4.4, "key 7"))
    first, second, third = heard
    assert first[0] == 0
    assert second[0] == third[0]
    assert third[1] - second[1] == 200
    assert system.hand.done
