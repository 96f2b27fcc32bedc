"""What pydantic finds wrong in a tree, in words for whoever wrote it."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from ivr.menus.model import AnyNode, Common, EntryWording, IdWording, Login, Option, Retry, Tree
from ivr.menus.suggesting import one_of

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

ADVICE = {
    "missing": "is missing; add it",
    "union_tag_not_found": f"it has no kind; write `kind: menu`, or another of {', '.join(KINDS)}",
    "model_type": "write its lines below it, indented",
    "model_attributes_type": "write its lines below it, indented",
    "dict_type": "write its lines below it, indented",
}


def explained(error: ErrorDetails, written: Any) -> str:
    """Where, what, and what to write instead."""
    place = list(error["loc"])
    if place[-1:] == ["[key]"]:
        del place[-2 if isinstance(error["input"], bool) else -1 :]
    if place[:1] != ["nodes"] or len(place) < 2:
        return f"{'.'.join(map(str, place)) or 'the file'}: {_advice(error)}"
    node = written["nodes"].get(place[1])
    title = f" {node['title']}" if isinstance(node, dict) and "title" in node else ""
    field = ".".join(map(str, place[3:]))
    return f"{place[1]}{title}: {f'{field}: ' if field else ''}{_advice(error)}"


def _advice(error: ErrorDetails) -> str:
    match error["type"]:
        case "extra_forbidden":
            return f"there is no such field; write {one_of(str(error['loc'][-1]), _fields(error))}"
        case "union_tag_invalid":
            return f"there is no kind {error['ctx']['tag']}; write {one_of(error['ctx']['tag'], KINDS)}"
        case "string_type" if isinstance(error["input"], bool):
            return 'yes and no mean something else in YAML; write them in quotes, "yes"'
    return ADVICE.get(error["type"], error["msg"].removeprefix("Value error, "))


def _fields(error: ErrorDetails) -> list[str]:
    """The fields of the part in which the unknown one stands."""
    loc = [str(step) for step in error["loc"][:-1]]
    steps = loc[2:] if loc[:1] == ["nodes"] else loc
    part = next((PARTS[step] for step in reversed(steps) if step in PARTS), Tree)
    return [name for name in part.model_fields if name != "version"]
