"""`ivr check`: the shipped tree is without an error; faults are lines on standard output and exit status 2."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr import check
from ivr.menus.schema import schema_text
from ivr.settings import DIALPLAN, PROMPTS, load
from ivr.versions.offered import offered


@pytest.fixture
def dialplan(tmp_path: Path) -> Path:
    """A copy of the shipped dialplan that the command looks at."""
    folder = tmp_path / "dialplan"
    shutil.copytree(DIALPLAN, folder)
    return folder


def _check(dialplan: Path, *arguments: str) -> Result:
    return CliRunner().invoke(check.command, arguments, obj=load(dialplan=dialplan))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_tree_has_no_error() -> None:
    report = check.examine(DIALPLAN, PROMPTS, offered(DIALPLAN))
    assert [finding.message for finding in report.findings if finding.is_error] == []


def test_it_prints_what_each_answer_costs() -> None:
    done = _check(DIALPLAN)
    assert done.exit_code == 0
    assert "养老个人账户" in done.output
    assert "0 errors" in done.output


def test_all_errors_are_lines_and_the_exit_status_is_2(dialplan: Path) -> None:
    _edit(dialplan / "tree.yaml", "{to: M10,", "{to: M100,")
    _edit(dialplan / "tree.yaml", "query: pension_account", "query: pensions")
    done = _check(dialplan)
    assert done.exit_code == 2
    assert "M00 主菜单: there is no node 'M100'; write M10" in done.output
    assert "M00 主菜单：没有节点 'M100'；请写 M10" in done.output
    assert "there is no look-up queries/pensions.sql" in done.output


def test_the_same_for_scripts(dialplan: Path) -> None:
    _edit(dialplan / "tree.yaml", "{to: M10,", "{to: M100,")
    done = _check(dialplan, "--json")
    report = json.loads(done.output)
    assert done.exit_code == 2
    assert report["file"] == "tree.yaml"
    [finding] = [finding for finding in report["findings"] if finding["rule"] == "destination"]
    assert (finding["node"], finding["is_error"]) == ("M00", True)
    assert finding["message"].keys() == {"zh", "en"}
    assert {"node", "title", "keys", "seconds", "is_measured", "way"} == report["tasks"][0].keys()


def test_all_that_cannot_be_read_is_told_at_once(dialplan: Path) -> None:
    _edit(dialplan / "tree.yaml", "kind: transfer", "kind: tranfer")
    _edit(dialplan / "tree.yaml", "kind: hangup", "kind: hungup")
    done = _check(dialplan)
    assert done.exit_code == 2
    assert "there is no kind tranfer; write transfer" in done.output
    assert "there is no kind hungup; write hangup" in done.output


def test_the_office_file_is_looked_at_too(dialplan: Path) -> None:
    _edit(dialplan / "office.yaml", "hours:", "hour:")
    done = _check(dialplan)
    assert done.exit_code == 2
    assert "office.yaml:" in done.output


def test_the_schema_is_printed_for_editors() -> None:
    assert _check(DIALPLAN, "--schema").output == schema_text()
