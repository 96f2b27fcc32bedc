"""Which keys are measured, and the same menus as plain dialplan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.mendable import Mendable
from ivr.menus.model import Menu, Tree

PLAIN = "plain"
"""The number under which the plain dialplan answers."""
DEEPEST = 3
"""Menus on the way down: in the tree a second `*` leads to the main menu, which further down would not be one step back."""


class NoRoute(Mendable):
    """The menu tree has nothing that can be measured; the message says what it needs."""


@dataclass(frozen=True)
class Route:
    """Menus behind each other, from the main menu down; their prompts are the same for every caller."""

    menus: tuple[Menu, ...]
    keys: tuple[str, ...]
    """Each leads to the next menu."""

    @property
    def lap(self) -> tuple[str, ...]:
        """Down to the last menu and back to the first."""
        return (*self.keys, *("*" for _ in self.keys))

    @property
    def heard(self) -> tuple[Menu, ...]:
        """The menu that each key of a lap leads to."""
        return (*self.menus[1:], *self.menus[-2::-1])


def route(tree: Tree) -> Route:
    """Always the first option that leads to another menu. Raises NoRoute."""
    names, keys = [tree.main_menu], list[str]()
    while len(names) < DEEPEST and (step := next(_onward(tree, names), None)):
        keys.append(step[0])
        names.append(step[1])
    menus = tuple(node for node in map(tree.nodes.__getitem__, names) if isinstance(node, Menu))
    if not keys or len(menus) < len(names):
        raise NoRoute(f"tree {tree.name}: to be measured, the main menu must have an option that leads to another menu")
    return Route(menus, tuple(keys))


def _onward(tree: Tree, been: list[str]) -> Iterator[tuple[str, str]]:
    here = tree.nodes[been[-1]]
    if isinstance(here, Menu):
        for key, option in here.options.items():
            if option.to not in been and isinstance(tree.nodes.get(option.to), Menu):
                yield key, option.to


def plain_dialplan(route: Route, sounds: Mapping[str, str]) -> str:
    """What is added to extensions.conf. `sounds`: a prompt's file, without its extension."""
    contexts = [_context(route, number, sounds[menu.prompt]) for number, menu in enumerate(route.menus)]
    return "\n".join([f"\n[inbound](+)\nexten => {PLAIN},1,Answer()\n same => n,Goto({PLAIN}-0,s,1)\n", *contexts])


def _context(route: Route, number: int, sound: str) -> str:
    lines = [
        f"[{PLAIN}-{number}]",
        f"exten => s,1,Background({sound})",
        f" same => n,WaitExten({route.menus[number].first_seconds:g})",
    ]
    if number < len(route.keys):
        lines.append(f"exten => {route.keys[number]},1,Goto({PLAIN}-{number + 1},s,1)")
    if number > 0:
        lines.append(f"exten => *,1,Goto({PLAIN}-{number - 1},s,1)")
    return "\n".join(lines) + "\n"
