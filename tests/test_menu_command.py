"""`ivr menu`: what somebody at a terminal does with versions."""

import datetime as dt
import json
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from ivr.database import open_ours
from ivr.from_folder import take_folder
from ivr.menu_command import menu
from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder, Said
from ivr.secret import Pseudonymiser
from ivr.settings import DIALPLAN, Settings, load
from ivr.versions.recordings import Recordings
from tests.migrated import open_migrated

CERTIFICATION, ACCOUNT = "      4: {to: M33", "      1: {to: Q111"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A system without a voice whose folder was taken as version 1."""
    shutil.copytree(DIALPLAN, tmp_path / "dialplan")
    settings = load(home=tmp_path / "home", software=tmp_path / "none", dialplan=tmp_path / "dialplan")
    take_folder(settings, open_migrated(settings))
    return settings


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(menu, list(arguments), obj=settings)


def edit(folder: Path, old: str, new: str) -> None:
    tree = folder / "tree.yaml"
    text = tree.read_text(encoding="utf-8")
    assert old in text
    tree.write_text(text.replace(old, new, 1), encoding="utf-8")


def swap(folder: Path) -> None:
    edit(folder, CERTIFICATION, "      X: {to: M33")
    edit(folder, ACCOUNT, "      4: {to: Q111")
    edit(folder, "      X: {to: M33", "      1: {to: M33")


def test_a_folder_is_compared_published_and_taken_back(settings: Settings) -> None:
    swap(settings.dialplan)
    compared = run(settings, "diff", "1", str(settings.dialplan)).output
    assert "M11 养老保险: 键 4 → 1 待遇资格认证" in compared
    assert (
        "M11 养老保险: key 1 → 4 个人账户"
        in run(settings, "diff", "1", str(settings.dialplan), "--language", "en").output
    )
    assert "   2  published" in run(settings, "publish", "--note", "认证提前").output
    assert "   1  published" in run(settings, "rollback").output
    listed = json.loads(run(settings, "list", "--json").output)
    assert [(one["number"], one["state"], one["note"]) for one in listed["versions"]] == [
        (2, "retired", "认证提前"),
        (1, "published", "从文件夹 from the folder"),
    ]


def test_a_draft_comes_in_goes_out_and_is_published(settings: Settings, tmp_path: Path) -> None:
    assert run(settings, "export", "1", str(tmp_path / "mine")).exit_code == 0
    swap(tmp_path / "mine")
    assert run(settings, "import", str(tmp_path / "mine"), "认证提前").exit_code == 0
    assert "draft 认证提前" in run(settings, "list").output
    assert "键 4 → 1" in run(settings, "diff", "1", "认证提前").output
    assert "   2  published" in run(settings, "publish", "认证提前").output
    assert "draft" not in run(settings, "list").output


def test_recordings_go_out_and_come_into_another_system(settings: Settings, tmp_path: Path) -> None:
    digest = Recordings(open_ours(settings)).keep(b"\xd5" * 8000)
    (settings.dialplan / "recordings.yaml").write_text(f'M00: "{digest}"\n', encoding="utf-8")
    run(settings, "publish")
    mine = tmp_path / "mine"
    assert run(settings, "export", "2", str(mine)).exit_code == 0
    other = settings.model_copy(update={"home": tmp_path / "other", "dialplan": DIALPLAN})
    take_folder(other, open_migrated(other))
    assert run(other, "import", str(mine), "录音").exit_code == 0
    assert Recordings(open_ours(other)).sound(digest) == b"\xd5" * 8000

    sound = mine / "recordings" / f"{digest}.alaw"
    sound.write_bytes(b"another")
    fresh = settings.model_copy(update={"home": tmp_path / "fresh", "dialplan": DIALPLAN})
    take_folder(fresh, open_migrated(fresh))
    refused = run(fresh, "publish", str(mine))
    assert f"recordings.yaml: M00: recordings/{digest}.alaw is missing" in str(refused.exception)
    assert "   1  published" in run(fresh, "list").output


def test_what_does_not_pass_is_not_published(settings: Settings) -> None:
    edit(settings.dialplan, "{to: M33", "{to: M99")
    refused = run(settings, "publish")
    assert "M99" in str(refused.exception)
    assert "   1  published" in run(settings, "list").output


def test_dialogues_that_come_out_otherwise_keep_it_from_being_published(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("dialogues:\n  - {title: 一, steps: [{hear: M10}]}\n", encoding="utf-8")
    swap(settings.dialplan)
    refused = run(settings, "publish", "--dialogues", str(tmp_path / "a.yaml"))
    assert "M10 was not heard" in str(refused.exception)
    assert "   1  published" in run(settings, "list").output


def test_todays_callers_are_had_once_more_in_a_folder(settings: Settings) -> None:
    recorder = Recorder(open_ours(settings), Pseudonymiser(settings.home), "one")
    for pressed in ("4", "4", "2"):
        record = recorder.begin(SecretStr("13800138000"), "1")
        for node, key in (("M00", "1"), ("M10", "1"), ("M11", pressed)):
            record.step(node, Input.KEY, "match", 2000, Said(pressed=key))
        record.end(Outcome.HUNG_UP)
    recorder.close()
    swap(settings.dialplan)
    today = dt.datetime.now(ZoneInfo(settings.timezone)).date()
    told = run(settings, "replay", str(settings.dialplan), "--day", str(today)).output
    assert "3 通来电 calls, 1 不变 as before" in told
    assert "     2  M11 养老保险: 4: M33 待遇资格认证 → A10 身份证号" in told
    found = json.loads(run(settings, "replay", str(settings.dialplan), "--day", str(today), "--json").output)
    assert (found["calls"], found["same"], found["in_part"]) == (3, 1, 0)


def test_what_is_not_there_is_told(settings: Settings, tmp_path: Path) -> None:
    assert "no version 9" in str(run(settings, "diff", "9").exception)
    assert "no draft 一稿" in str(run(settings, "publish", "一稿").exception)
    assert "no version before 1" in str(run(settings, "rollback").exception)
