"""A question as text: what is written is read back, and nothing else is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.agi import encode
from ivr.speech.recogniser.question import from_text, to_text
from ivr.spoken.question import Digits, Question, Words

phrases = st.text(min_size=1).filter(lambda text: "|" not in text and text.isprintable())
pauses = st.floats(0.1, 10)
questions: st.SearchStrategy[Question] = st.one_of(
    st.builds(Words, st.lists(phrases).map(tuple), pauses, st.booleans()),
    st.builds(Digits, st.lists(st.integers(0, 999)).map(tuple), pauses, st.booleans(), st.lists(phrases).map(tuple)),
)


def test_it_reads_like_this() -> None:
    assert to_text(Words(("养老金", "失业金"), 1.0, free=True)) == "words;1.0;free;养老金|失业金"
    assert to_text(Digits((6, 8, 4), 2.0, x=True)) == "digits;2.0;x;6,8,4"
    assert to_text(Digits((12,), 2.0, words=("人工", "返回"))) == "digits;2.0;;12;人工|返回"


@given(questions)
def test_what_is_written_is_read_back(question: Question) -> None:
    assert from_text(to_text(question)) == question


@given(questions)
def test_it_is_one_line_for_asterisk(question: Question) -> None:
    assert len(to_text(question).splitlines()) == 1
    if len(to_text(question)) < 1000:
        encode("SET VARIABLE", "SPEECH_ENGINE(question)", to_text(question))


@given(st.text())
def test_any_other_text_is_a_question_or_a_value_error(text: str) -> None:
    try:
        question = from_text(text)
    except ValueError:
        return
    assert from_text(to_text(question)) == question


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("words;1.0;free", "KIND;PAUSE;MARK;CHOICES"),
        ("song;1.0;;a", "words, .* or digits"),
        ("words;1.0;x;a", "words, .* or digits"),
        ("words;nan;;a", "lasts 0.1 to 10 s"),
        ("words;1.0;;a||b", "not empty"),
        ("digits;1.0;x;6,x", "numbers with commas"),
    ],
)
def test_what_is_wrong_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_text(text)


def test_a_phrase_that_would_be_two_is_refused() -> None:
    with pytest.raises(ValueError, match=r"neither \|"):
        to_text(Words(("养老金|失业金",)))
