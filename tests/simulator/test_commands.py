"""`ivr simulate` and `ivr preview`."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.menus.office import CHINA
from ivr.menus.service import read_service
from ivr.settings import DIALPLAN, PROMPTS, load
from ivr.simulator import command, preview

ID, PIN = "11010519491231002", "258014"


def simulate(tmp_path: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(command.command, list(arguments), obj=load(home=tmp_path), input=typed)


def test_a_call_is_had_saved_without_the_callers_digits_and_played_again(tmp_path: Path) -> None:
    given, saved = tmp_path / "given.yaml", tmp_path / "saved.yaml"
    given.write_text("pension_account: []\n", encoding="utf-8")
    typed = f"1\n1\n1\n110105194912310021\n{ID}*\n2\n110105\n1\n999999\n{PIN}\n\n*\nw3\n"
    done = simulate(tmp_path, "--given", str(given), "--save", str(saved), typed=typed)
    assert "没有查到您的这项记录" in done.output
    assert "幺幺零幺零五，幺九四九" not in done.output
    text = saved.read_text(encoding="utf-8")
    assert all(place in text for place in ("{wrong_id}", "{id}", "{id 1-6}", "{wrong_pin}", "{pin}"))
    assert not any(number in text for number in (ID, "110105", "999999", PIN))
    assert simulate(tmp_path, str(saved)).output.endswith("1 dialogues, 0 otherwise than written\n")


def test_words_are_typed_and_saved_but_for_a_number(tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    done = simulate(tmp_path, "--save", str(saved), typed="社保卡\n主菜单\n1\n1\n1\n幺幺零幺零五\n")
    assert "请继续" in done.output
    text = saved.read_text(encoding="utf-8")
    assert "say: 社保卡" in text
    assert "幺幺零" not in text


def test_what_cannot_be_typed_is_explained(tmp_path: Path) -> None:
    assert simulate(tmp_path, typed="abc\n").output.count("Ctrl-D") == 2


def test_a_dialogue_that_comes_out_otherwise_is_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("dialogues:\n  - {title: 一, steps: [{hear: M10}]}\n", encoding="utf-8")
    done = simulate(tmp_path, str(tmp_path / "a.yaml"))
    assert done.exit_code == 2
    assert "a.yaml:2: 一: M10 was not heard" in done.output


@pytest.mark.parametrize(
    ("moment", "why", "rings"),
    [
        ("2026-10-10 09:05", "调休上班 make-up working day", True),
        ("2026-10-03 09:05", "国庆节", False),
        ("2026-11-24 09:05", "", True),
        ("2026-11-24 12:00", "", False),
    ],
)
def test_a_preview_says_what_key_0_does_and_why(moment: str, why: str, rings: bool) -> None:
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    shown = preview.preview(read_service(DIALPLAN, PROMPTS), at)
    assert (shown.why, shown.rings) == (why, rings)
    assert shown.first[-1].startswith("您好")
    assert shown.key_0[0].startswith("正在为您转接" if rings else "现在不是人工服务时间")
    assert why in preview.lines(shown)[0]


def test_a_moment_that_is_none_is_explained() -> None:
    done = CliRunner().invoke(preview.command, ["--at", "tomorrow"])
    assert done.exit_code == 2
    assert "write 2026-11-24 08:00" in done.output
