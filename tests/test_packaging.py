"""The pins of pyproject.toml and the lock files say the same.

After a change of pyproject.toml (the same with `--all-extras -o requirements-dev.lock` for developers):

    uv pip compile --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11
        --python-platform x86_64-manylinux_2_28 --extra postgresql pyproject.toml -o requirements.lock
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ivr.settings import PROJECT

PROJECT_TABLE = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
RUN = [*PROJECT_TABLE["dependencies"], *PROJECT_TABLE["optional-dependencies"]["postgresql"]]
DEVELOP = [*RUN, *PROJECT_TABLE["optional-dependencies"]["dev"]]


def _pins(lines: list[str]) -> dict[str, str]:
    found = (re.match(r"([A-Za-z0-9_.-]+)(?:\[[a-z0-9,]+\])?==([^ ;\\]+)", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", match[1]).lower(): match[2] for match in found if match}


@pytest.mark.parametrize(("lock", "wanted"), [("requirements.lock", RUN), ("requirements-dev.lock", DEVELOP)])
def test_every_direct_dependency_is_pinned_as_it_is_locked(lock: str, wanted: list[str]) -> None:
    locked = _pins((PROJECT / lock).read_text().splitlines())
    pinned = _pins(wanted)
    assert len(pinned) == len(wanted), "a direct dependency has no exact version"
    assert pinned.items() <= locked.items()


def test_what_runs_is_the_same_for_developers() -> None:
    run = _pins((PROJECT / "requirements.lock").read_text().splitlines())
    develop = _pins((PROJECT / "requirements-dev.lock").read_text().splitlines())
    assert run.items() <= develop.items()


def test_no_lock_names_a_place_to_download_from() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (PROJECT / lock).read_text()


def test_the_voice_s_engine_reports_to_nobody(tmp_path: Path) -> None:
    """With its reports on it leaves a file of theirs among the temporary ones as soon as it is loaded."""
    load = [sys.executable, "-c", "import ivr, onnxruntime"]
    subprocess.run(load, env=os.environ | {"TMPDIR": str(tmp_path)}, cwd=PROJECT, check=True)
    assert list(tmp_path.iterdir()) == []
