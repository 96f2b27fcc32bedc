"""What a tree leaves unsaid: prompts that go by the node's name, and menus whose prompt is made of their options.

A prompt that is made can't contradict its keys. As soon as the wording has a prompt of that name, it is the one that is said.
"""

from collections.abc import Iterator
from typing import Any

from ivr.menus.model import Answer, Choices, Confirm, Menu, Tree
from ivr.menus.wording import Wording
from ivr.spoken.digits import figures
from ivr.spoken.everywhere import COMMANDS

PERSON = "人工服务请按零。"
PERSON_SHORT = "人工按零。"


def written(tree: Tree, wording: Wording) -> tuple[Tree, Wording]:
    """The tree with every prompt named, and the wording with those that were made."""
    tree = tree.model_copy(update={"nodes": {name: _named(name, node) for name, node in tree.nodes.items()}})
    return tree, wording.with_texts(dict(_texts(tree)))


def choices(tree: Tree) -> Iterator[str]:
    """What a caller is asked back with: the names of options, of menus, and of what can be said everywhere."""
    yield from (phrases[0] for phrases in COMMANDS.values())
    for node in tree.nodes.values():
        if isinstance(node, Choices):
            yield node.title
            yield from (option.name for option in node.options.values())


def _named(name: str, node: Any) -> Any:
    update: dict[str, object] = {}
    if isinstance(node, Answer):
        update["answer"] = node.answer or name
        update["prompt"] = node.prompt or (f"{name}_menu" if node.options else "")
    elif "prompt" in type(node).model_fields:
        update["prompt"] = node.prompt or name
    if isinstance(node, Menu | Confirm) and node.options and not node.no_input.prompts:
        update["no_input"] = node.no_input.model_copy(update={"prompts": (f"{name}_short",)})
    return node.model_copy(update=update)


def _texts(tree: Tree) -> Iterator[tuple[str, str]]:
    for node in tree.nodes.values():
        if not isinstance(node, Choices) or not node.options:
            continue
        yield node.prompt, _sentence(node, "请按") + PERSON
        if isinstance(node, Menu | Confirm):
            for prompt in node.no_input.prompts:
                yield prompt, _sentence(node, "按") + PERSON_SHORT


def _sentence(node: Choices, press: str) -> str:
    return "".join(f"{option.name}{press}{figures(key)}，" for key, option in node.options.items())
