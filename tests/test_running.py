"""What `ivr run` does before anything is started."""

import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from ivr.menus.faults import TreeFault
from ivr.running import prepare, warn
from ivr.settings import DIALPLAN, load


def test_with_a_fault_in_the_tree_nothing_is_made(tmp_path: Path) -> None:
    broken, home = tmp_path / "dialplan", tmp_path / "home"
    shutil.copytree(DIALPLAN, broken)
    (broken / "tree.yaml").write_text("nodes: [")
    with pytest.raises(TreeFault, match=r"tree\.yaml:\d+: not YAML"):
        prepare(load(home=home, dialplan=broken))
    assert not home.exists()


def test_a_benefits_server_that_is_down_is_told_and_no_reason_not_to_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warn(load(home=tmp_path, benefits_url=SecretStr("postgresql://reader:geheim@127.0.0.1:1/social")))
    [line] = capsys.readouterr().err.splitlines()
    assert "social on 127.0.0.1" in line
    assert "IVR_BENEFITS_URL" in line
    assert "may try again or reach a person" in line
    assert "geheim" not in line
