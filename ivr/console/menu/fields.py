"""What a node's form asks for: the fields of its kind, and how each is filled in."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, get_args

from pydantic.fields import FieldInfo

from ivr.menus.explaining import KINDS
from ivr.menus.model import Level
from ivr.menus.schema import LEVELS


class Widget(Enum):
    LINE = auto()
    DESTINATION = auto()
    PERSON = auto()
    PROMPT = auto()
    NUMBER = auto()
    SWITCH = auto()
    CHOICE = auto()
    QUERY = auto()
    ACT = auto()
    OPTIONS = auto()
    RETRY = auto()
    CASES = auto()
    """Each a word and a destination."""
    PROMPT_CASES = auto()
    """Each a word and a prompt."""


@dataclass(frozen=True)
class Field:
    name: str
    widget: Widget
    default: Any
    needed: bool
    choices: tuple[str, ...] = ()


WIDGETS = {
    "person": Widget.PERSON,
    "prompt": Widget.PROMPT,
    "answer": Widget.PROMPT,
    "filler": Widget.PROMPT,
    "lead_in": Widget.PROMPT,
    "ending": Widget.PROMPT,
    "no_answer": Widget.PROMPT,
    "review": Widget.PROMPT,
    "options": Widget.OPTIONS,
    "no_input": Widget.RETRY,
    "no_match": Widget.RETRY,
    "first_seconds": Widget.NUMBER,
    "between_seconds": Widget.NUMBER,
    "whole_seconds": Widget.NUMBER,
    "most_seconds": Widget.NUMBER,
    "tries": Widget.NUMBER,
    "type_ahead": Widget.SWITCH,
    "own_pin": Widget.SWITCH,
    "gave_up": Widget.SWITCH,
    "what": Widget.CHOICE,
    "interrupt": Widget.CHOICE,
    "level": Widget.CHOICE,
    "query": Widget.QUERY,
    "act": Widget.ACT,
    "to": Widget.DESTINATION,
    "otherwise": Widget.DESTINATION,
    "then": Widget.DESTINATION,
    "nothing": Widget.DESTINATION,
    "failed": Widget.DESTINATION,
    "slow": Widget.DESTINATION,
    "accepted": Widget.DESTINATION,
    "refused": Widget.DESTINATION,
    "locked": Widget.DESTINATION,
    "failure": Widget.DESTINATION,
    "closed": Widget.DESTINATION,
    "cases": Widget.PROMPT_CASES,
}
"""By the field's name; what is not here is a line of text."""
OTHERWISE = {("record", "nothing"): Widget.PROMPT, ("branch", "cases"): Widget.CASES}
"""Where a field of that name means something else."""


def fields(kind: str) -> tuple[Field, ...]:
    """Those of a kind, in the order in which it declares them; none for a kind that there is not."""
    model = KINDS.get(kind)
    return (
        tuple(_field(kind, name, info) for name, info in model.model_fields.items() if name != "kind") if model else ()
    )


def _field(kind: str, name: str, info: FieldInfo) -> Field:
    widget = OTHERWISE.get((kind, name), WIDGETS.get(name, Widget.LINE))
    choices = tuple(LEVELS) if name == "level" else tuple(get_args(info.annotation))
    return Field(
        name,
        widget,
        _default(info),
        info.is_required(),
        choices if widget is Widget.CHOICE else (),
    )


def _default(info: FieldInfo) -> Any:
    """As it would be written."""
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return default.name if isinstance(default, Level) else default
