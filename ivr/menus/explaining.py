"""What pydantic finds wrong in a tree, in words for whoever wrote it."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ivr.menus.model import AnyNode, Common, EntryWording, IdWording, Login, Option, Retry, Tree
from ivr.menus.suggesting import one_of
from ivr.menus.unfit import advice
from ivr.words import Words

KINDS: Mapping[str, type[BaseModel]] = {
    get_args(node.model_fields["kind"].annotation)[0]: node for node in get_args(get_args(AnyNode)[0])
}
PARTS: Mapping[str, type[BaseModel]] = {
    **KINDS,
    "login": Login,
    "common": Common,
    "id_number": IdWording,
    "entry": EntryWording,
    "no_input": Retry,
    "no_match": Retry,
    "options": Option,
}

NO_KIND = Words(
    f"没有写种类；请写 `kind: menu`，或 {', '.join(KINDS)} 之一",
    f"it has no kind; write `kind: menu`, or another of {', '.join(KINDS)}",
)


def explained(error: ErrorDetails, written: Any) -> Words:
    """Where, what, and what to write instead."""
    place = list(error["loc"])
    if place[-1:] == ["[key]"]:
        del place[-2 if isinstance(error["input"], bool) else -1 :]
    if place[:1] != ["nodes"] or len(place) < 2:
        return _advice(error).of(".".join(map(str, place)) or "tree.yaml")
    node = written["nodes"].get(place[1])
    title = f" {node['title']}" if isinstance(node, dict) and "title" in node else ""
    field = ".".join(map(str, place[3:]))
    told = _advice(error)
    return (told.of(field) if field else told).of(f"{place[1]}{title}")


def _advice(error: ErrorDetails) -> Words:
    match error["type"]:
        case "extra_forbidden":
            others = one_of(str(error["loc"][-1]), _fields(error))
            return Words(f"没有这一项；请写 {others}", f"there is no such field; write {others}")
        case "union_tag_invalid":
            kind, others = error["ctx"]["tag"], one_of(error["ctx"]["tag"], KINDS)
            return Words(f"没有 {kind} 这种节点；请写 {others}", f"there is no kind {kind}; write {others}")
        case "union_tag_not_found":
            return NO_KIND
        case "string_type" if isinstance(error["input"], bool):
            return Words(
                'yes 和 no 在 YAML 里另有含义；请加引号，写 "yes"',
                'yes and no mean something else in YAML; write them in quotes, "yes"',
            )
    return advice(error)


def _fields(error: ErrorDetails) -> list[str]:
    """The fields of the part in which the unknown one stands."""
    loc = [str(step) for step in error["loc"][:-1]]
    steps = loc[2:] if loc[:1] == ["nodes"] else loc
    part = next((PARTS[step] for step in reversed(steps) if step in PARTS), Tree)
    return [name for name in part.model_fields if name != "version"]
