"""What is edited in the folder and what is published from elsewhere meet in the same versions."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ivr.versions.folder import Folder
from ivr.versions.models import Series
from ivr.versions.publishing import Publisher
from ivr.versions.store import Versions
from ivr.versions.taking import Taker, TwoEdits
from ivr.versions.version import Texts
from tests.versions.conftest import CLERK, OFFICE, edited

TITLE = ("title: 主菜单", "title: 总菜单")


@pytest.fixture
def taker(ours: Engine, publisher: Publisher, menu: Texts, tmp_path: Path) -> Taker:
    folder = Folder(tmp_path / "office")
    folder.write({**menu, **OFFICE})
    return Taker(ours, publisher, folder)


def edit(folder: Folder, old: str, new: str) -> None:
    folder.write(edited(folder.read(Series.MENU), old, new))


def test_a_folder_is_taken_at_first_and_after_each_edit(taker: Taker, menus: Versions) -> None:
    taken = taker.take(Series.MENU)
    assert taken
    assert (taken.number, taken.parent) == (1, None)
    assert taker.take(Series.MENU) is None
    edit(taker.folder, *TITLE)
    again = taker.take(Series.MENU)
    assert again
    assert (again.number, again.parent, menus.published()) == (2, 1, 2)


def test_an_edit_that_is_undone_in_the_folder_is_the_old_version_again(taker: Taker, menus: Versions) -> None:
    taker.take(Series.MENU)
    edit(taker.folder, *TITLE)
    taker.take(Series.MENU)
    edit(taker.folder, *reversed(TITLE))
    taker.take(Series.MENU)
    assert (menus.published(), len(menus.listed())) == (1, 2)


def test_a_folder_nobody_edited_does_not_undo_what_was_published_elsewhere(
    taker: Taker, publisher: Publisher, menus: Versions, menu: Texts
) -> None:
    taker.take(Series.MENU)
    publisher.publish_menu(edited(menu, *TITLE), CLERK, 1)
    assert taker.take(Series.MENU) is None
    assert menus.published() == 2


def test_two_edits_are_told_and_what_is_published_stays(
    taker: Taker, publisher: Publisher, menus: Versions, menu: Texts
) -> None:
    taker.take(Series.MENU)
    publisher.publish_menu(edited(menu, *TITLE), CLERK, 1)
    edit(taker.folder, "title: 养老保险", "title: 养老")
    with pytest.raises(TwoEdits, match="`ivr menu export 2 "):
        taker.take(Series.MENU)
    assert menus.published() == 2
    assert taker.publish(Series.MENU, "文件夹的为准").number == 3


def test_a_second_machines_older_folder_changes_nothing(
    taker: Taker, menus: Versions, menu: Texts, tmp_path: Path
) -> None:
    taker.take(Series.MENU)
    edit(taker.folder, *TITLE)
    taker.take(Series.MENU)
    second = Folder(tmp_path / "second")
    second.write({**menu, **OFFICE})
    from_there = replace(taker, folder=second)
    assert from_there.take(Series.MENU) is None
    assert menus.published() == 2
    edit(second, "title: 养老保险", "title: 养老")
    with pytest.raises(TwoEdits):
        from_there.take(Series.MENU)


def test_wording_that_lies_nowhere_near_the_tree_is_the_shipped_one(tmp_path: Path, menu: Texts) -> None:
    folder = Folder(tmp_path)
    folder.write({"tree.yaml": menu["tree.yaml"]})
    assert "这里是" in folder.read(Series.MENU)["prompts.yaml"]
