"""Every node that a caller may ask for in own words from the main menu."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ivr.menus.model import Ask, Branch, Menu, Option, Query, Record, Say, Transfer, Tree

_ENTERED = (Menu, Query, Say, Record, Ask, Branch, Transfer)
"""Kinds of node that need nothing from the node before. What changes something is only reached through its confirmation."""


@dataclass(frozen=True)
class Destination:
    """A node with the phrases for it, the menus above it, and what it is called out of its menu's context."""

    phrases: tuple[str, ...]
    above: frozenset[str]
    name: str


def destinations(tree: Tree) -> dict[str, Destination]:
    """By node, the nearest to the main menu first."""
    found: dict[str, Destination] = {}
    todo = deque([tree.main_menu])
    while todo:
        here = todo.popleft()
        for option in _options(tree, here, found):
            if option.to not in found:
                todo.append(option.to)
            found[option.to] = _merged(tree, here, option, found)
    return found


def _options(tree: Tree, here: str, found: dict[str, Destination]) -> Iterator[Option]:
    """The options that lead on, not those that lead back up, confirm something or give a look-up what it needs."""
    node = tree.nodes[here]
    back = {tree.main_menu, here, *(found[here].above if here in found else ())}
    for option in node.options.values() if isinstance(node, Menu | Query) else ():
        leads_on = option.to not in back and isinstance(tree.nodes.get(option.to), _ENTERED)
        if leads_on and not option.accept and not option.set:
            yield option


def _merged(tree: Tree, here: str, option: Option, found: dict[str, Destination]) -> Destination:
    node, menu = tree.nodes[option.to], tree.nodes[here].title
    title = () if isinstance(node, Transfer) else (node.title,)
    new = Destination(
        (*option.phrases, *title),
        frozenset({here, *found[here].above} if here in found else ()),
        option.name if here == tree.main_menu else f"{menu}，{option.name}",
    )
    old = found.get(option.to, new)
    return Destination(tuple(dict.fromkeys((*old.phrases, *new.phrases))), old.above | new.above, old.name)
