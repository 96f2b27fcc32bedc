"""What machines ask: whether all is well, and figures."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from ivr.console.app import create_app
from ivr.database import transaction
from ivr.records.models import Call
from ivr.records.reports.counting import count_some
from ivr.settings import Settings, load
from tests.console.browser import Browser

UP = {"database": "up", "asterisk": "up", "worker 1": "up", "benefits": "up"}


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Something listens where Asterisk and one worker would, and there is a benefits database."""
    (tmp_path / "benefits.db").touch()
    with ExitStack() as opened:
        sockets = [opened.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        agi, ami = (listening.getsockname()[1] for listening in sockets)
        yield load(home=tmp_path, agi_port=agi, ami_port=ami, workers=1, recogniser="none")


def test_all_is_well(nobody: FlaskClient) -> None:
    answer = nobody.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "parts": UP}


def test_a_part_that_is_missing_is_named(settings: Settings, ours: Engine) -> None:
    app = create_app(settings.model_copy(update={"ami_port": 1}), ours)
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "degraded", "parts": UP | {"asterisk": "down"}}


def metrics(app: Flask, settings: Settings) -> dict[str, float]:
    token = (settings.run_dir / "metrics.token").read_text()
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {token}"})
    lines = [line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_figures_are_for_who_has_the_token(nobody: Browser, as_admin: Browser, settings: Settings) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer 词"}):
        assert nobody.get("/metrics", headers=headers).status_code == 401
    assert as_admin.get("/metrics").status_code == 401
    assert (settings.run_dir / "metrics.token").stat().st_mode & 0o777 == 0o600


def test_calls_and_parts_and_pages_are_counted(app: Flask, ours: Engine, settings: Settings) -> None:
    for number, outcome in enumerate(["self_service", "self_service", "hung_up", None]):
        call = {
            "id": f"{number:032}",
            "started_at": datetime.now(UTC),
            "caller_masked": "",
            "caller_hmac": "",
            "tree_version": "1",
            "instance": "",
            "outcome": outcome,
        }
        with transaction(ours) as connection:
            connection.execute(insert(Call).values(call))
    count_some(ours, app.extensions["here"].zone)
    app.test_client().get("/sign-in")
    figures = metrics(app, settings)
    assert figures['ivr_calls_total{outcome="self_service"}'] == 2
    assert figures['ivr_calls_total{outcome="hung_up"}'] == 1
    assert figures["ivr_calls_running"] == 1
    assert figures['ivr_up{part="asterisk"}'] == 1
    assert figures['ivr_page_seconds_count{page="people.sign_in"}'] == 1


def test_a_database_that_is_away_leaves_the_rest(app: Flask, ours: Engine, settings: Settings) -> None:
    ours.dispose()
    (settings.home / "ivr.db").write_bytes(b"no database")
    for beside in settings.home.glob("ivr.db-*"):
        beside.unlink()
    figures = metrics(app, settings)
    assert figures['ivr_up{part="database"}'] == 0
    assert figures['ivr_up{part="asterisk"}'] == 1


@pytest.mark.parametrize("page", ["/", "/live/"])
def test_supervisors_are_told_how_the_system_is(as_supervisor: Browser, page: str) -> None:
    text = " ".join(re.sub("<[^>]+>", " ", as_supervisor.get(page).text).split())
    assert "电话交换 正常 本系统数据库 正常 待遇数据库 正常 应答进程 1 / 1 正常" in text


def test_clerks_are_not(as_clerk: Browser) -> None:
    assert "正常" not in as_clerk.get("/").text
