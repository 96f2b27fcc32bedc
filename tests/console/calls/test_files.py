"""Calls and steps as files: what is found is in them, masked."""

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from ivr.people.audit import WantedEntries, entries
from tests.console.browser import Browser
from tests.console.calls.conftest import Log
from tests.console.calls.test_calls import SECRETS


def rows(browser: Browser, address: str) -> list[list[str]]:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    if ".csv" in address:
        return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    page = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in page.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_calls_that_were_found(as_supervisor: Browser, log: Log, kind: str, ours: Engine) -> None:
    head, *found = rows(as_supervisor, f"/calls/calls.{kind}?outcome=hung_up")
    assert head[0] == "编号"
    assert [(row[0], row[5], row[9]) for row in found] == [(log.bob, "*******5678", "未得结果挂机")]
    newest = entries(ours, WantedEntries())[0]
    assert (newest.action, newest.subject) == ("calls_taken", "outcome=hung_up")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_steps_of_a_call(as_supervisor: Browser, log: Log, kind: str) -> None:
    _, *steps = rows(as_supervisor, f"/calls/{log.alice}/steps.{kind}")
    assert [(step[3], step[4], step[6], step[7], step[8]) for step in steps] == [
        ("M00", "主菜单", "1", "", ""),
        ("M10", "个人社保", "", "养老", "0.93"),
        ("Q111", "养老个人账户", "", "", ""),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_file_holds_a_whole_number_or_a_formula(as_supervisor: Browser, log: Log, kind: str) -> None:
    cells = [cell for row in rows(as_supervisor, f"/calls/calls.{kind}") for cell in row]
    assert not [cell for cell in cells if cell in SECRETS]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
