"""What calls that begin now have, and what running ones keep."""

import gc
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from ivr.menus.service import Shapes
from ivr.phone.published import Published
from ivr.versions.publishing import Publisher
from ivr.versions.version import NothingPublished, Texts
from tests.menus.trees import SHAPES
from tests.versions.conftest import CLERK, OFFICE, edited, menu, ours, publisher, settings, spoken

__all__ = ["menu", "ours", "publisher", "settings", "spoken"]

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def published(ours: Engine, publisher: Publisher, menu: Texts, tmp_path: Path) -> Published:
    publisher.publish_menu(menu, CLERK, None)
    return Published(ours, CHINA, SHAPES, tmp_path)


def test_without_anything_published_no_call_can_be_answered(ours: Engine, tmp_path: Path) -> None:
    with pytest.raises(NothingPublished):
        Published(ours, CHINA, SHAPES, tmp_path)


def test_the_next_call_has_what_was_published_and_the_running_one_what_it_began_with(
    published: Published, publisher: Publisher, menu: Texts
) -> None:
    running = published.now
    publisher.publish_menu(edited(menu, "title: 主菜单", "title: 总菜单"), CLERK, 1)
    assert published.now is running
    published.look()
    assert (running.version, published.now.version) == ("1", "2")
    assert running.service.tree.nodes["M00"].title == "主菜单"
    assert published.now.service.tree.nodes["M00"].title == "总菜单"


def test_a_call_that_comes_from_another_process_goes_on_in_its_version(
    published: Published, publisher: Publisher, menu: Texts
) -> None:
    publisher.publish_menu(edited(menu, "title: 主菜单", "title: 总菜单"), CLERK, 1)
    published.look()
    resumed = published.of("1")
    assert resumed
    assert resumed is published.of("1"), "it is read once for all calls that need it"
    assert resumed.service.tree.nodes["M00"].title == "主菜单"
    assert published.of("3") is None
    assert published.of("d580bb7af001") is None, "what an older program wrote is no number"


def test_a_version_that_no_call_needs_is_forgotten(published: Published, publisher: Publisher, menu: Texts) -> None:
    publisher.publish_menu(edited(menu, "title: 主菜单", "title: 总菜单"), CLERK, 1)
    published.look()
    gc.collect()
    assert [key[0] for key in published._held] == [2]


def test_an_announcement_is_heard_from_the_next_call_on_in_the_same_menus(
    published: Published, publisher: Publisher
) -> None:
    urgent = "announcement: {text: 系统维护, from: 2026-11-24 08:00, until: 2026-11-24 12:00}\n"
    publisher.publish_office({"office.yaml": OFFICE["office.yaml"] + urgent}, CLERK, 1)
    published.look()
    assert published.now.version == "1"
    assert published.office().file.announcement


def test_where_its_look_ups_are_missing_a_version_is_not_taken(
    ours: Engine, published: Published, publisher: Publisher, menu: Texts, tmp_path: Path
) -> None:
    without = Published(ours, CHINA, SHAPES, tmp_path)
    without._shapes = Shapes({}, SHAPES.acts)
    publisher.publish_menu(edited(menu, "title: 主菜单", "title: 总菜单"), CLERK, 1)
    without.look()
    published.look()
    assert (without.now.version, published.now.version) == ("1", "2")
