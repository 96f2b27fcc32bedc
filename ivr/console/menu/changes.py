"""What a page changes in a draft's texts."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ivr.menus.checking.uses import uses
from ivr.menus.editing import nodes
from ivr.menus.editing.recorded import recorded, recordings_of
from ivr.menus.editing.rewriting import dropped, rewritten
from ivr.menus.loading import parse_tree
from ivr.menus.model import Tree
from ivr.menus.service import TREE, WORDING
from ivr.menus.yaml_file import parse_yaml
from ivr.versions.version import Texts

TREE_PATH, WORDING_PATH = Path(TREE), Path(WORDING)


def node_changed(texts: Texts, node: str, fields: Mapping[str, Any], wording: Mapping[str, str]) -> Texts:
    """The node with these fields and prompts; a prompt without words goes. Raises TreeFault."""
    changed = {**texts, TREE: nodes.with_node(TREE_PATH, texts[TREE], node, fields)}
    there = wording_of(texts)
    for prompt, said in wording.items():
        changed[WORDING] = _prompt_changed(changed[WORDING], there.get(prompt), prompt, said)
    return changed


def node_added(texts: Texts, node: str, fields: Mapping[str, Any]) -> Texts:
    """Raises TreeFault."""
    nodes.refuse_taken(TREE_PATH, nodes_of(texts)[0], node)
    return {**texts, TREE: nodes.with_node(TREE_PATH, texts[TREE], node, fields)}


def node_removed(texts: Texts, node: str) -> Texts:
    """Raises TreeFault."""
    return {**texts, TREE: nodes.without_node(TREE_PATH, texts[TREE], node)}


def node_copied(texts: Texts, node: str, copy: str) -> Texts:
    """Raises TreeFault."""
    nodes.refuse_taken(TREE_PATH, nodes_of(texts)[0], copy)
    return {**texts, TREE: nodes.with_copy(TREE_PATH, texts[TREE], node, copy)}


def node_renamed(texts: Texts, node: str, new: str) -> Texts:
    """With the wording that goes by its name. Raises TreeFault."""
    _, tree = parse_tree(TREE_PATH, texts[TREE])
    nodes.refuse_taken(TREE_PATH, tree.nodes, new)
    renamed = {**texts, TREE: nodes.with_name(TREE_PATH, texts[TREE], tree, node, new)}
    named, there = {use.prompt for use in uses(tree)}, wording_of(texts)
    for suffix in ("", "_menu", "_short"):
        if node + suffix in there and node + suffix not in named:
            without = dropped(WORDING_PATH, renamed[WORDING], (node + suffix,))
            renamed[WORDING] = rewritten(WORDING_PATH, without, (new + suffix,), there[node + suffix])
        if (digest := recordings_of(texts).get(node + suffix)) and node + suffix not in named:
            renamed = {**recorded(recorded(renamed, node + suffix, None), new + suffix, digest)}
    return renamed


def wording_of(texts: Texts) -> dict[str, Any]:
    """What is written for each prompt. Raises TreeFault."""
    written = parse_yaml(WORDING_PATH, texts[WORDING])[1]
    return written if isinstance(written, dict) else {}


def nodes_of(texts: Texts) -> tuple[dict[str, Any], str]:
    """The nodes as they are written, and the main menu's name. Raises TreeFault."""
    return _nodes(texts[TREE])


@lru_cache(16)
def _nodes(text: str) -> tuple[dict[str, Any], str]:
    written = parse_yaml(TREE_PATH, text)[1]
    tree = written if isinstance(written, dict) else {}
    found = tree.get("nodes")
    nodes = {str(name): node for name, node in found.items()} if isinstance(found, dict) else {}
    return nodes, str(tree.get("main_menu", ""))


def prompts_of(tree: Tree, node: str) -> tuple[str, ...]:
    """Those that the node says, each once. The tree must name all its prompts, see `ivr.menus.written`."""
    return tuple(dict.fromkeys(use.prompt for use in uses(tree) if use.node == node))


def sharing(tree: Tree, prompt: str) -> tuple[str, ...]:
    """The nodes that say the prompt."""
    return tuple(dict.fromkeys(use.node for use in uses(tree) if use.prompt == prompt and use.node))


def _prompt_changed(text: str, old: Any, prompt: str, said: str) -> str:
    if said and said != old:
        return rewritten(WORDING_PATH, text, (prompt,), said)
    return dropped(WORDING_PATH, text, (prompt,)) if old is not None and not said else text
