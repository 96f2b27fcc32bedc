"""The wording: places are filled with words, and digits never reach a voice."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from ivr.menus.faults import TreeFault
from ivr.menus.wording import Wording, load_wording
from ivr.settings import PROMPTS
from ivr.spoken.utterance import Fixed, Personal


def test_a_prompt_without_places_is_one_piece_that_a_recording_can_replace() -> None:
    assert Wording({"goodbye": "再见。"}).say("goodbye") == (Fixed("再见。", "goodbye"),)


def test_places_are_filled_and_the_pause_behind_a_value_belongs_to_the_value() -> None:
    said = Wording({"account": "余额，{balance}，截至，{as_of}。"}).say(
        "account", {"balance": SecretStr("一元整"), "as_of": SecretStr("十月")}
    )
    assert said == (
        Fixed("余额，"),
        Personal(SecretStr("一元整，")),
        Fixed("截至，"),
        Personal(SecretStr("十月。")),
    )


def test_what_is_personal_does_not_show() -> None:
    said = Wording({"account": "{balance}"}).say("account", {"balance": SecretStr("一元整")})
    assert "一元整" not in repr(said)


def test_a_value_that_is_missing_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        Wording({"account": "{balance}"}).say("account", {})


def test_every_fixed_piece_is_known_before_anybody_calls() -> None:
    pieces = [piece.text for piece in Wording({"a": "余额，{balance}，截至，{as_of}。", "b": "再见。"}).fixed()]
    assert pieces == ["余额，", "截至，", "再见。"]


def test_the_shipped_wording_loads() -> None:
    assert "M00" in load_wording(PROMPTS / "prompts.yaml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 您好\nb: 请按1\n", r"prompts.yaml:2: b: write numbers as words"),
        ("a: 您好\na: 再见\n", r"prompts.yaml:2: 'a' stands twice, first on line 1"),
        ("a: ''\n", r"prompts.yaml:1: a has no text"),
        ("'A B': 您好\n", r"no prompt id"),
        ("- 您好\n", r"write a prompt a line"),
        ("a: [\n", r"not YAML"),
        ("a: 您好\nb: 再\x00见\n", r":2: remove the invisible character"),
        ("a: 您好\n{b}: 再见\n", r":2: not YAML: found unhashable key"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "prompts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TreeFault, match=message):
        load_wording(path)
