"""All pages about menus."""

from ivr.console.menu import (
    by_telephone,
    drafts,
    hearing,
    nodes,
    picture,
    recordings,
    replaying,
    simulator,
    versions,
)
from ivr.console.menu.blueprint import blueprint

__all__ = [
    "blueprint",
    "by_telephone",
    "drafts",
    "hearing",
    "nodes",
    "picture",
    "recordings",
    "replaying",
    "simulator",
    "versions",
]
