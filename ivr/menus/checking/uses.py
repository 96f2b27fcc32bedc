"""Where a tree names wording, and what that wording can be filled with there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ivr.menus.graph import Place
from ivr.menus.model import Answer, Common, IdWording, Record, Tree

Filled = Literal["never", "row", "caller", "answer", "missing", "choice"]
"""With nothing, with the columns of a row, with what is known of the caller, with both, or with that value alone."""

FIELDS: tuple[tuple[str, Filled], ...] = (
    ("filler", "never"),
    ("lead_in", "row"),
    ("ending", "row"),
    ("no_answer", "never"),
)


ALONE: Mapping[Place, Filled] = {("entry", "short"): "missing", ("speech", "ask_back"): "choice"}
"""Common wording with a value of its own."""


@dataclass(frozen=True)
class Use:
    place: Place
    prompt: str
    filled: Filled
    node: str = ""


def uses(tree: Tree) -> Iterator[Use]:
    """Every prompt that the tree names or that goes by a node's name."""
    yield from _common(tree.common)
    for name, node in tree.nodes.items():
        for place, prompt, filled in _node(node):
            if prompt:
                yield Use(("nodes", name, *place), prompt, filled, name)


def _node(node: Any) -> Iterator[tuple[Place, str, Filled]]:
    asked: Filled = "answer" if isinstance(node, Answer) else "caller"
    yield ("prompt",), getattr(node, "prompt", ""), asked
    yield ("answer",), getattr(node, "answer", ""), "row"
    for field, filled in FIELDS:
        yield (field,), getattr(node, field, None) or "", filled
    if isinstance(node, Record):
        yield ("review",), node.review, "never"
        yield ("nothing",), node.nothing, "never"
    yield from ((("cases", case), prompt, "row") for case, prompt in _cases(node))
    yield from _retries(node, asked)


def _cases(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, Answer):
        yield from node.cases.items()


def _retries(node: object, asked: Filled) -> Iterator[tuple[Place, str, Filled]]:
    retries: tuple[tuple[str, Filled], ...] = (("no_input", asked), ("no_match", "never"))
    for field, filled in retries:
        for number, prompt in enumerate(getattr(getattr(node, field, None), "prompts", ())):
            yield (field, "prompts", number), prompt, filled


def _common(common: Common) -> Iterator[Use]:
    named: dict[Place, str] = {("filler",): common.filler, ("resumed",): common.resumed}
    if common.recorded:
        named[("recorded",)] = common.recorded
    named |= {("wrong_pin", left): prompt for left, prompt in common.wrong_pin.items()}
    named |= {("entry", field): prompt for field, prompt in common.entry.model_dump().items()}
    named |= {("speech", field): prompt for field, prompt in common.speech.model_dump(exclude_none=True).items()}
    named |= dict(_id_number(common.id_number))
    for place, prompt, _ in _retries(common, "never"):
        named[place] = prompt
    for place, prompt in named.items():
        yield Use(("common", *place), prompt, ALONE.get(place, "never"))


def _id_number(wording: IdWording) -> Iterator[tuple[Place, str]]:
    for field, prompt in wording.model_dump(exclude={"segments"}).items():
        yield ("id_number", field), prompt
    for number, prompt in enumerate(wording.segments):
        yield ("id_number", "segments", number), prompt
