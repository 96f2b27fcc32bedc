"""One desk for both databases."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.benefits.demo import demo_people, make_demo
from ivr.benefits.front_desk import FrontDesk
from ivr.benefits.leaving import OurActs
from ivr.benefits.ports import Desk, LookupFailed
from ivr.benefits.sql_acts import SqlActs
from ivr.benefits.theirs import benefits_url, open_for_changes
from ivr.settings import load
from tests.benefits.conftest import ACTS, DEMO, extras, quiet


@pytest.fixture
def desk(ours: Engine, tmp_path: Path) -> FrontDesk:
    url = benefits_url(load(home=tmp_path))
    make_demo(url, DEMO, quiet)
    return FrontDesk(SqlActs(open_for_changes(url, 8), ACTS, 8, extras), OurActs(ours, str, 8, extras))


def test_each_act_goes_to_its_database(desk: FrontDesk, tmp_path: Path) -> None:
    somebody = SecretStr(demo_people(benefits_url(load(home=tmp_path)), 1)[0].id_number)
    port: Desk = desk
    assert port.perform("report_loss", "call-1", {"id_number": somebody})["case"].get_secret_value() == "done"
    assert port.perform("request_callback", "call-2", {"phone": SecretStr("13800138000")})["position"]


def test_what_a_tree_may_use(desk: FrontDesk) -> None:
    assert sorted(desk.signatures) == [
        "leave_message",
        "leave_opinion",
        "release_loss",
        "report_loss",
        "request_callback",
        "send_text",
    ]
    assert desk.signatures["send_text"].wants == {"phone", "text"}
    assert desk.signatures["send_text"].columns == {"phone_tail"}


def test_an_act_that_does_not_exist(desk: FrontDesk) -> None:
    with pytest.raises(LookupFailed, match="act dance: there is no such file"):
        desk.perform("dance", "call-1", {})
