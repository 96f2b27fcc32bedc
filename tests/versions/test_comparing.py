"""What a clerk is told of the difference between two versions."""

import pytest

from ivr.menus.office import parse_office
from ivr.menus.service import Service, make_service
from ivr.versions.comparing import compare
from ivr.versions.telling import told
from ivr.versions.version import Texts
from tests.versions.conftest import OFFICE, edited


def service(texts: Texts) -> Service:
    return make_service(texts, parse_office(OFFICE["office.yaml"]))


def lines(before: Texts, after: Texts) -> list[str]:
    return [told(change, "zh") for change in compare(service(before), service(after))]


def test_a_version_does_not_differ_from_itself(menu: Texts) -> None:
    assert lines(menu, {**menu, "tree.yaml": menu["tree.yaml"] + "# a comment is no difference\n"}) == []


def test_two_choices_that_change_their_keys_are_two_lines_and_what_is_said_follows(menu: Texts) -> None:
    swapped = edited(edited(menu, "1: {to: Q11, name", "3: {to: Q11, name"), "3: {to: A13X", "1: {to: A13X")
    found = lines(menu, swapped)
    assert found[:2] == ["M10 养老保险: 键 1 → 3 个人账户", "M10 养老保险: 键 3 → 1 退休年龄"]
    assert found[2].startswith("话术 M10: 个人账户请按一")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("{to: Q11, name: 个人账户}", "{to: Q12, name: 个人账户}", "M10 养老保险: 1 个人账户 去向 Q11 → Q12"),
        ("      3: {to: A13X, name: 退休年龄}\n", "", "M10 养老保险: 删除选项 3 退休年龄（原到 A13X）"),
        ("words: [养老金]", "words: [养老金, 退休金]", "M00 主菜单: 选项 1 养老保险 words: 养老金 → 养老金、退休金"),
        ("no_match: {tries: 3,", "no_match: {tries: 2,", "common.no_match.tries: 3 → 2"),
        ("    locked: S14", "    locked: E01", "S13 密码核验: locked 去向 S14 → E01"),
        ("outlets\n    level: L0", "outlets\n    level: L1", "Q22 网点: level: L0 → L1"),
        ("    own_pin: true\n", "", "C21 挂失确认: own_pin: true → false"),
        ("title: 主菜单", "title: 总菜单", "M00 总菜单: 名称 主菜单 → 总菜单"),
    ],
)
def test_each_change_is_told_by_its_place(menu: Texts, old: str, new: str, line: str) -> None:
    assert line in lines(menu, edited(menu, old, new))


def test_nodes_and_prompts_that_come_and_go(menu: Texts) -> None:
    more = edited(menu, "  M10:\n    kind: menu", "  M99:\n    kind: say\n    title: 新闻\n  M10:\n    kind: menu")
    more = edited(more, "review: ", "M99: 本月新闻。\nreview: ", "prompts.yaml")
    assert lines(menu, more) == ["M99 新闻: 新增节点", "新增话术 M99: 本月新闻。"]
    assert lines(more, menu) == ["M99 新闻: 删除节点", "删除话术 M99: 本月新闻。"]


def test_it_is_told_in_english_too(menu: Texts) -> None:
    [change, *_] = compare(service(menu), service(edited(menu, "    locked: S14", "    locked: E01")))
    assert told(change, "en") == "S13 密码核验: locked leads to S14 → E01"
