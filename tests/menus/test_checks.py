"""Faults planted in a tree that has none: each is found by its rule, on its line."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ivr.dialog import passing
from ivr.menus.checking import Finding, check, learned, load_service
from ivr.menus.faults import TreeFault
from ivr.menus.service import read_service
from tests.menus.trees import SHAPES, SMALL, Planted

OPTION_2 = "      2: {to: M22, name: 网点地址}\n"
SIX_OPTIONS = "".join(f"      {key}: {{to: M22, name: {name}}}\n" for key, name in enumerate("甲乙丙丁戊", start=2))


def found(folder: Path, planted: Planted) -> tuple[int, list[Finding]]:
    """The line of the fault, and what the check finds."""
    line = planted.write(folder)
    return line, list(check(read_service(folder, folder), SHAPES))


ERRORS = {
    "an option leads nowhere": (Planted("{to: M10, name: 养老", "{to: M19, name: 养老"), "destination"),
    "silence leads nowhere": (Planted("no_input: {tries: 2, to: E03}", "no_input: {tries: 2, to: E33}"), "destination"),
    "the start is no node": (Planted("start: S00", "start: S10"), "destination"),
    "the login is no node": (Planted("pin: A13\n", "pin: A31\n"), "destination"),
    "a failed look-up leads nowhere": (
        Planted("    slow: E01\n  S14", "    slow: E09\n  S14", "slow: E09"),
        "destination",
    ),
    "back is no person": (Planted("person: T01", "person: back"), "destination"),
    "a branch leads nowhere": (Planted('cases: {"yes": R90}', 'cases: {"yes": R91}'), "destination"),
    "a node has a place's name": (Planted("  A13X:\n", "  back:\n"), "name"),
    "a node is never reached": (
        Planted("  M20:\n", "  M88: {kind: goto, title: 旧, to: M20}\n  M20:\n", "M88: {"),
        "unreachable",
    ),
    "an entry asks the same for ever": (Planted("what: phone\n    to: D54", "what: phone\n    to: repeat"), "repeat"),
    "key 0 is no person": (Planted("  person: T00\n", "  person: E01\n"), "person"),
    "key 0 of a node is no person": (Planted("    person: T01", "    person: M00"), "person"),
    "at night nobody can choose": (
        Planted("    to: T09\n    closed: T09\n  T01", "    to: T09\n    closed: Z99\n  T01", "closed: Z99"),
        "closed",
    ),
    "at night nothing is offered": (
        Planted("    to: T09\n    closed: T09\n  T01", "    to: T09\n    closed: M10\n  T01", "closed: M10"),
        "closed",
    ),
    "a goto leads to itself": (Planted("转接\n    to: T01", "转接\n    to: G51", "G51:"), "loop"),
    "announcements go round": (
        Planted("    title: 没有记录\n", "    title: 没有记录\n    to: E02\n", "E02:\n    kind"),
        "loop",
    ),
    "silence goes round": (
        Planted("name: 继续}\n    no_input: {to: Z98}", "name: 继续}\n    no_input: {to: back}"),
        "patience",
    ),
    "a wrong key goes round at night": (Planted("    no_match: {to: Z98}\n", "", "T09:\n    kind"), "patience"),
    "silence repeats for ever": (
        Planted("no_input: {to: Z98}\n    no_match", "no_input: {to: repeat}\n    no_match", "no_input: {to: repeat}"),
        "patience",
    ),
    "a failed look-up is tried for ever": (
        Planted("    query: details\n", "    query: details\n    slow: Q12\n", "Q12:\n    kind"),
        "patience",
    ),
    "the login asks for no number": (Planted("  id_number: A10", "  id_number: A13"), "login"),
    "the PIN is not checked": (Planted("what: pin\n    to: S13", "what: pin\n    to: M00"), "login"),
    "a PIN of nobody is asked for": (
        Planted("{to: Q31, name: 正确}", "{to: A13, name: 正确}", "  A13:\n    kind"),
        "login",
    ),
    "a PIN is checked that nobody keyed": (Planted("{to: Q31, name: 正确}", "{to: S13, name: 正确}"), "login"),
    "a fork asks for nothing known": (Planted("by: mobile", "by: moblie"), "branch"),
    "a fork has an impossible case": (
        Planted('by: phone\n    cases: {"yes": D54}', 'by: phone\n    cases: {"ja": D54}'),
        "branch",
    ),
    "a fork has no case": (Planted('by: phone\n    cases: {"yes": D54}', "by: phone\n    cases: {}"), "branch"),
    "key 0 is an option": (Planted("2: {to: R52, name: 留言}", "0: {to: R52, name: 留言}"), "key"),
    "key 9 is an option": (Planted("2: {to: R52, name: 留言}", "9: {to: R52, name: 留言}"), "key"),
    "an option begins with *": (Planted("2: {to: R52, name: 留言}", '"*1": {to: R52, name: 留言}'), "key"),
    "six options": (Planted(OPTION_2, SIX_OPTIONS, "options:\n      1: {to: C21"), "options"),
    "a menu without options": (
        Planted(
            "    title: 选择区\n    options:\n",
            "    title: 选择区\n  M23:\n    kind: menu\n    title: 另一个\n    options:\n",
            "M22:\n    kind",
        ),
        "dead_end",
    ),
    "nobody can say that the number is right": (
        Planted("name: 正确, accept: true}", "name: 正确}", "options:\n      1: {to: wanted, name: 正确}"),
        "accept",
    ),
    "two options sound the same": (Planted("2: {to: Q22, name: 西区", "2: {to: Q22, name: 东城"), "sounds"),
    "two options are homophones": (Planted("name: 办事进度}", "name: 设保卡}"), "sounds"),
    "a word that holds everywhere": (Planted("name: 找人说话}", "name: 返回}"), "sounds"),
    "there is no such look-up": (Planted("query: account", "query: acount"), "look-up"),
    "there is no such change": (Planted("act: card_loss", "act: card_los"), "act"),
    "no column tells the case": (
        Planted("    query: details\n", "    query: details\n    cases: {none: several}\n"),
        "cases",
    ),
    "anybody could ask": (Planted("    query: account\n", "    query: account\n    level: L0\n"), "level"),
    "a change without confirmation": (Planted("name: 确认挂失, accept: true}", "name: 确认挂失}"), "unconfirmed"),
    "a menu leads to a change": (
        Planted("2: {to: M22, name: 网点地址}", "2: {to: D21, name: 网点地址}"),
        "unconfirmed",
    ),
    "the change is the failure of another": (
        Planted("    level: L0\n    then: C91", "    level: L0\n    failed: D21\n    then: C91", "failed: D21"),
        "unconfirmed",
    ),
    "the confirmation needs no PIN": (
        Planted("    query: card\n", "    query: card\n    level: L1\n", "1: {to: D21"),
        "level",
    ),
    "a prompt is not there": (
        Planted("filler: please_wait\n  nothing", "filler: plaese_wait\n  nothing", "filler: plaese_wait"),
        "prompt",
    ),
    "a case has no wording": (Planted("{lost: C21_lost}", "{lost: C21_gone}"), "prompt"),
    "a menu's prompt is mistyped": (Planted("    title: 选择区\n", "    title: 选择区\n    prompt: M2Z\n"), "prompt"),
    "a menu's second prompt is mistyped": (
        Planted(
            "no_input: {to: Z98}\n    no_match",
            "no_input: {to: Z98, prompts: [T9_short]}\n    no_match",
            "no_input: {to: Z98, prompts",
        ),
        "prompt",
    ),
    "a goodbye without words": (Planted("    title: 结束语\n", "    title: 结束语\n    prompt: bye\n"), "prompt"),
    "the announcement is not said": (
        Planted("    interrupt: none\n    to: S02", "    to: S02", "prompt: announcement"),
        "announcement",
    ),
    "a column that nothing gives": (Planted("    lead_in: several\n", "    lead_in: Q11\n"), "place"),
    "a filler with a place": (
        Planted("filler: please_wait\n    accepted", "filler: data_as_of\n    accepted", "filler: data_as_of"),
        "place",
    ),
    "a variable that nothing sets": (
        Planted("    title: 身份证号有误\n", "    title: 身份证号有误\n    prompt: C91\n"),
        "variable",
    ),
    "a look-up without its question": (
        Planted("{to: I31, name: 办事进度}", "{to: Q31, name: 办事进度}", "Q31:\n    kind"),
        "variable",
    ),
    "a look-up without what an option sets": (
        Planted("    query: details\n", "    query: outlets\n", "Q12:\n    kind"),
        "variable",
    ),
    "a title is empty": (Planted("title: 选择区", "title: ' '"), "empty"),
    "a name is too long": (
        Planted("name: 网点地址", "name: 请您按这个键查询离您最近的社会保险网点的详细地址"),
        "too_long",
    ),
}


WARNINGS = {
    "a look-up is asked with what was only said": (
        Planted("    level: L0\n    then: C91", "    level: L0\n    then: Q31", "Q31:\n    kind"),
        "variable",
    ),
    "a variable that one way does not set": (
        Planted("2: {to: M22, name: 网点地址}", "2: {to: I53, name: 网点地址}", "D54:\n    kind"),
        "variable",
    ),
    "an initial PIN is enough": (Planted("    own_pin: true\n", "", "C21:\n    kind"), "own_pin"),
    "a change may be confirmed unheard": (Planted("    type_ahead: false\n", "", "C21:\n    kind"), "type_ahead"),
    "a way on that is never taken": (Planted("    query: account\n", "    query: account\n    then: M00\n"), "then"),
    "two options sound alike": (Planted("name: 西区", "name: 东城区"), "sounds"),
    "two options sound nearly the same": (
        Planted("name: 办事进度}", "name: 办事进度}\n      5: {to: I31, name: 办事进土}"),
        "sounds",
    ),
}

IN_WORDING = {
    "what was keyed is not read back": (
        Planted("A11: 您输入的是，{id_number}，", "A11: ", "A11:\n    kind"),
        "read_back",
    ),
    "a city's place is mistyped": (Planted("A12: 号码", "A12: 在{city_nam}号码", "A12:\n    kind"), "variable"),
    "an answer wants another column": (Planted("Q22: 网点，{name}", "Q22: 网点，{street}", "Q22:\n    kind"), "place"),
    "what ends a call is gone": (Planted("Z99: 感谢来电，再见。\n", "", "Z99:\n    kind"), "prompt"),
    "a common prompt is gone": (Planted("resumed: 刚才中断了，现在继续。\n", "", "resumed: resumed"), "prompt"),
}


def test_the_small_tree_has_no_fault() -> None:
    assert list(check(read_service(SMALL, SMALL), SHAPES)) == []


@pytest.mark.parametrize(("planted", "rule"), ERRORS.values(), ids=ERRORS.keys())
def test_a_fault_is_told_on_its_line(tmp_path: Path, planted: Planted, rule: str) -> None:
    line, findings = found(tmp_path, planted)
    assert (rule, line) in {(finding.rule, finding.line) for finding in findings if finding.is_error}


@pytest.mark.parametrize(("planted", "rule"), IN_WORDING.values(), ids=IN_WORDING.keys())
def test_a_fault_of_the_wording_is_told_where_the_tree_says_it(tmp_path: Path, planted: Planted, rule: str) -> None:
    line, findings = found(tmp_path, replace(planted, file="prompts.yaml"))
    assert (rule, line) in {(finding.rule, finding.line) for finding in findings if finding.is_error}


@pytest.mark.parametrize(("planted", "rule"), WARNINGS.values(), ids=WARNINGS.keys())
def test_what_is_only_doubtful_is_a_warning(tmp_path: Path, planted: Planted, rule: str) -> None:
    line, findings = found(tmp_path, planted)
    assert (rule, line) in {(finding.rule, finding.line) for finding in findings}
    assert not any(finding.is_error for finding in findings if finding.rule == rule)


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        (
            Planted("{to: M10, name: 养老", "{to: M100, name: 养老"),
            "tree.yaml:75: M00 主菜单: there is no node 'M100'; write M10,",
        ),
        (
            Planted("query: account", "query: acount"),
            "tree.yaml:90: Q11 个人账户余额: there is no look-up queries/acount.sql; write it, or account",
        ),
        (
            Planted("  person: T00\n", "  person: E01\n"),
            "tree.yaml:12: common.person: key 0 must lead to a node of kind transfer, not 'E01'; write T00, T01",
        ),
        (
            Planted("2: {to: R52, name: 留言}", "9: {to: R52, name: 留言}"),
            "key 9 is repeat slowly everywhere; take another: 2, 3,",
        ),
        (
            Planted("name: 继续}\n    no_input: {to: Z98}", "name: 继续}\n    no_input: {to: back}"),
            "E03 没有听到: a caller who says nothing goes round and round while the office is open:",
        ),
    ],
)
def test_the_message_says_what_to_write_instead(tmp_path: Path, planted: Planted, message: str) -> None:
    planted.write(tmp_path)
    with pytest.raises(TreeFault) as fault:
        load_service(tmp_path, tmp_path, SHAPES)
    assert message in str(fault.value)


WORDED = {name: (replace(planted, file="prompts.yaml"), rule) for name, (planted, rule) in IN_WORDING.items()}
EVERYTHING = {**ERRORS, **WORDED, **WARNINGS}


@pytest.mark.parametrize("planted", [planted for planted, _ in EVERYTHING.values()], ids=EVERYTHING.keys())
def test_clerks_read_it_in_chinese(tmp_path: Path, planted: Planted) -> None:
    _, findings = found(tmp_path, planted)
    assert findings
    for finding in findings:
        where, _, told = finding.message.en.partition(": ")
        here, _, chinese = finding.message.zh.partition("：")
        assert here == where
        assert re.search("[一-鿿]{2}", chinese)
        assert re.findall(r"[A-Z]\d+|`.*?`", chinese) == re.findall(r"[A-Z]\d+|`.*?`", told)


def test_one_cause_of_many_loops_is_told_once(tmp_path: Path) -> None:
    planted = Planted("name: 继续}\n    no_input: {to: Z98}", "name: 继续}\n    no_input: {to: back}")
    _, findings = found(tmp_path, planted)
    assert [(finding.rule, finding.node) for finding in findings] == [("patience", "E03")]


def test_a_deep_answer_is_an_error(tmp_path: Path) -> None:
    deeper = "".join(
        f"  N{number}:\n    kind: menu\n    title: 第{number}层\n    options:\n      1: {{to: N{number + 1}, name: 继续}}\n"
        for number in range(3)
    )
    planted = Planted("{to: A13X, name: 退休年龄}", "{to: N0, name: 退休年龄}")
    planted.write(tmp_path)
    tree = (
        (tmp_path / "tree.yaml").read_text(encoding="utf-8")
        + deeper
        + "  N3:\n    kind: goto\n    title: 到\n    to: A13X\n"
    )
    (tmp_path / "tree.yaml").write_text(tree, encoding="utf-8")
    findings = list(check(read_service(tmp_path, tmp_path), SHAPES))
    assert [(finding.rule, finding.node) for finding in findings] == [("depth", "A13X")]


def test_a_prompt_and_the_invitation_to_speak_behind_it_are_not_too_long_together(tmp_path: Path) -> None:
    planted = Planted("unclear: said", "unclear: said\n    invite: said", at="M00:\n    kind")
    planted.write(tmp_path)
    service = read_service(tmp_path, tmp_path)
    main_menu = service.wording.texts["M00"]
    findings = check(service, SHAPES, lambda text: 19.0 if text == main_menu else 1.5)
    assert [(finding.rule, finding.node) for finding in findings] == [("length", "M00")]


def test_a_long_prompt_is_an_error_when_it_is_measured_and_a_warning_when_it_is_estimated(tmp_path: Path) -> None:
    planted = Planted("E02: 没有查到记录。", f"E02: {'没有查到记录。' * 20}", file="prompts.yaml", at="E02:\n    kind")
    line, [estimated] = found(tmp_path, planted)
    assert (estimated.rule, estimated.line, estimated.is_error) == ("length", line, False)
    service = read_service(tmp_path, tmp_path)
    [measured] = check(service, SHAPES, lambda text: 25.0 if "没有查到" in text else 1.0)
    assert measured.is_error
    assert "E02 takes 25 s, 20 at most" in measured.message.en


def test_what_a_branch_may_ask_is_what_the_conversation_can_answer() -> None:
    assert learned.FACTS == passing.FACTS
