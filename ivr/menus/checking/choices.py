"""Choices that a caller can make: not too many, none on the keys that mean the same everywhere."""

from collections.abc import Iterator

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import Place
from ivr.menus.model import Choices, Confirm, Menu, Survey

MOST_OPTIONS = 5
EVERYWHERE = {"0": "a person", "*": "back", "#": "repeat", "9": "repeat slowly"}


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
            yield subject.error("key", (*place, key), f"key {key[0]} is {meaning} everywhere; take another: {free}")


def _number(subject: Subject, place: Place, node: Choices) -> Iterator[Finding]:
    if len(node.options) > MOST_OPTIONS:
        text = f"{len(node.options)} options are more than anybody remembers; {MOST_OPTIONS} at most, put the others into a menu"
        yield subject.error("options", place, text)
    if not node.options and isinstance(node, Menu | Confirm | Survey):
        yield subject.error("dead_end", place, "nothing can be chosen here; write options")


def _confirm(subject: Subject, place: Place, node: Choices) -> Iterator[Finding]:
    needs = isinstance(node, Confirm) and node.what == "id_number" and node.options
    if needs and not any(option.accept for option in node.options.values()):
        text = "no option says that the number is right; write `accept: true` into the one that does"
        yield subject.error("accept", place, text)
