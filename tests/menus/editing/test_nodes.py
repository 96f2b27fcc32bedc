"""Nodes added, copied, removed and renamed in the text of the shipped tree."""

from pathlib import Path

import pytest

from ivr.menus.editing.nodes import node_at, node_fields, refuse_taken, with_copy, with_name, with_node, without_node
from ivr.menus.faults import TreeFault
from ivr.menus.loading import read_tree
from ivr.menus.model import Tree
from ivr.settings import DIALPLAN

PATH = DIALPLAN / "tree.yaml"
TEXT = PATH.read_text(encoding="utf-8")


def tree_of(text: str, folder: Path) -> Tree:
    file = folder / "tree.yaml"
    file.write_text(text, encoding="utf-8")
    return read_tree(file)[1]


def lines_lost(before: str, after: str) -> list[str]:
    left = after.split("\n")
    return [line for line in before.split("\n") if line not in left]


def test_a_new_node_stands_behind_the_others_as_they_stand() -> None:
    after = with_node(PATH, TEXT, "A46", {"kind": "say", "title": "新政策", "to": "C90"})
    assert after == f"{TEXT.rstrip()}\n\n  A46:\n    kind: say\n    title: 新政策\n    to: C90\n"


def test_a_line_belongs_to_its_node() -> None:
    lines = TEXT.split("\n")
    assert node_at(PATH, TEXT, lines.index("  M11:") + 2) == "M11"
    assert node_at(PATH, TEXT, 1) == ""


def test_a_removed_node_takes_nothing_with_it() -> None:
    after = without_node(PATH, TEXT, "M12")
    assert node_fields(PATH, after, "M12") is None
    assert len(TEXT.split("\n")) - len(after.split("\n")) == 10
    assert [line for line in lines_lost(TEXT, after) if "#" in line] == []


def test_a_copy_is_written_as_its_original() -> None:
    after = with_copy(PATH, TEXT, "M11", "M16")
    assert node_fields(PATH, after, "M16") == node_fields(PATH, TEXT, "M11")
    assert lines_lost(TEXT, after) == []
    assert after.index("\n  M16:\n") < after.index("\n  M12:\n")


def test_a_new_name_is_taken_up_wherever_the_old_one_stood(tmp_path: Path) -> None:
    tree = tree_of(TEXT, tmp_path)
    renamed = tree_of(with_name(PATH, TEXT, tree, "T00", "总机"), tmp_path)
    assert "T00" not in renamed.nodes
    assert renamed.common.person == "总机"
    assert renamed.nodes.keys() ^ tree.nodes.keys() == {"T00", "总机"}
    assert all(to != "T00" for name in renamed.nodes for _, to in renamed.destinations(name))


@pytest.mark.parametrize(
    ("name", "told"), [("M11", "there is a node M11 already"), ("a b", "is no name"), ("", "is no name")]
)
def test_a_name_that_no_new_node_can_have_is_refused(name: str, told: str) -> None:
    with pytest.raises(TreeFault, match=told):
        refuse_taken(PATH, {"M11"}, name)
