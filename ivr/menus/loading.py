"""Reads a menu tree and refuses one that a caller could get stuck in; every fault names its line."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError
from yaml.nodes import Node as YamlNode

from ivr.menus.faults import TreeFault, read_text
from ivr.menus.model import PLACES, Choices, Confirm, Query, Transfer, Tree
from ivr.menus.positions import DuplicateKey, compose, line_of, refuse_duplicates
from ivr.menus.wording import Wording

UNIVERSAL = {"0": "a person", "*": "back", "#": "repeat", "9": "repeat slowly"}
_READ_BACK = frozenset({"id_number"})

Fault = tuple[tuple[str | int, ...], str]
"""Where in the file, and what is wrong."""


@dataclass(frozen=True)
class _Reference:
    """Something in the tree that names something else, and where it stands."""

    place: tuple[str | int, ...]
    name: str


Columns = Mapping[str, frozenset[str]]
"""The look-ups there are, by name, each with the columns it answers."""


def load_tree(path: Path, wording: Wording, queries: Columns) -> Tree:
    """Reads and checks the tree. Raises TreeFault with the line of the first thing that is wrong."""
    text = read_text(path)
    try:
        root = compose(text)
        refuse_duplicates(root)
        tree = Tree.model_validate(yaml.safe_load(text))
    except DuplicateKey as fault:
        raise TreeFault(path, fault.line, str(fault)) from None
    except yaml.MarkedYAMLError as fault:
        raise TreeFault.from_yaml(path, fault) from None
    except ValidationError as fault:
        raise _first_fault(path, root, fault) from None
    for place, message in _faults(tree, wording, queries):
        raise TreeFault(path, line_of(root, place), message)
    return tree.model_copy(update={"version": hashlib.sha256(text.encode()).hexdigest()[:12]})


def _first_fault(path: Path, root: YamlNode | None, error: ValidationError) -> TreeFault:
    # A field with a typing error is both unknown and missing; the unknown one shows where.
    fault = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    place = fault["loc"]
    return TreeFault(path, line_of(root, place), f"{'.'.join(map(str, place)) or 'the file'}: {fault['msg']}")


def _faults(tree: Tree, wording: Wording, queries: Columns) -> Iterator[Fault]:
    yield from _missing(tree, wording)
    for name, node in tree.nodes.items():
        if isinstance(node, Choices):
            yield from _choice_faults(name, node, wording)
        if isinstance(node, Query):
            yield from _query_faults(name, node, wording, queries)


def _missing(tree: Tree, wording: Wording) -> Iterator[Fault]:
    for reference in _destinations(tree):
        if reference.name not in tree.nodes and reference.name not in PLACES:
            yield reference.place, f"there is no node {reference.name!r}"
    for reference in _prompts(tree):
        if reference.name not in wording:
            yield reference.place, f"there is no prompt {reference.name!r} in prompts.yaml"
    if not isinstance(tree.nodes.get(tree.common.person), Transfer):
        yield ("common", "person"), "key 0 must lead to a node of kind transfer"


def _choice_faults(name: str, node: Choices, wording: Wording) -> Iterator[Fault]:
    for key in node.options:
        if key in UNIVERSAL:
            yield ("nodes", name, "options", key), f"key {key} is {UNIVERSAL[key]} everywhere; take another"
    allowed = _READ_BACK if isinstance(node, Confirm) else frozenset()
    if unknown := wording.places(node.prompt) - allowed:
        yield ("nodes", name, "prompt"), f"{node.prompt} wants {{{min(unknown)}}}, which this node does not have"


def _query_faults(name: str, node: Query, wording: Wording, queries: Columns) -> Iterator[Fault]:
    if node.query not in queries:
        yield ("nodes", name, "query"), f"there is no look-up queries/{node.query}.sql"
        return
    for field in ("answer", "lead_in", "ending"):
        prompt: str | None = getattr(node, field)
        if prompt and prompt in wording and (unknown := wording.places(prompt) - queries[node.query]):
            yield ("nodes", name, field), f"{prompt} wants {{{min(unknown)}}}, no column of {node.query}.sql"


def _destinations(tree: Tree) -> Iterator[_Reference]:
    yield _Reference(("start",), tree.start)
    for field in ("id_number", "pin"):
        yield _Reference(("login", field), getattr(tree.login, field))
    for field in ("person", "silence", "trouble"):
        yield _Reference(("common", field), getattr(tree.common, field))
    for name, node in tree.nodes.items():
        for key, option in getattr(node, "options", {}).items():
            yield _Reference(("nodes", name, "options", key, "to"), option.to)
        for field in ("to", "accepted", "refused", "locked", "nothing", "failed", "slow", "silence"):
            target = getattr(node, field, None)
            if target is not None:
                yield _Reference(("nodes", name, field), target)


def _prompts(tree: Tree) -> Iterator[_Reference]:
    for field in ("not_an_option", "entry_cleared", "entry_short", "entry_nothing", "bad_date", "bad_check_digit"):
        yield _Reference(("common", field), getattr(tree.common, field))
    for left, prompt in tree.common.wrong_pin.items():
        yield _Reference(("common", "wrong_pin", left), prompt)
    for name, node in tree.nodes.items():
        for field in ("prompt", "shorter", "filler", "answer", "lead_in", "ending", "no_answer"):
            said: str | None = getattr(node, field, None)
            if said is not None:
                yield _Reference(("nodes", name, field), said)
