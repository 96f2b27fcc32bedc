"""The Asterisk configuration: well formed, private, and a caller can't dial out through it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.phone.configuration import passwords, write_configuration
from ivr.phone.installation import Installation
from ivr.settings import Settings, load

UNKNOWN_TO_IT = re.compile(r"'(MUTEAUDIO|EXPORT|LOCK|UNLOCK|SPEECH_[A-Z]+|Speech[A-Z][a-z]+)' does not exist")
"""They are in res_mutestream, func_export, func_lock and app_speech_utils."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path, sip_port=25060, agi_port=24573, ami_port=25038)


@pytest.fixture
def etc(settings: Settings, tmp_path: Path) -> Path:
    installation = Installation(("asterisk",), Path("/modules"), Path("/share"))
    return write_configuration(settings, installation, tmp_path / "sounds").parent


def test_asterisklint_finds_nothing_in_the_dialplan(etc: Path) -> None:
    check = [str(Path(sys.executable).with_name("asterisklint")), "dialplan-check", str(etc / "extensions.conf")]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    found = [line for line in (checked.stdout + checked.stderr).splitlines() if not UNKNOWN_TO_IT.search(line)]
    assert found == []


def test_no_pattern_dials_what_a_caller_sent(etc: Path) -> None:
    dialplan = (etc / "extensions.conf").read_text()
    dialled = re.findall(r"Dial\(([^)]*)\)", dialplan)
    assert dialled
    assert not any("$" in target for target in dialled)
    inbound = dialplan.partition("[inbound]")[2].partition("\n[")[0]
    assert set(re.findall(r"^exten => .*,1,(\w+)\(", inbound, re.MULTILINE)) == {"Goto"}


def leads_to(etc: Path, context: str) -> set[str]:
    lines = (etc / "extensions.conf").read_text().partition(f"\n[{context}]")[2].partition("\n[")[0]
    return set(re.findall(r"(?:Goto\(|include => )(\w+)", lines))


def test_who_calls_from_outside_reaches_the_service_alone_and_the_office_records_prompts_too(etc: Path) -> None:
    endpoints = re.findall(
        r"^\[(\w+)\]\ntype = endpoint\ncontext = (\w+)", (etc / "pjsip.conf").read_text(), re.MULTILINE
    )
    assert dict(endpoints) == {"trunk": "inbound", "softphone": "inside", "operator": "inside", "browser": "browser"}
    assert leads_to(etc, "inbound") == {"service"}
    assert leads_to(etc, "inside") == {"recording", "inbound"}
    assert leads_to(etc, "browser") == {"recording", "service"}


def test_the_live_boards_account_may_neither_command_asterisk_nor_hear_other_variables(etc: Path) -> None:
    manager = (etc / "manager.conf").read_text()
    granted = set(re.findall(r"^(?:read|write) = (.*)$", manager, re.MULTILINE))
    assert granted == {"call,dialplan", "call,reporting,originate"}
    told = re.findall(r"^eventfilter = .*VarSet.*\((.*)\)$", manager, re.MULTILINE)
    assert [set(names.split("|")) for names in told] == [{"CALL", "PRIVATE", "PAGE", "LISTENS"}]


def test_a_password_that_is_new_is_added_to_the_old_ones(settings: Settings) -> None:
    settings.run_dir.mkdir(parents=True)
    old = {"softphone": "s" * 16, "operator": "o" * 16, "manager": "m" * 16}
    (settings.run_dir / "passwords.json").write_text(json.dumps(old))
    found = passwords(settings)
    assert found.operator.get_secret_value() == old["operator"]
    assert len(found.browser.get_secret_value()) >= 16
    assert found == passwords(settings)


def test_no_log_line_shows_what_is_pressed(etc: Path) -> None:
    levels = re.search(r"^messages.log => (.*)$", (etc / "logger.conf").read_text(), re.MULTILINE)
    assert levels
    assert levels[1].split(",") == ["notice", "warning", "error"]


def test_passwords_are_made_once_and_are_private(settings: Settings) -> None:
    first = passwords(settings)
    assert first == passwords(settings)
    assert len(first.softphone.get_secret_value()) >= 16
    assert first.softphone.get_secret_value() not in repr(first)
    assert (settings.run_dir / "passwords.json").stat().st_mode & 0o077 == 0


def test_every_file_is_private_and_bound_where_the_settings_say(etc: Path) -> None:
    assert all(path.stat().st_mode & 0o077 == 0 for path in etc.iterdir())
    assert "bind = 127.0.0.1:25060" in (etc / "pjsip.conf").read_text()
    assert "bindaddr = 127.0.0.1" in (etc / "manager.conf").read_text()
    assert "agi://127.0.0.1:$[24573 + ${WORKER}]/12333" in (etc / "extensions.conf").read_text()
