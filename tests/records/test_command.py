import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.records.command import calls
from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder
from ivr.secret import Pseudonymiser

NUMBER = "13800138000"
CASE = "202611260018"


@pytest.fixture
def call_id(file: Engine, tmp_path: Path) -> str:
    recorder = Recorder(file, Pseudonymiser(tmp_path), "one")
    recorder.begin(SecretStr("02012345678"), "v1").end(Outcome.HUNG_UP)
    record = recorder.begin(SecretStr(NUMBER), "v1")
    record.concerns(SecretStr(CASE))
    record.step("main[red]", Input.KEY, "match", 900)
    record.end(Outcome.SELF_SERVICE)
    recorder.close()
    return record.id


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(calls, arguments, input=typed)


def test_a_list_for_people(call_id: str) -> None:
    result = run()
    assert result.exit_code == 0
    assert call_id[:8] in result.output
    assert "…8000" in result.output
    assert "self_service" in result.output


def test_a_list_for_scripts(call_id: str) -> None:
    [newest, oldest] = json.loads(run("--json").stdout)
    assert newest["id"] == call_id
    assert newest["started_at"].endswith("+00:00")
    assert oldest["outcome"] == "hung_up"


def test_one_call(call_id: str) -> None:
    assert "main[red]" in run(call_id[:12]).output
    document = json.loads(run("--json", call_id).stdout)
    assert document["steps"][0]["node"] == "main[red]"


def test_narrowed(call_id: str) -> None:
    by_node = ["--node", "main[red]", "--step", "match"]
    for options in (["--outcome", "self_service"], ["--tail", "8000"], ["--limit", "1"], by_node):
        assert [call["id"] for call in json.loads(run("--json", *options).stdout)] == [call_id]
    nothing = (["--since", "2100-01-01"], ["--until", "2020-01-01"], ["--node", "M00"], ["--tree", "v2"])
    assert {run(*options).output for options in nothing} == {"No such calls.\n"}


def test_how_a_step_ended_is_asked_of_a_node() -> None:
    result = run("--step", "hang_up")
    assert result.exit_code == 2
    assert "--step belongs to --node: give both" in result.output


@pytest.mark.parametrize("number", [NUMBER, CASE])
def test_a_whole_number_is_asked_for_and_not_shown(call_id: str, number: str) -> None:
    result = run("--json", "--find", typed=f"{number}\n")
    assert [call["id"] for call in json.loads(result.stdout)] == [call_id]
    assert number not in result.output


def test_a_whole_number_on_the_command_line_is_refused() -> None:
    result = run("--tail", NUMBER)
    assert result.exit_code == 2
    assert "--find takes a whole number" in result.output
    assert NUMBER not in result.output


def test_nothing_there_yet() -> None:
    assert run().output == "No such calls.\n"


def test_faults_are_one_line_and_exit_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("nothing")
    assert (result.exit_code, result.output) == (2, "Error: no call has an id that begins so; `ivr calls` lists them\n")
    monkeypatch.setenv("IVR_DATABASE_URL", "nonsense")
    result = run()
    assert result.exit_code == 2
    assert result.output.startswith("Error: IVR_DATABASE_URL: write ")
