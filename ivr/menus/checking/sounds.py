"""Choices of one node sound different: callers say them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from pypinyin import lazy_pinyin

from ivr.menus.checking.finding import Finding, Subject
from ivr.menus.graph import Place
from ivr.menus.model import BACK, REPEAT, Choices, Option, Transfer
from ivr.spoken.everywhere import COMMANDS, Command
from ivr.words import Words

ALIKE = 0.9


def check(subject: Subject) -> Iterator[Finding]:
    for name, node in subject.tree.nodes.items():
        if isinstance(node, Choices):
            yield from _node(subject, ("nodes", name, "options"), node)


def _node(subject: Subject, place: Place, node: Choices) -> Iterator[Finding]:
    for key, option in node.options.items():
        yield from _taken(subject, (*place, key), option)
    for (_, one), (key, other) in combinations(node.options.items(), 2):
        yield from _pair(subject, (*place, key), one, other)


def _taken(subject: Subject, place: Place, option: Option) -> Iterator[Finding]:
    for word in option.phrases:
        for words, means_it in _everywhere(subject, option):
            if not means_it and _sound(word) in map(_sound, words):
                text = Words(
                    f"“{word}”在任何节点都另有含义；请换一个词",
                    f"{word} means something else in every node; write another word",
                )
                yield subject.error("sounds", place, text)


def _everywhere(subject: Subject, option: Option) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The words that hold in every node, and whether this option does just what they mean."""
    yield COMMANDS[Command.PERSON], isinstance(subject.tree.nodes.get(option.to), Transfer)
    yield COMMANDS[Command.BACK], option.to == BACK
    yield COMMANDS[Command.REPEAT], option.to == REPEAT
    yield COMMANDS[Command.MAIN_MENU], option.to == subject.tree.main_menu
    yield COMMANDS[Command.SLOW], False


def _pair(subject: Subject, place: Place, one: Option, other: Option) -> Iterator[Finding]:
    pairs = [(a, b) for a in one.phrases for b in other.phrases]
    same = [(a, b) for a, b in pairs if _sound(a) == _sound(b)]
    for a, b in same:
        text = Words(
            f"“{b}”和另一个选项的“{a}”同音；请换一个词",
            f"{b} sounds the same as {a} of another option; write another word",
        )
        yield subject.error("sounds", place, text)
    for a, b in pairs:
        if not same and _alike(_sound(a), _sound(b)):
            text = Words(
                f"“{b}”和另一个选项的“{a}”听起来太像；请换一个词",
                f"{b} sounds much like {a} of another option; write another word",
            )
            yield subject.warning("sounds", place, text)


@cache
def _sound(word: str) -> Sequence[str]:
    """Its syllables without their tones, which a telephone carries badly."""
    return tuple(lazy_pinyin(word))


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begins = longer[: len(shorter)] == shorter
    return begins or SequenceMatcher(None, " ".join(one), " ".join(other)).ratio() >= ALIKE
