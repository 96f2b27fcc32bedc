"""The steps of a dialogue: what the caller does, and what should come of it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag

from ivr.menus.model import NodeId, Part
from ivr.simulator.given import Seconds
from ivr.simulator.keys import check_keys


def _listed(written: object) -> object:
    return written if isinstance(written, list) else [written]


Words = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
"""A prompt's id or some text; what is said in the same breath as a list, prompts and texts each in their order."""
Keys = Annotated[str, BeforeValidator(check_keys)]


class Hear(Part):
    """The next thing that is said; the caller goes on as soon as it begins. A filler need not be told."""

    hear: Words
    within: Seconds = 60.0
    """Seconds since the last step."""
    slow: bool | None = None
    """Whether it is said slowly."""


class Press(Part):
    press: Keys
    after: Seconds = 0.3
    """Seconds until the first key, so that it may come in the middle of a prompt."""
    every: Annotated[float, Field(ge=0.05, le=60)] = 0.3
    """Seconds from key to key."""


class Say(Part):
    """The caller says something, in the middle of a prompt or behind it."""

    say: Annotated[str, Field(min_length=1)]
    after: Seconds = 0.5


class Wait(Part):
    """Hears out what is being said, and then so many seconds more."""

    wait: Seconds


class Quiet(Part):
    """Like `wait`, and nothing else is said meanwhile."""

    quiet: Seconds


class NotHear(Part):
    """It has not been said in this call so far."""

    not_hear: Words


class AtNode(Part):
    """The call is now in this node of the tree."""

    node: NodeId


class Rings(Part):
    """A person's telephone rings: the caller has come to this transfer node."""

    rings: NodeId
    told: str | None = None
    """What the person learns of the call: the node the caller came from, and what went wrong there."""


class Logs(Part):
    """The call log has this step: node and outcome, as `M00 no_match`."""

    logs: Annotated[str, Field(pattern=r"^\w+ \w+$")]


class Hangup(Part):
    """The caller hangs up."""

    hangup: None


_VERBS: dict[str, type[Part]] = {
    "hear": Hear,
    "press": Press,
    "say": Say,
    "wait": Wait,
    "quiet": Quiet,
    "not_hear": NotHear,
    "node": AtNode,
    "rings": Rings,
    "logs": Logs,
    "hangup": Hangup,
}


def _verb(step: Any) -> str | None:
    names = step if isinstance(step, dict) else ()
    return next((verb for verb in _VERBS if verb in names), None)


def _step(written: object) -> object:
    step = {"hangup": None} if written == "hangup" else written
    if _verb(step) is None:
        raise ValueError(f"a step is one of {', '.join(_VERBS)}: write it as `- hear: M00`")
    return step


_AnyStep = Annotated[
    Annotated[Hear, Tag("hear")]
    | Annotated[Press, Tag("press")]
    | Annotated[Say, Tag("say")]
    | Annotated[Wait, Tag("wait")]
    | Annotated[Quiet, Tag("quiet")]
    | Annotated[NotHear, Tag("not_hear")]
    | Annotated[AtNode, Tag("node")]
    | Annotated[Rings, Tag("rings")]
    | Annotated[Logs, Tag("logs")]
    | Annotated[Hangup, Tag("hangup")],
    Discriminator(_verb),
]
Step = Annotated[_AnyStep, BeforeValidator(_step)]
Steps = Annotated[tuple[Step, ...], Field(min_length=1)]
