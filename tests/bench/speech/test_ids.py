"""ID numbers through the conversation, from the question to the caller's yes."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from ivr.bench.speech import ids
from ivr.bench.speech.ears import Ears
from ivr.bench.speech.ids import Caller, Outcome, counted, identify, numbers
from ivr.bench.speech.material import SpokenDigits, joined
from ivr.dialog.conversation import Conversation
from ivr.speech.telephone import Samples
from ivr.spoken.question import Digits, Question
from tests.bench.speech.talking import Told, vowel
from tests.dialog.virtual_call import service

NUMBER = "11010519491231002X"
OTHER = "110105194912310038"
SEGMENTS = (NUMBER[:6], NUMBER[6:14], NUMBER[14:])


def spoken(hears: Callable[[], str]) -> Outcome:
    """What becomes of a caller of whom `hears` is heard."""

    def heard(question: Question) -> tuple[tuple[str, float], ...]:
        assert isinstance(question, Digits)
        return ((hears(), 0.0),)

    said = {digit: [vowel(0.2)] for digit in "0123456789X"}
    caller = Caller(Ears(Told(heard)), said, NUMBER, None, np.random.default_rng(1))
    tree = service().tree
    return identify(Conversation(tree, service().wording, service().office), tree, caller)


def told(monkeypatch: pytest.MonkeyPatch, *heard: str) -> list[str]:
    """What the caller says when this is heard."""
    said: list[str] = []

    def voice(by_digit: SpokenDigits, number: str, dice: np.random.Generator) -> Samples:
        said.append(number)
        return joined(by_digit, number, dice)

    monkeypatch.setattr(ids, "joined", voice)
    spoken(one_by_one(*heard))
    return said


def one_by_one(*segments: str) -> Callable[[], str]:
    coming: Iterator[str] = iter(segments)
    return lambda: next(coming)


def test_what_is_heard_right_is_accepted_at_the_first_try() -> None:
    assert spoken(one_by_one(*SEGMENTS)) == Outcome(ended="right")


def test_a_wrong_number_that_can_be_is_read_back_and_denied() -> None:
    outcome = spoken(one_by_one(*SEGMENTS[:2], OTHER[14:], SEGMENTS[2]))
    assert outcome == Outcome(read_back_wrong=1, ended="right")


def test_a_number_that_can_not_be_is_asked_again() -> None:
    outcome = spoken(one_by_one(*SEGMENTS[:2], "0038"[::-1], *SEGMENTS))
    assert outcome.asked_again == 1
    assert outcome.read_back_wrong == 0


def test_who_is_never_understood_goes_on_by_keys() -> None:
    assert spoken(lambda: "").ended == "rejected"


def test_the_caller_says_each_segment_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, *SEGMENTS) == list(SEGMENTS)


def test_what_was_not_understood_is_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, *SEGMENTS[:2], "", SEGMENTS[2]) == [*SEGMENTS, SEGMENTS[2]]


def test_nothing_understood_of_the_first_segment_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, "", *SEGMENTS) == [SEGMENTS[0], *SEGMENTS]


def test_tries_are_counted() -> None:
    outcomes = [
        Outcome(ended="right"),
        Outcome(1, 0, "right"),
        Outcome(0, 1, "right"),
        Outcome(1, 1, "right"),
        Outcome(),
    ]
    figures = counted(outcomes, None)
    assert (figures.first_try, figures.second_try, figures.later, figures.rejected) == (1, 2, 1, 1)
    assert (figures.wrongly_read_back, figures.wrongly_accepted, figures.numbers) == (2, 0, 5)


@pytest.mark.parametrize("digits", ["0123456789", "0123456789X"])
def test_nobody_is_asked_for_a_digit_that_they_do_not_say(digits: str) -> None:
    found = list(numbers({digit: [vowel(0.1)] for digit in digits}, 60, seed=1))
    assert len({*found}) == 60
    assert any("X" in number for number in found) == ("X" in digits)
