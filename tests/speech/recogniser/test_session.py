"""A call's recogniser as Asterisk sees it: messages and sound in, messages and decodings out."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ivr.speech.recogniser import heard
from ivr.speech.recogniser.aeap import RemoteProtocolError
from ivr.speech.recogniser.heard import Heard, Turn
from ivr.speech.recogniser.listening import Decode
from ivr.speech.recogniser.question import to_text
from ivr.speech.recogniser.session import Output, Send, Session
from ivr.speech.recogniser.voice import Voice
from ivr.spoken.question import Alternative, Digits, Question, Words
from tests.speech.recogniser.fakes import FakeDetector, silent, voiced

MENU = Words(("养老金", "失业金"))
ID = Digits((6, 8, 4), 2.0, x=True)
PENSION = (Alternative(SecretStr("养老金"), -0.5), Alternative(SecretStr("失业金"), -4.0))
SETUP = '{"request":"setup","version":"0.1.0","codecs":[{"name":"slin"}],"id":"1"}'


class Call:
    """What goes over one connection."""

    def __init__(self, *, admits: bool = True) -> None:
        self.session = Session(Voice(FakeDetector()), lambda: admits)

    def ask(self, question: Question) -> list[str]:
        return self.set("question", to_text(question))

    def set(self, name: str, value: str) -> list[str]:
        request = {"request": "set", "id": "2", "params": {name: value}}
        return told(self.session.message(json.dumps(request)))

    def heard(self) -> Heard:
        [out] = self.session.message('{"request":"get","id":"3","params":["heard"]}')
        assert isinstance(out, Send)
        return heard.from_text(json.loads(out.text)["params"]["heard"])

    def turn(self) -> str:
        """As the dialplan asks for it."""
        [out] = self.session.message('{"request":"get","id":"3","params":["turn"]}')
        assert isinstance(out, Send)
        return str(json.loads(out.text)["params"]["turn"])

    def hears(self, *frames: bytes) -> list[Output]:
        return [out for frame in frames for out in self.session.sound(frame)]

    def decoded(self, job: Output, alternatives: tuple[Alternative, ...] | None = PENSION) -> list[str]:
        assert isinstance(job, Decode)
        return told(self.session.decoded(job.number, alternatives))


def told(outputs: list[Output]) -> list[str]:
    """The grammar of each result, the kind of each response."""
    return [_told(json.loads(out.text)) for out in outputs if isinstance(out, Send)]


def _told(message: dict[str, Any]) -> str:
    if "response" in message:
        return f"{message['response']} refused" if "error_msg" in message else str(message["response"])
    return str(message["params"]["results"][0]["grammar"])


def decodings(outputs: list[Output]) -> list[Output]:
    return [out for out in outputs if isinstance(out, Decode)]


@pytest.mark.parametrize("admits", [True, False])
def test_a_call_is_set_up_also_when_nobody_can_listen(admits: bool) -> None:
    assert told(Call(admits=admits).session.message(SETUP)) == ["setup"]


def test_a_word_stops_the_prompt_at_once_and_is_told_when_the_silence_is_over() -> None:
    call = Call()
    assert call.ask(MENU) == ["set"]
    assert call.heard() == Heard(Turn.LISTENING)
    assert told(call.hears(*silent(1), *voiced(0.5))) == ["barge"]
    assert call.heard() == Heard(Turn.SPEAKING, begun_ms=1100)
    [job] = call.hears(*silent(0.5))
    assert isinstance(job, Decode)
    assert job.provisional
    assert call.decoded(job) == []
    assert told(call.hears(*silent(0.6))) == ["words"]
    assert call.heard() == Heard(Turn.WORDS, PENSION, begun_ms=1100)


def test_the_dialplan_is_told_how_far_the_turn_has_come() -> None:
    call = Call()
    assert call.turn() == "full"
    call.ask(MENU)
    assert call.turn() == "listening"
    [job] = decodings(call.hears(*voiced(0.5), *silent(2)))
    assert call.turn() == "barge"
    call.decoded(job)
    assert call.turn() == "words"


def test_decoding_that_takes_longer_than_the_silence_is_told_when_it_is_done() -> None:
    call = Call()
    call.ask(MENU)
    [job] = decodings(call.hears(*voiced(0.5), *silent(2)))
    assert call.heard().turn is Turn.SPEAKING
    assert call.decoded(job) == ["words"]


def test_who_goes_on_after_a_pause_is_decoded_anew() -> None:
    call = Call()
    call.ask(ID)
    first, second = decodings(call.hears(*voiced(1.3), *silent(0.8), *voiced(0.5), *silent(2.1)))
    assert call.decoded(first) == []
    assert call.decoded(second, (Alternative(SecretStr("110101"), -1.0),)) == ["digits"]


WHOLE_ID = Digits((18, 6), 2.0, x=True, words=("人工",))


def digits_one_by_one(call: Call, number: str, pause_seconds: float) -> list[int]:
    """After how many digits it is decoded, until the turn ends."""
    found = []
    for count in range(1, len(number) + 1):
        for job in decodings(call.hears(*voiced(0.2), *silent(pause_seconds))):
            found.append(count)
            if call.decoded(job, (Alternative(SecretStr(number[:count]), -1.0),)):
                return found
    return found


@pytest.mark.parametrize("pause_seconds", [0.5, 0.85])
def test_digits_one_by_one_are_decoded_when_they_may_be_all(pause_seconds: float) -> None:
    call = Call()
    call.ask(WHOLE_ID)
    decoded_after = digits_one_by_one(call, "110101194912310017", pause_seconds)
    assert decoded_after[-1] == 18
    assert len(decoded_after) < 6


def test_digits_that_do_not_make_up_the_number_are_decoded_just_before_the_silence_ends() -> None:
    call = Call()
    call.ask(WHOLE_ID)
    assert digits_one_by_one(call, "110101", pause_seconds=0.5) == []
    [job] = decodings(call.hears(*silent(1.2)))
    assert call.decoded(job, (Alternative(SecretStr("110101"), -1.0),)) == []
    assert told(call.hears(*silent(0.5))) == ["digits"]


def test_a_word_in_place_of_a_number_is_understood_as_soon_as_one_in_a_menu() -> None:
    call = Call()
    call.ask(WHOLE_ID)
    [job] = decodings(call.hears(*voiced(0.5), *silent(0.8)))
    assert call.decoded(job, (Alternative(SecretStr("人工"), -1.0),)) == ["digits"]


@pytest.mark.parametrize(
    ("text", "lead", "told_at_once"),
    [("1234", 4.0, []), ("19491231", 4.0, ["digits"]), ("19491231", 1.0, []), ("人工", 4.0, ["digits"])],
)
def test_what_can_not_get_longer_ends_before_the_silence_does(text: str, lead: float, told_at_once: list[str]) -> None:
    call = Call()
    call.ask(Digits((8, 4), 2.0, words=("人工",)))
    [job] = decodings(call.hears(*voiced(1.3), *silent(0.5)))
    heard_so_far = (Alternative(SecretStr(text), -1.0), Alternative(SecretStr("194"), -1.0 - lead))
    assert call.decoded(job, heard_so_far) == told_at_once
    assert told(call.hears(*silent(2))) == ([] if told_at_once else ["digits"])


def test_what_is_no_number_and_no_word_does_not_end_at_once() -> None:
    call = Call()
    call.ask(ID)
    [job] = decodings(call.hears(*voiced(1.3), *silent(0.5)))
    assert call.decoded(job, ()) == []


def test_a_provisional_decoding_that_nobody_had_time_for_is_asked_for_again_at_the_end() -> None:
    call = Call()
    call.ask(MENU)
    [provisional] = decodings(call.hears(*voiced(0.5), *silent(0.5)))
    call.decoded(provisional, None)
    [final] = call.hears(*silent(0.6))
    assert isinstance(final, Decode)
    assert not final.provisional
    assert call.decoded(final) == ["words"]


def test_what_can_not_be_decoded_sends_the_caller_to_the_keys() -> None:
    call = Call()
    call.ask(MENU)
    [job] = decodings(call.hears(*voiced(0.5), *silent(2)))
    assert call.decoded(job, None) == ["full"]
    assert call.heard().turn is Turn.FULL


def test_a_cough_lets_the_prompt_go_on() -> None:
    call = Call()
    call.ask(MENU)
    assert told(call.hears(*voiced(0.1), *silent(1))) == ["barge", "none"]
    assert call.heard().turn is Turn.NOISE


def test_a_new_question_forgets_what_was_heard_before() -> None:
    call = Call()
    call.ask(MENU)
    [job] = decodings(call.hears(*voiced(0.5), *silent(2)))
    call.ask(ID)
    assert call.decoded(job) == []
    assert call.heard() == Heard(Turn.LISTENING)


def test_keys_end_a_turn() -> None:
    call = Call()
    call.ask(MENU)
    [job] = decodings(call.hears(*voiced(0.5), *silent(2)))
    assert call.set("dtmf", "1") == ["set"]
    assert call.decoded(job) == []


def test_when_all_is_busy_the_caller_is_told_with_the_first_sound() -> None:
    call = Call(admits=False)
    call.ask(MENU)
    assert call.heard().turn is Turn.FULL
    assert told(call.hears(*silent(0.1))) == ["full"]
    assert call.hears(*voiced(1)) == []


def test_what_is_no_question_is_refused_and_keys_go_on() -> None:
    call = Call()
    assert call.set("question", "song;1.0;;") == ["set refused"]
    assert told(call.hears(*silent(0.1))) == ["full"]


def test_after_the_answer_nobody_listens_until_the_next_question() -> None:
    call = Call()
    call.ask(MENU)
    [job] = decodings(call.hears(*voiced(0.5), *silent(2)))
    call.decoded(job)
    assert call.hears(*voiced(1), *silent(2)) == []


def test_only_what_was_heard_can_be_asked_for() -> None:
    assert told(Call().session.message('{"request":"get","id":"3","params":["results"]}')) == ["get refused"]


@given(st.lists(st.integers(1, 700), min_size=1))
def test_sound_may_be_cut_anywhere(sizes: list[int]) -> None:
    call, sound = Call(), b"".join([*voiced(0.5), *silent(0.6)])
    call.ask(MENU)
    outputs: list[Output] = []
    for size in [*sizes, len(sound)]:
        outputs += call.session.sound(sound[:size])
        sound = sound[size:]
    assert told(outputs) == ["barge"]
    assert len(decodings(outputs)) == 1


@given(st.lists(st.one_of(st.text(), st.binary(max_size=2000))))
def test_nothing_that_comes_breaks_a_session(received: list[str | bytes]) -> None:
    call = Call()
    call.ask(MENU)
    for data in received:
        if isinstance(data, bytes):
            call.session.sound(data)
        else:
            with pytest.raises(RemoteProtocolError):
                call.session.message(data)


def test_a_tune_lets_the_prompt_go_on_while_it_plays() -> None:
    call = Call()
    call.ask(MENU)
    assert told(call.hears(*voiced(2))) == ["barge", "none"]
    assert call.heard().turn is Turn.NOISE


def test_digits_may_be_said_like_notes() -> None:
    call = Call()
    call.ask(ID)
    assert told(call.hears(*voiced(2))) == ["barge"]


def test_sound_may_wait_while_nobody_can_have_begun_to_speak_or_have_ended() -> None:
    call = Call()
    assert call.session.calm_frames == 0
    call.ask(MENU)
    call.hears(*silent(0.5))
    assert call.session.calm_frames == 4
    call.hears(*voiced(0.06))
    assert call.session.calm_frames == 1
    call.hears(*voiced(0.5))
    assert call.session.calm_frames == 19
    call.hears(*silent(0.3))
    assert call.session.calm_frames == 4
    [job] = decodings(call.hears(*silent(2)))
    call.decoded(job)
    assert call.session.calm_frames == 0
