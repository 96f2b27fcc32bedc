"""A tree that can't be understood is refused with every line and what to write instead."""

from pathlib import Path

import pytest

from ivr.menus.faults import TreeFault
from ivr.menus.loading import TreeFaults, read_tree
from tests.menus.trees import SMALL, Planted

TREE = SMALL / "tree.yaml"


def refused(folder: Path, planted: Planted) -> tuple[int, TreeFault]:
    line = planted.write(folder)
    with pytest.raises(TreeFault) as fault:
        read_tree(folder / "tree.yaml")
    return line, fault.value


def test_a_trees_version_is_the_digest_of_its_file() -> None:
    _, tree = read_tree(TREE)
    assert len(tree.version) == 12
    assert tree.version == read_tree(TREE)[1].version


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        (
            Planted("    what: case_number\n    to: C31", "    waht: case_number\n    to: C31", at="waht"),
            "I31 受理号: waht: there is no such field; write what",
        ),
        (
            Planted("    title: 转接\n    to: T01", "    title: 转接\n    too: T01", at="too: T01"),
            "G51 转接: too: there is no such field; write to",
        ),
        (
            Planted(
                "    title: 满意度\n    options", "    title: 满意度\n    prompts: V99\n    options", at="prompts: V99"
            ),
            "V99 满意度: prompts: there is no such field; write prompt",
        ),
        (
            Planted("    kind: goto", "    kind: gotto", at="G51:"),
            "G51 转接: there is no kind gotto; write goto",
        ),
        (
            Planted("    kind: goto\n", "", at="G51:"),
            "G51 转接: it has no kind; write `kind: menu`, or another of menu, survey",
        ),
        (
            Planted("    query: account\n", "    query: account\n    level: L7\n", at="level: L7"),
            "Q11 个人账户余额: level: write L0, L1, L2 or L3",
        ),
        (
            Planted('by: mobile\n    cases: {"yes": X92}', "by: mobile\n    cases: {yes: X92}", at="cases: {yes"),
            'B92 能不能发短信: cases: yes and no mean something else in YAML; write them in quotes, "yes"',
        ),
        (
            Planted("  trouble: E01\n", "  troubel: E01\n"),
            "common.troubel: there is no such field; write trouble",
        ),
        (
            Planted("    accepted: wanted\n", "", at="S13:"),
            "S13 密码核验: accepted: is missing; add it",
        ),
        (
            Planted("{to: R52, name: 语音留言}\n      2: {to: V", "R52\n      2: {to: V", at="1: R52"),
            "T09 没有人接听: options.1: write its lines below it, indented",
        ),
        (
            Planted("  M20:\n", "  M10:\n", at="M10:\n    kind: menu\n    title: 社保卡"),
            "'M10' stands twice, first on line 79: remove one of the two",
        ),
        (Planted("nodes:\n", "nodes: [\n", at="  kind: branch\n    title: 接通"), "not YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, planted: Planted, message: str) -> None:
    line, fault = refused(tmp_path, planted)
    assert fault.message.en.startswith(message)
    assert fault.line == line


def test_all_faults_are_told(tmp_path: Path) -> None:
    planted = Planted("    what: phone\n    to: D54", "    wat: phone\n    to: D54\n    tries: 9\n    prompt: 'A B'")
    _, fault = refused(tmp_path, planted)
    assert isinstance(fault, TreeFaults)
    assert [one.message.en.split(": ")[1] for one in fault.faults] == ["wat", "what", "prompt", "tries"]
    assert len({one.line for one in fault.faults}) == 4


def test_a_clerk_reads_them_in_chinese(tmp_path: Path) -> None:
    planted = Planted("    what: phone\n    to: D54", "    wat: phone\n    to: D54\n    tries: 9\n    prompt: 'A B'")
    _, fault = refused(tmp_path, planted)
    assert isinstance(fault, TreeFaults)
    assert [one.message.zh.split("：")[2] for one in fault.faults] == [
        "没有这一项；请写 what",
        "缺少这一项；请加上",
        r"写法要符合 ^\w{1,48}$",
        "不能大于 5",
    ]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TreeFault, match="there is no such file"):
        read_tree(tmp_path / "tree.yaml")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tree.yaml"
    path.write_bytes("name: 主菜单".encode("gbk"))
    with pytest.raises(TreeFault, match="save it again as UTF-8"):
        read_tree(path)


def test_a_file_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tree.yaml"
    path.write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(TreeFault, match=r"tree\.yaml: write its lines"):
        read_tree(path)
