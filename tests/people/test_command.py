"""`ivr user`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ivr.cli import ivr
from ivr.database import open_ours
from ivr.people import users
from ivr.people.refused import Refused
from ivr.people.roles import Role
from ivr.settings import load


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    return tmp_path


def run(*arguments: str) -> str:
    done = CliRunner().invoke(ivr, ["user", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_users_are_added_listed_disabled_and_given_passwords(home: Path) -> None:
    assert len(run("add", "chief", "--role", "admin").strip()) == 23
    run("add", "li", "--role", "clerk")
    run("disable", "li")
    listed = run("list")
    assert "one-time password" in listed
    assert "停用" in listed
    assert len(run("password", "chief").strip()) == 23
    ours = open_ours(load())
    assert [(person.name, person.role, person.active) for person in users.everybody(ours)] == [
        ("chief", Role.ADMIN, True),
        ("li", Role.CLERK, False),
    ]
    ours.dispose()


def test_nobody_of_that_name(home: Path) -> None:
    with pytest.raises(Refused, match="没有这个用户"):
        run("disable", "li")
