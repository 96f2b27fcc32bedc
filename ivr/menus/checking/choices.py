"""Choices that a caller can make: not too many, none on the keys that mean the same everywhere."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import Place
from ivr.menus.model import Choices, Confirm, Menu, Survey
from ivr.words import Words

MOST_OPTIONS = 5
EVERYWHERE = {
    "0": Words("转人工", "a person"),
    "*": Words("返回", "back"),
    "#": Words("重听", "repeat"),
    "9": Words("慢速重听", "repeat slowly"),
}


def check(subject: Subject) -> Iterator[Finding]:
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Choices):
            place = ("nodes", name, "options")
            yield from _keys(subject, place, node)
            yield from _number(subject, place, node)
            yield from _confirm(subject, place, node)


def _keys(subject: Subject, place: Place, node: Choices) -> Iterator[Finding]:
    free = ", ".join(key for key in "12345678" if key not in node.options)
    for key in node.options:
        if meaning := EVERYWHERE.get(key[0]):
            text = Words(
                f"{key[0]} 键在任何地方都是{meaning.zh}；请换一个：{free}",
                f"key {key[0]} is {meaning.en} everywhere; take another: {free}",
            )
            yield subject.error("key", (*place, key), text)


def _number(subject: Subject, place: Place, node: Choices) -> Iterator[Finding]:
    if len(node.options) > MOST_OPTIONS:
        text = Words(
            f"{len(node.options)} 个选项没人记得住；最多 {MOST_OPTIONS} 个，其余的请放进下一级菜单",
            f"{len(node.options)} options are more than anybody remembers; {MOST_OPTIONS} at most, put the others into a menu",
        )
        yield subject.error("options", place, text)
    if not node.options and isinstance(node, Menu | Confirm | Survey):
        text = Words("这里没有可选的；请写 options", "nothing can be chosen here; write options")
        yield subject.error("dead_end", place, text)


def _confirm(subject: Subject, place: Place, node: Choices) -> Iterator[Finding]:
    needs = isinstance(node, Confirm) and node.what == "id_number" and node.options
    if needs and not any(option.accept for option in node.options.values()):
        text = Words(
            "没有一个选项表示号码正确；请在表示正确的那个里写 `accept: true`",
            "no option says that the number is right; write `accept: true` into the one that does",
        )
        yield subject.error("accept", place, text)
