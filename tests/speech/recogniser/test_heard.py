"""What was heard, as a channel variable: exact in both directions, and nothing that comes is taken for more than it is."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ivr.speech.recogniser.heard import Heard, Turn, from_text, keys, to_text
from ivr.spoken.question import Alternative

alternatives = st.builds(
    Alternative,
    st.text(max_size=100).map(SecretStr),
    st.floats(-1e6, 0).map(lambda score: round(score, 3)),
)


@given(st.builds(Heard, st.sampled_from(Turn), st.lists(alternatives, max_size=8).map(tuple), st.integers(0)))
def test_what_was_heard_is_read_back_in_its_order(heard: Heard) -> None:
    assert from_text(to_text(heard)) == heard
    assert "\n" not in to_text(heard)


@given(st.text())
def test_any_other_text_is_a_recogniser_that_does_not_answer(text: str) -> None:
    assert from_text(text).turn in set(Turn)


def test_a_text_cut_short_is_a_recogniser_that_does_not_answer() -> None:
    text = to_text(Heard(Turn.WORDS, (Alternative(SecretStr("养老金"), -1.0),)))
    assert all(from_text(text[:end]) == Heard(Turn.GONE) for end in range(len(text)))


def test_the_longest_answer_fits_in_a_channel_variable() -> None:
    heard = Heard(Turn.WORDS, tuple(Alternative(SecretStr("养" * 500), -12345.678) for _ in range(20)))
    assert len(to_text(heard).encode()) < 4096


def test_keys_are_told_apart_from_words() -> None:
    pressed = keys("dtmf|12#")
    assert pressed
    assert pressed.get_secret_value() == "12#"
    assert keys("barge|") is None
    assert keys("|") is None
