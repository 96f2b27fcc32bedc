"""The pages of reports, as a supervisor sees them."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from ivr.people.roles import Role
from ivr.records.models import Input, Outcome
from tests.console.browser import Browser
from tests.records.reports.log import Logged, count_all, write

DAY = "first=2026-11-24&last=2026-11-24"
PAGES = ("/reports/", "/reports/nodes", "/reports/nodes/M00", "/reports/days.csv", "/reports/report.xlsx")


@pytest.fixture
def log(ours: Engine) -> None:
    """Three calls: an answer, one lost in the main menu of another version, one that speaks and is taken by a person."""
    main, answer = ("M00", Input.KEY, "match", 900), ("Q111", Input.RESULT, "found", 40)
    write(
        ours,
        [
            Logged([main, answer, ("V99", Input.KEY, "score_1", 10)], Outcome.SELF_SERVICE),
            Logged([("M00", Input.NONE, "hang_up", 800)], tree_version="v2"),
            Logged(
                [("M00", Input.SPEECH, "person", 900), ("T00", Input.RESULT, "answered", 9000)], Outcome.TRANSFERRED
            ),
        ],
    )
    count_all(ours)


@pytest.mark.parametrize("page", PAGES)
def test_reports_are_for_supervisors(sign_in: Callable[[str, Role], Browser], page: str) -> None:
    for role in Role:
        allowed = role.may(Role.SUPERVISOR)
        assert sign_in(f"of-{role}", role).get(f"{page}?{DAY}").status_code == (200 if allowed else 403)


def cells(page: str, name: str) -> list[str]:
    """The row of a table that begins with this name."""
    row = re.search(rf"<tr>\s*<th scope=\"row\">[^/]*?{name}.*?</tr>", page, re.DOTALL)
    assert row
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row[0], re.DOTALL)]


@pytest.mark.usefixtures("log")
def test_figures_with_their_definitions(as_supervisor: Browser) -> None:
    page = as_supervisor.get(f"/reports/?{DAY}").text
    assert "自助率" in page
    assert "33.3%" in page
    assert "1 ÷ 3" in page
    assert "听到至少一个查询结果" in page
    assert cells(page, "12:00")[:3] == ["3", "3", "3"]
    assert cells(page, "很满意") == ["1", "100.0%", ""]


@pytest.mark.usefixtures("log")
def test_in_english(as_supervisor: Browser) -> None:
    as_supervisor.submit("/language/en", next="/")
    page = as_supervisor.get(f"/reports/?{DAY}").text
    assert "the caller heard an answer" in page
    assert not re.search(r"[\u4e00-\u9fff]", page.replace("中文", ""))


@pytest.mark.usefixtures("log")
def test_narrowed_by_version_and_voice(as_supervisor: Browser) -> None:
    for more, calls in (("", "3"), ("&version=v2", "1"), ("&voice=yes", "1"), ("&voice=no", "2"), ("&version=v9", "0")):
        table = as_supervisor.get(f"/reports/days.csv?{DAY}{more}").text
        assert next(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))["电话"] == calls


@pytest.mark.usefixtures("log")
def test_nodes_and_where_callers_went(as_supervisor: Browser) -> None:
    page = as_supervisor.get(f"/reports/nodes?{DAY}").text
    assert "主菜单" in page
    assert '<a href="/reports/nodes/M00?first=2026-11-24&amp;last=2026-11-24">M00</a>' in page
    node = as_supervisor.get(f"/reports/nodes/Q111?{DAY}").text
    assert node.index("M00") < node.rindex("Q111")
    assert "最多人走的路" in node


def test_a_node_where_nobody_was(as_supervisor: Browser) -> None:
    assert "没有人到过这里" in as_supervisor.get("/reports/nodes/<script>").text


@pytest.mark.usefixtures("log")
def test_all_tables_for_excel(as_supervisor: Browser) -> None:
    answer = as_supervisor.get(f"/reports/report.xlsx?{DAY}")
    assert answer.headers["Content-Disposition"] == "attachment; filename=report.xlsx"
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames[:2] == ["指标", "按日"]
    day, calls = [cell.value for cell in book["按日"][2]][:2]
    assert (str(day)[:10], calls) == ("2026-11-24", 3)


def test_no_such_table(as_supervisor: Browser) -> None:
    assert as_supervisor.get("/reports/callers.csv").status_code == 404


@pytest.mark.parametrize(
    "question",
    ["first=2026-11-25&last=2026-11-24", "first=2020-01-01&last=2026-01-01", "first=x", "voice=x", "last=0001-01-01"],
)
def test_what_can_t_be_reported_on_says_why(as_supervisor: Browser, question: str) -> None:
    for page in ("/reports/", "/reports/nodes", "/reports/nodes/M00"):
        answer = as_supervisor.get(f"{page}?{question}")
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
    assert as_supervisor.get(f"/reports/days.csv?{question}").status_code == 400
    assert as_supervisor.get(f"/reports/report.xlsx?{question}").status_code == 400


def test_a_version_s_name_is_only_text(ours: Engine, as_supervisor: Browser) -> None:
    write(ours, [Logged(tree_version="<script>alert(1)</script>")])
    assert "<script>alert" not in as_supervisor.get(f"/reports/?{DAY}").text
