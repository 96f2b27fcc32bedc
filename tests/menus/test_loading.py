"""A tree that a caller could get stuck in is refused, with the line and what to write instead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.menus.faults import TreeFault
from ivr.menus.loading import load_tree
from ivr.menus.wording import load_wording
from ivr.settings import DIALPLAN, PROMPTS
from tests.dialog.virtual_call import QUERIES

COLUMNS = {name: frozenset(columns) for name, columns in QUERIES.items()}
WORDING = load_wording(PROMPTS / "prompts.yaml")
TREE = (DIALPLAN / "tree.yaml").read_text(encoding="utf-8")

Refusal = Callable[[str, str], str]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """The message by which the shipped tree is refused when a piece is replaced; HERE is the line of that piece."""

    def replace(old: str, new: str) -> str:
        assert TREE.count(old) >= 1, f"the shipped tree has no {old!r}"
        path = tmp_path / "tree.yaml"
        path.write_text(TREE.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(TreeFault) as refused:
            load_tree(path, WORDING, COLUMNS)
        line = TREE[: TREE.index(old)].count("\n") + 1
        return str(refused.value).replace(f"tree.yaml:{line}:", "HERE:")

    return replace


def test_the_shipped_tree_loads_and_its_version_is_a_digest() -> None:
    tree = load_tree(DIALPLAN / "tree.yaml", WORDING, COLUMNS)
    assert len(tree.version) == 12
    assert tree.version == load_tree(DIALPLAN / "tree.yaml", WORDING, COLUMNS).version


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1: {to: M10, name", "1: {to: M99, name", "HERE: there is no node 'M99'"),
        ("prompt: main_menu\n", "prompt: mian_menu\n", "HERE: there is no prompt 'mian_menu' in prompts.yaml"),
        ("query: pension_account\n", "query: pensions\n", "HERE: there is no look-up queries/pensions.sql"),
        ("person: T00", "person: M00", "HERE: key 0 must lead to a node of kind transfer"),
        ("1: {to: M10, name", "0: {to: M10, name", "HERE: key 0 is a person everywhere; take another"),
        ("1: {to: M10, name", "9: {to: M10, name", "HERE: key 9 is repeat slowly everywhere; take another"),
        ("prompt: ask_id_number\n", "promt: ask_id_number\n", "promt"),
        ("kind: transfer", "kind: tranfer", "'tranfer'"),
        ("answer: pension_account\n", "answer: contribution_years\n", "HERE: contribution_years wants {last_month}"),
        ("prompt: main_menu\n", "prompt: read_back_id_number\n", "HERE: read_back_id_number wants {id_number}"),
        ("  M10:\n", "  M00:\n", "HERE: 'M00' stands twice"),
        ("nodes:\n", "nodes: [\n", "not YAML"),
        ("nothing: E02", "nothing: E99", "HERE: there is no node 'E99'"),
    ],
)
def test_a_fault_is_told_with_its_line(refusal: Refusal, old: str, new: str, message: str) -> None:
    assert message in refusal(old, new)


def test_a_missing_exit_names_the_query(refusal: Refusal) -> None:
    assert "nodes.Q111.query.slow" in refusal(
        "    nothing: E02\n    failed: E01\n    slow: E01\n", "    nothing: E02\n    failed: E01\n"
    )


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TreeFault, match="there is no such file"):
        load_tree(tmp_path / "tree.yaml", WORDING, COLUMNS)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tree.yaml"
    path.write_bytes("name: 主菜单".encode("gbk"))
    with pytest.raises(TreeFault, match="save it again as UTF-8"):
        load_tree(path, WORDING, COLUMNS)
