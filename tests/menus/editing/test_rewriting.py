"""A value changes, and nothing else of the text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.menus.editing.rewriting import dropped, rewritten, value_at
from ivr.menus.faults import TreeFault
from ivr.settings import DIALPLAN, PROMPTS

FILE = Path("tree.yaml")
MENU = """\
# The tree.
nodes:

  # --- first ---
  M1:   # the main menu
    kind: menu
    title: '主菜单'     # quoted
    options:
      1: {to: M2, name: 养老, words: [退休, "钱"]}   # likeliest
      # later: 3
      2: {to: back, name: 卡}

  M2:
    kind: goto
    to: M1
"""


def change(place: str, value: Any, text: str = MENU) -> str:
    return rewritten(FILE, text, place.split("."), value)


def test_a_value_is_replaced_where_it_stands() -> None:
    assert change("nodes.M1.title", "菜单") == MENU.replace("'主菜单'", "'菜单'")


def test_what_is_the_same_is_left_alone() -> None:
    assert change("nodes.M1", value_at(FILE, MENU, ("nodes", "M1"))) == MENU


def test_an_option_is_added_behind_the_others_in_their_manner() -> None:
    options = value_at(FILE, MENU, ("nodes", "M1", "options")) | {
        "3": {"to": "M2", "name": "失业", "words": ["失业金"]}
    }
    line = "      2: {to: back, name: 卡}\n"
    assert change("nodes.M1.options", options) == MENU.replace(
        line, line + "      3: {to: M2, name: 失业, words: [失业金]}\n"
    )


def test_an_option_is_taken_away_with_its_line_alone() -> None:
    line = '      1: {to: M2, name: 养老, words: [退休, "钱"]}   # likeliest\n'
    assert dropped(FILE, MENU, ("nodes", "M1", "options", "1")) == MENU.replace(line, "")


def test_what_is_new_stands_behind_what_stays() -> None:
    after = change("nodes.M1", {"kind": "menu", "title": "主菜单", "person": "T00"})
    assert "    title: '主菜单'     # quoted\n    person: T00\n\n  M2:" in after
    assert "{a: 1, d: 4}" in rewritten(FILE, "x: {a: 1, b: 2, c: 3}\n", ("x",), {"a": 1, "d": 4})


def test_a_field_is_added_in_brackets_and_on_a_line() -> None:
    assert "2: {to: back, name: 卡, accept: true}" in change("nodes.M1.options.2.accept", value=True)
    assert "    to: M1\n    person: T00\n" in change("nodes.M2.person", "T00")


def test_options_in_another_order_are_written_anew() -> None:
    old = value_at(FILE, MENU, ("nodes", "M1", "options"))
    assert "    options:\n      2: {to: back, name: 卡}\n      1: {to: M2" in change(
        "nodes.M1.options", {"2": old["2"], "1": old["1"]}
    )


def test_the_last_entry_leaves_an_empty_place() -> None:
    assert value_at(FILE, dropped(FILE, "a: {b: 1}\n", ("a", "b")), ("a",)) == {}
    assert rewritten(FILE, "a:\n  b: 1\n  # c\nd: 2\n", ("a",), None) == "a:\n  # c\nd: 2\n"


def test_what_only_looks_like_another_value_is_quoted() -> None:
    for value in (
        "yes",
        "12",
        "a: b",
        "# a",
        "{x}",
        "- a",
        "",
        "'",
        '"',
        "两行\n两行",
        "null",
        "1_000",
        "2026-01-01",
        "\x07\x85\u2028😀",
        "9" * 5000,
    ):
        assert value_at(FILE, change("nodes.M1.title", value), ("nodes", "M1", "title")) == value


def test_text_that_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(TreeFault, match=r"tree\.yaml:2: "):
        change("nodes.M1", {}, "a: 1\n b: 2\n")


def test_a_value_that_stands_in_two_places_is_refused() -> None:
    with pytest.raises(TreeFault, match=r"tree\.yaml:2: a value with & "):
        change("a.b", 1, "a: {c: 1}\nx: &x {b: 1}\ny: *x\n")


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" \n,:#{}[]'\"-"), max_size=20
)
plain = st.none() | st.booleans() | st.integers(-99, 99) | st.floats(0.1, 60).map(lambda x: round(x, 1)) | words
names = st.text("abcM1290*#是", min_size=1, max_size=4)
values = st.recursive(
    plain, lambda one: st.lists(one, max_size=3) | st.dictionaries(names, one, max_size=3), max_leaves=8
)
SHIPPED = (DIALPLAN / "tree.yaml").read_text(encoding="utf-8")
NODES = sorted(value_at(FILE, SHIPPED, ("nodes",)))


@settings(max_examples=30)
@given(
    st.sampled_from(NODES),
    st.dictionaries(st.sampled_from(["kind", "title", "options", "to", "x"]), values, min_size=1),
    st.sets(st.sampled_from(["kind", "title", "options", "to", "person"])),
)
def test_whatever_is_written_into_a_node_is_read_back_and_the_other_lines_stay(
    node: str, fields: dict[str, Any], gone: set[str]
) -> None:
    before = value_at(FILE, SHIPPED, ("nodes", node))
    wanted = {name: value for name, value in before.items() if name not in gone} | fields
    after = rewritten(FILE, SHIPPED, ("nodes", node), wanted)
    assert sorted(value_at(FILE, after, ("nodes",))) == NODES
    assert value_at(FILE, after, ("nodes", node)) == wanted
    assert _around(after, node) == _around(SHIPPED, node)


@given(
    st.dictionaries(names, values, min_size=1, max_size=4), st.dictionaries(names, values, max_size=4), st.booleans()
)
def test_any_mapping_becomes_any_other(old: dict[str, Any], new: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump({"a": old, "b": [1]}, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    after = rewritten(FILE, text, ("a",), new)
    assert value_at(FILE, after, ("a",)) == new
    assert value_at(FILE, after, ("b",)) == [1]


def test_a_prompt_is_changed_and_the_others_stay() -> None:
    shipped = (PROMPTS / "prompts.yaml").read_text(encoding="utf-8")
    after = rewritten(FILE, shipped, ("Q114",), "{month}，{amount}。")
    changed = [(one, two) for one, two in zip(shipped.split("\n"), after.split("\n"), strict=True) if one != two]
    assert [two for _, two in changed] == ["Q114: '{month}，{amount}。'"]


def _around(text: str, node: str) -> tuple[str, str]:
    """The text before and behind a node."""
    head, _, rest = text.partition(f"\n  {node}:\n")
    lines = rest.split("\n")
    behind = next((i for i, line in enumerate(lines) if line and not line.startswith("    ")), len(lines))
    return head, "\n".join(lines[behind:])
