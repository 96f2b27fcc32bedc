"""The route through the menus, and the plain dialplan that does the same."""

import subprocess
import sys
from pathlib import Path

import pytest

from ivr.bench.route import NoRoute, Route, plain_dialplan, route
from ivr.menus.model import Menu, Tree
from ivr.settings import ASTERISK_CONF
from tests.dialog.virtual_call import service


@pytest.fixture(scope="module")
def tree() -> Tree:
    return service().tree


@pytest.fixture(scope="module")
def dialplan(tree: Tree) -> str:
    way = route(tree)
    return plain_dialplan(way, {menu.prompt: f"/sounds/{menu.prompt}" for menu in way.menus})


def test_a_lap_leads_down_to_the_pension_menu_and_back(tree: Tree) -> None:
    way = route(tree)
    assert [menu.title for menu in way.menus] == ["主菜单", "个人社保", "养老保险"]
    assert way.lap == ("1", "1", "*", "*")
    assert [menu.title for menu in way.heard] == ["个人社保", "养老保险", "个人社保", "主菜单"]


def test_a_lap_of_two_menus() -> None:
    menus = tuple(Menu(kind="menu", title=title, prompt=title) for title in ("a", "b"))
    way = Route(menus, ("3",))
    assert way.lap == ("3", "*")
    assert way.heard == (menus[1], menus[0])


def test_a_tree_without_two_menus_is_refused(tree: Tree) -> None:
    main_menu = tree.nodes[tree.main_menu].model_copy(update={"options": {}})
    with pytest.raises(NoRoute, match="an option that leads to another"):
        route(tree.model_copy(update={"nodes": {**tree.nodes, tree.main_menu: main_menu}}))


def test_the_plain_dialplan_plays_the_same_files_and_takes_the_same_keys(dialplan: str) -> None:
    assert "[plain-0]\nexten => s,1,Background(/sounds/M00)\n same => n,WaitExten(7)\n" in dialplan
    middle = dialplan.partition("[plain-1]")[2].partition("[plain-2]")[0]
    assert "exten => 1,1,Goto(plain-2,s,1)\n" in middle
    assert "exten => *,1,Goto(plain-0,s,1)\n" in middle


def test_asterisklint_finds_nothing_in_it(dialplan: str, tmp_path: Path) -> None:
    conf = tmp_path / "extensions.conf"
    alone = "[general]\n\n[globals]\n" + dialplan.replace("(+)", "")  # which says that the context is there already
    conf.write_text(alone, encoding="utf-8")
    check = [str(Path(sys.executable).with_name("asterisklint")), "dialplan-check", str(conf)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert checked.stdout + checked.stderr == ""


def test_what_is_shipped_knows_nothing_of_it() -> None:
    assert "plain" not in (ASTERISK_CONF / "extensions.conf.j2").read_text(encoding="utf-8")
