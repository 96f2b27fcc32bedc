"""What `ivr run` does before anything is started."""

import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from ivr.from_folder import OfficeWatch, take_folder
from ivr.menus.faults import TreeFault
from ivr.running import prepare, warn
from ivr.settings import DIALPLAN, Settings, load
from ivr.versions.models import Series
from ivr.versions.store import Versions
from tests.migrated import open_migrated


def test_with_a_fault_in_the_tree_and_nothing_published_there_is_nothing_to_run(tmp_path: Path) -> None:
    settings = with_dialplan(tmp_path)
    (settings.dialplan / "tree.yaml").write_text("nodes: [")
    with pytest.raises(TreeFault, match=r"tree\.yaml:\d+: not YAML"):
        prepare(settings)


def test_with_a_fault_in_the_tree_what_is_published_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = with_dialplan(tmp_path)
    take_folder(settings, ours := open_migrated(settings))
    (settings.dialplan / "tree.yaml").write_text("nodes: [")
    take_folder(settings, ours)
    assert "tree.yaml:2: not YAML" in (told := capsys.readouterr().err)
    assert "version 1 of the menu goes on" in told


def test_an_announcement_that_is_written_into_the_file_is_published(tmp_path: Path) -> None:
    settings = with_dialplan(tmp_path)
    take_folder(settings, ours := open_migrated(settings))
    watch, offices = OfficeWatch(settings, ours), Versions(ours, Series.OFFICE)
    file = settings.dialplan / "office.yaml"
    written = file.read_text(encoding="utf-8")
    now = written.replace("saturday: closed", "saturday: [09:00-11:30]")
    file.write_text(now, encoding="utf-8")
    watch.look()
    assert offices.texts(2) == {"office.yaml": now}
    file.write_text(written.replace("hours:", "hour:"), encoding="utf-8")
    watch.look()
    assert offices.published() == 2


def with_dialplan(tmp_path: Path) -> Settings:
    shutil.copytree(DIALPLAN, tmp_path / "dialplan")
    return load(home=tmp_path / "home", dialplan=tmp_path / "dialplan")


def test_a_benefits_server_that_is_down_is_told_and_no_reason_not_to_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load(home=tmp_path, benefits_url=SecretStr("postgresql://reader:geheim@127.0.0.1:1/social"))
    take_folder(settings, open_migrated(settings))
    warn(settings)
    [line] = capsys.readouterr().err.splitlines()
    assert "social on 127.0.0.1" in line
    assert "IVR_BENEFITS_URL" in line
    assert "may try again or reach a person" in line
    assert "geheim" not in line
