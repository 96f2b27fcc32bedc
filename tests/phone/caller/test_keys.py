import contextlib
from pathlib import Path

import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.caller.keys import BadKeys, Press, Say, Secret, UntilQuiet, Wait, needs_person, parse


def test_a_line_of_everything() -> None:
    assert parse("1 *9# ~ w2.5 ID 1+ID+PIN+#") == (
        Press(("1",)),
        Press(("*9#",)),
        UntilQuiet(),
        Wait(2.5),
        Press((Secret.ID,)),
        Press(("1", Secret.ID, Secret.PIN, "#")),
    )


def test_what_is_said_is_read_from_a_recording_of_any_rate(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "yes.wav", [0.5, -0.5] * 8000, 16_000)
    [wait, say] = parse(f"~ say:{tmp_path}/yes.wav")
    assert wait == UntilQuiet()
    assert isinstance(say, Say)
    assert 0 < len(say.sound) <= 8000


def test_nothing_is_a_line_too() -> None:
    assert parse("  ") == ()


@pytest.mark.parametrize(
    ("line", "token", "position"),
    [
        ("1 2 x", "x", 5),
        ("1 id", "id", 3),
        ("1+a2", "a2", 3),
        ("1++1", "1++1", 3),
        ("+1", "+1", 1),
        ("1 +", "+", 3),
        ("w", "w", 1),
        ("w-1", "w-1", 1),
        ("  w2,5", "w2,5", 3),
        ("w601", "w601", 1),
        ("１", "１", 1),
        ("~1", "~1", 1),
        ("1 say:/nowhere.wav", "say:/nowhere.wav", 3),
        (f"say:{__file__}", f"say:{__file__}", 1),
    ],
)
def test_a_bad_token_is_shown_with_its_place(line: str, token: str, position: int) -> None:
    with pytest.raises(BadKeys, match="at position") as caught:
        parse(line)
    assert (caught.value.token, caught.value.position) == (token, position)


def test_the_message_says_what_is_right() -> None:
    with pytest.raises(BadKeys) as caught:
        parse("1 w2s")
    assert str(caught.value) == "keys: 'w2s' at position 3: a wait is w and seconds up to 600, as w2 or w2.5"


@pytest.mark.parametrize(("line", "needs"), [("1 ID", True), ("1+PIN", True), ("1 ~ w2", False)])
def test_whether_a_person_is_needed(line: str, *, needs: bool) -> None:
    assert needs_person(parse(line)) is needs


@given(st.text(alphabet="0123456789*#+~wIDPN. \tx１"))
def test_any_line_is_read_or_refused(line: str) -> None:
    with contextlib.suppress(BadKeys):
        parse(line)
