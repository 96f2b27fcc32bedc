"""Installing the npm packages, with an npm that is none."""

from pathlib import Path

import pytest

from ivr.console.install import install_packages, packages_are_installed
from ivr.packages import InstallFailed

NPM = """#!/bin/sh
echo "$@" >> {log}
case "$*" in *ci*) mkdir -p "$3/node_modules" ;; esac
{end}
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "npm.log"


def fake_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, log: Path, end: str) -> None:
    npm = folder / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(NPM.format(log=log, end=end))
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent), prepend=":")


def test_installed_once_and_no_script_of_theirs_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    fake_npm(tmp_path, monkeypatch, log, "exit 0")
    target = tmp_path / "console"
    install_packages(target)
    install_packages(target)
    assert packages_are_installed(target)
    assert (target / "package-lock.json").is_file()
    lines = log.read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["ci", "run"]
    assert all("--ignore-scripts" in line for line in lines)


def test_what_fails_leaves_what_was_there_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Path
) -> None:
    fake_npm(tmp_path, monkeypatch, log, "echo 'no such registry' >&2; exit 1")
    target = tmp_path / "console"
    target.mkdir()
    (target / "installed").write_text("an old one")
    with pytest.raises(InstallFailed, match=r"npm packages can't be fetched.*no such registry"):
        install_packages(target)
    assert [path.name for path in target.iterdir()] == ["installed"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "console", "npm.log"]
