"""The tree as a list and as a picture."""

from ivr.menus.loading import read_tree
from ivr.menus.outline import Line, Nodes, outline
from ivr.menus.picture import Arrow, picture
from ivr.settings import DIALPLAN

TREE = read_tree(DIALPLAN / "tree.yaml")[1]
NODES = TREE.model_dump(mode="json")["nodes"]


def test_menus_stand_in_the_order_of_their_keys_with_what_is_below_them() -> None:
    menus, _ = outline(NODES, "M00")
    assert menus[:3] == (
        Line("M00", "主菜单", "menu"),
        Line("M10", "个人社保", "menu", 1, "1"),
        Line("M11", "养老保险", "menu", 2, "1"),
    )
    assert Line("Q111", "养老个人账户", "query", 3, "1") in menus


def test_every_node_stands_in_the_outline_once() -> None:
    menus, others = outline(NODES, "M00")
    assert sorted(line.node for line in (*menus, *others)) == sorted(NODES)


def test_a_draft_with_faults_has_an_outline() -> None:
    nodes: Nodes = {
        "M00": {"kind": "menu", "options": {"1": {"to": "M00"}, "2": None, "3": {"to": "gone"}}},
        "A": None,
        "B": [],
    }
    assert outline(nodes, "M00") == ((Line("M00", "", "menu"),), (Line("A", "", ""), Line("B", "", "")))
    assert outline({"A": {"kind": 3, "title": "x"}}, "M00") == ((), (Line("A", "x", "3"),))


def test_the_picture_has_an_arrow_for_each_pair_with_its_keys() -> None:
    drawn = picture(TREE)
    assert len(drawn.boxes) == len(TREE.nodes)
    assert Arrow("M00", "M10", "1") in drawn.arrows
    assert len({(arrow.source, arrow.target) for arrow in drawn.arrows}) == len(drawn.arrows)
    assert {arrow.target for arrow in drawn.arrows} <= set(TREE.nodes)
