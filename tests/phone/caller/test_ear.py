from ivr.phone.caller.ear import Ear


def _speak(ear: Ear, start: float, seconds: float) -> None:
    for packet in range(round(seconds / 0.02)):
        ear.sound(start + packet * 0.02)


def _spans(ear: Ear) -> list[tuple[float, float]]:
    return [(round(prompt.start, 2), round(prompt.stop, 2)) for prompt in ear.prompts]


def test_a_breath_does_not_end_a_prompt() -> None:
    ear = Ear()
    _speak(ear, 1, 2)
    _speak(ear, 3.5, 1)
    assert _spans(ear) == [(1, 4.5)]


def test_a_pause_does() -> None:
    ear = Ear()
    _speak(ear, 1, 2)
    _speak(ear, 4.1, 1)
    assert _spans(ear) == [(1, 3), (4.1, 5.1)]


def test_after_a_key_two_silent_packets_do() -> None:
    ear = Ear()
    _speak(ear, 1, 1)
    ear.key_released(1.96)
    _speak(ear, 2.06, 1)
    assert _spans(ear) == [(1, 2), (2.06, 3.06)]
    assert ear.prompts[-1].after_silence


def test_before_the_key_they_do_not() -> None:
    ear = Ear()
    _speak(ear, 1, 1)
    _speak(ear, 2.06, 1)
    ear.key_released(3.1)
    assert _spans(ear) == [(1, 3.06)]


def test_what_follows_the_key_without_a_silence_is_a_new_prompt_in_the_end() -> None:
    ear = Ear()
    _speak(ear, 1, 1)
    ear.key_released(1.5)
    _speak(ear, 2, 1)
    assert ear.prompts[1].start == 2
    assert not ear.prompts[-1].after_silence


def test_heard_out() -> None:
    ear = Ear()
    assert not ear.heard_out(0.5, 9, 1)
    _speak(ear, 1, 1)
    assert not ear.heard_out(0.5, 2.9, 1)
    assert ear.heard_out(0.5, 3.1, 1)
    assert not ear.heard_out(1.5, 3.1, 1)
