"""`ivr report` on a small log."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from sqlalchemy import Engine

from ivr.records.models import Input, Outcome
from ivr.report import command
from ivr.settings import load
from tests.migrated import open_migrated
from tests.records.reports.log import Logged, write


@pytest.fixture(autouse=True)
def ours(tmp_path: Path) -> Engine:
    """Two calls at noon of the office's 24 November."""
    engine = open_migrated(load(home=tmp_path))
    answered = [("M00", Input.KEY, "match", 900), ("Q111", Input.RESULT, "found", 40)]
    write(engine, [Logged(answered, Outcome.SELF_SERVICE), Logged([("M00", Input.NONE, "hang_up", 800)])])
    return engine


def run(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--from", "2026-11-24", *arguments], obj=load(home=tmp_path))


def test_figures_for_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    shown = run(tmp_path).output
    assert "自助率" in shown
    assert "50.0%" in shown
    assert "主菜单" in shown
    assert "Self-service" in run(tmp_path, "--english").output


def test_figures_for_scripts(tmp_path: Path) -> None:
    document = json.loads(run(tmp_path, "--json").output)
    figures = {row["figure"]: row for row in document["tables"]["figures"]}
    assert figures["self_service"] | {"meaning": ""} == {
        "figure": "self_service",
        "value": 0.5,
        "part": 1,
        "whole": 2,
        "meaning": "",
    }
    assert [(row["node"], row["hung_up"]) for row in document["tables"]["nodes"]] == [("M00", 1), ("Q111", 0)]


def test_a_table_as_csv_and_all_for_excel(tmp_path: Path) -> None:
    table, book = tmp_path / "nodes.csv", tmp_path / "report.xlsx"
    assert run(tmp_path, "--csv", str(table), "--table", "nodes", "--xlsx", str(book)).output == ""
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [(row["节点"], row["名称"], row["流失率"]) for row in rows] == [
        ("M00", "主菜单", "0.5"),
        ("Q111", "养老个人账户", "0.0"),
    ]
    assert load_workbook(book).sheetnames[:3] == ["指标", "按日", "按小时"]


def test_narrowed(tmp_path: Path) -> None:
    for options, calls in (
        (["--voice"], 0),
        (["--keys"], 2),
        (["--tree-version", "v2"], 0),
        (["--to", "2026-11-30"], 2),
    ):
        document = json.loads(run(tmp_path, "--json", *options).output)
        assert document["tables"]["figures"][0]["part"] == calls


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "2026-11-01"], "the first day must not be behind the last one"),
        (["--to", "2028-01-01"], "366 days at most"),
        (["--to", "yesterday"], "does not match the format"),
        (["--csv", "x.csv", "--table", "callers"], "write one of figures, days"),
        (["--csv", "/nowhere/x.csv"], "No such file or directory"),
    ],
)
def test_what_can_t_be_done_says_what_to_write(tmp_path: Path, options: list[str], said: str) -> None:
    refused = run(tmp_path, *options)
    assert refused.exit_code != 0
    assert said in " ".join(refused.output.split())
