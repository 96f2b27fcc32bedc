"""A look-up's file that can't be used: pages say which, and what to write, in the reader's language."""

import shutil
from pathlib import Path

import pytest

from ivr.settings import DIALPLAN, Settings, load
from ivr.versions.drafts import Draft
from tests.console.browser import Browser


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    dialplan = tmp_path / "dialplan"
    shutil.copytree(DIALPLAN, dialplan)
    (dialplan / "queries" / "pension_account.sql").write_text("-- column: balance amount\nDELETE FROM t\n")
    return load(home=tmp_path, dialplan=dialplan)


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "pension_account.sql:2：请写一条 SELECT；查询只读"), ("en", "pension_account.sql:2: write one SELECT")],
)
def test_it_is_told(as_clerk: Browser, draft: Draft, language: str, told: str) -> None:
    answer = as_clerk.get(f"/menu/drafts/{draft.id}/", headers={"Accept-Language": language})
    assert answer.status_code == 503
    assert told in answer.text


def test_nothing_is_published(as_admin: Browser, draft: Draft) -> None:
    as_admin.submit(f"/menu/drafts/{draft.id}/publish", note="改名", revision="1", instead_of="1")
    page = as_admin.get("/menu/publishing").text
    assert "没有发布：pension_account.sql:2：请写一条 SELECT" in page
