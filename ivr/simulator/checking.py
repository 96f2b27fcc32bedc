"""Whether a dialogue fits the service: its prompts, nodes, look-ups and values."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from ivr.menus.model import Act, Message, Query, Transfer, Tree
from ivr.menus.service import Service
from ivr.simulator.given import Answer
from ivr.simulator.reading import Written
from ivr.simulator.spoken_values import Declared
from ivr.simulator.steps import AtNode, Hear, Logs, NotHear, Rings, Steps

ANNOUNCEMENT = "announcement"
_ID = re.compile(r"\w{1,48}", re.ASCII)
SEND_TEXT = "send_text"


def is_prompt(words: str) -> bool:
    """Text has at least one character that no prompt id has."""
    return bool(_ID.fullmatch(words))


def check_dialogue(one: Written, service: Service, declared: Declared) -> None:
    """Raises TreeFault with the line and what to write instead."""
    for place, steps in _all_steps(one):
        _check_steps(one, place, steps, service)
    names = asked_names(service.tree)
    for name, answer in one.dialogue.given.answers.items():
        if name not in names:
            raise one.fault(["given", name], _unknown("look-up or change", name, names))
        _check_values(one, name, answer, declared)


def asked_names(tree: Tree) -> set[str]:
    """The look-ups and changes that the tree asks for."""
    nodes = tree.nodes.values()
    queries = {node.query for node in nodes if isinstance(node, Query)}
    acts = {node.act for node in nodes if isinstance(node, Act)}
    return queries | acts | ({SEND_TEXT} if any(isinstance(node, Message) for node in nodes) else set())


def _all_steps(one: Written) -> Iterator[tuple[list[str | int], Steps]]:
    yield ["steps"], one.dialogue.steps
    if one.dialogue.earlier_call:
        yield ["earlier_call", "steps"], one.dialogue.earlier_call.steps


def _check_steps(one: Written, place: list[str | int], steps: Steps, service: Service) -> None:
    for number, step in enumerate(steps):
        if fault := next(_faults(step, service), None):
            raise one.fault([*place, number], fault)


def _faults(step: object, service: Service) -> Iterator[str]:
    nodes = service.tree.nodes
    match step:
        case Hear(hear=words) | NotHear(not_hear=words):
            unknown = (word for word in words if is_prompt(word) and word not in {*service.wording.texts, ANNOUNCEMENT})
            yield from (_unknown("prompt", word, service.wording.texts) for word in unknown)
        case AtNode(node=name) if name not in nodes:
            yield _unknown("node", name, nodes)
        case Rings(rings=name) if not isinstance(nodes.get(name), Transfer):
            yield _unknown("transfer node", name, [name for name, node in nodes.items() if isinstance(node, Transfer)])
        case Logs(logs=written) if written.split()[0] not in nodes:
            yield _unknown("node", written.split()[0], nodes)


def _check_values(one: Written, name: str, answer: Answer | None, declared: Declared) -> None:
    while answer:
        for row in answer.rows:
            try:
                declared.words(name, row)
            except ValueError as fault:
                raise one.fault(["given", name], str(fault)) from None
        answer = answer.then


def _unknown(what: str, name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    return f"there is no {what} {name}" + (f": do you mean {near[0]}?" if near else "")
