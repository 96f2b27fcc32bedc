"""What is otherwise in one version of the menus than in another: data for a page, a picture and a terminal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ivr.menus.model import Level, Node, Option, Tree
from ivr.menus.service import Service


class What(StrEnum):
    NODE_ADDED = "node_added"
    NODE_REMOVED = "node_removed"
    KIND = "kind"
    """The node is of another kind."""
    TITLE = "title"
    KEY = "key"
    """A choice has another key."""
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    LEADS = "leads"
    """A choice, or the node, leads elsewhere."""
    OPTION = "option"
    """Something else of a choice: its name, its words."""
    FIELD = "field"
    """Something else of the node, or of what holds for all nodes."""
    TEXT_ADDED = "text_added"
    TEXT_REMOVED = "text_removed"
    TEXT = "text"
    """A prompt says something else."""
    RECORDING = "recording"
    """A prompt has another recording, or has one no longer."""


@dataclass(frozen=True)
class Change:
    what: What
    node: str = ""
    """Empty for what holds for all nodes, and for wording."""
    title: str = ""
    """The node's, as it is now or was last."""
    place: str = ""
    """A prompt, or a choice by its key and name."""
    field: str = ""
    """Of the node, the choice or all nodes, as the tree calls it."""
    before: str = ""
    after: str = ""


def compare(before: Service, after: Service) -> list[Change]:
    """In the order of the tree, wording last."""
    changes = [*_trees(before.tree, after.tree), *_texts(before.wording.texts, after.wording.texts)]
    recordings = _differing(before.wording.recordings, after.wording.recordings)
    return changes + [Change(What.RECORDING, place=prompt, before=was, after=now) for prompt, was, now in recordings]


def _trees(before: Tree, after: Tree) -> Iterator[Change]:
    yield from _general(before, after)
    for name, node in after.nodes.items():
        old = before.nodes.get(name)
        if old is None:
            yield Change(What.NODE_ADDED, name, node.title)
        else:
            yield from _nodes(name, before, after)
    for name, node in before.nodes.items():
        if name not in after.nodes:
            yield Change(What.NODE_REMOVED, name, node.title)


def _general(before: Tree, after: Tree) -> Iterator[Change]:
    """The start, the login and what is common."""
    old, new = (_flat(tree.model_dump(exclude={"nodes", "version"})) for tree in (before, after))
    for place, was, now in _differing(old, new):
        yield Change(What.FIELD, field=place, before=was, after=now)


def _nodes(name: str, was_in: Tree, is_in: Tree) -> Iterator[Change]:
    before, after = was_in.nodes[name], is_in.nodes[name]
    if before.kind != after.kind:
        yield Change(What.KIND, name, after.title, before=before.kind, after=after.kind)
    if before.title != after.title:
        yield Change(What.TITLE, name, after.title, before=before.title, after=after.title)
    yield from _options(name, after, getattr(before, "options", {}), getattr(after, "options", {}))
    old, new = (_flat(node.model_dump(exclude={"kind", "title", "options"})) for node in (before, after))
    leads = {".".join(map(str, place[2:])) for tree in (was_in, is_in) for place, _ in tree.destinations(name)}
    for place, was, now in _differing(old, new):
        what = What.LEADS if place in leads else What.FIELD
        yield Change(what, name, after.title, field=place, before=was, after=now)


def _options(name: str, node: Node, before: Mapping[str, Option], after: Mapping[str, Option]) -> Iterator[Change]:
    pairs = dict(_same_choice(before, after))
    for key, option in after.items():
        place = f"{key} {option.name}"
        if key not in pairs:
            yield Change(What.OPTION_ADDED, name, node.title, place, after=option.to)
            continue
        old = before[pairs[key]]
        if pairs[key] != key:
            yield Change(What.KEY, name, node.title, option.name, before=pairs[key], after=key)
        if old.to != option.to:
            yield Change(What.LEADS, name, node.title, place, before=old.to, after=option.to)
        for field, was, now in _differing(*(_flat(one.model_dump(exclude={"to"})) for one in (old, option))):
            yield Change(What.OPTION, name, node.title, place, field, was, now)
    for key in before.keys() - pairs.values():
        yield Change(What.OPTION_REMOVED, name, node.title, f"{key} {before[key].name}", before=before[key].to)


def _same_choice(before: Mapping[str, Option], after: Mapping[str, Option]) -> Iterator[tuple[str, str]]:
    """Key now and key before of each choice: the one that leads to the same under the same name, or else has the same key."""
    left = dict(before)
    moved = {}
    for key, option in after.items():
        same = (old for old, one in left.items() if (one.to, one.name) == (option.to, option.name))
        old = key if key in left and left[key] == option else next(same, None)
        if old is not None:
            moved[key] = old
            del left[old]
    yield from moved.items()
    yield from ((key, key) for key in after if key not in moved and key in left)


def _texts(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for prompt, text in after.items():
        if prompt not in before:
            yield Change(What.TEXT_ADDED, place=prompt, after=text)
        elif before[prompt] != text:
            yield Change(What.TEXT, place=prompt, before=before[prompt], after=text)
    for prompt, text in before.items():
        if prompt not in after:
            yield Change(What.TEXT_REMOVED, place=prompt, before=text)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for place in dict.fromkeys((*before, *after)):
        was, now = before.get(place, ""), after.get(place, "")
        if was != now:
            yield place, was, now


def _flat(values: Mapping[str, Any], within: str = "") -> dict[str, str]:
    """Every value by its place, as `no_input.tries`; what is not set is not there."""
    found: dict[str, str] = {}
    for name, value in values.items():
        place = f"{within}{name}"
        if isinstance(value, Mapping):
            found |= _flat(value, f"{place}.")
        elif value not in {None, "", ()}:
            found[place] = _written(value)
    return found


def _written(value: Any) -> str:
    """As it stands in the tree."""
    match value:
        case Level():
            return value.name
        case bool():
            return "true" if value else "false"
        case tuple() | list():
            return "、".join(map(_written, value))
        case float():
            return f"{value:g}"
    return str(value)
