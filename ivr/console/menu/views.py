"""All pages about menus."""

from ivr.console.menu import drafts, hearing, nodes, picture, recordings, replaying, simulator, versions
from ivr.console.menu.blueprint import blueprint

__all__ = ["blueprint", "drafts", "hearing", "nodes", "picture", "recordings", "replaying", "simulator", "versions"]
