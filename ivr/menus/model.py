"""The menu tree as data: what kinds of node there are and what each of them may say and do."""

from enum import IntEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

BACK = "back"
REPEAT = "repeat"
WANTED = "wanted"
PLACES = frozenset({BACK, REPEAT, WANTED})
"""Destinations that are no node: where the caller was before, the same again, what they wanted before login."""

NodeId = Annotated[str, Field(pattern=r"^\w{1,32}$")]
PromptId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Key = Annotated[str, Field(pattern=r"^[0-9*#]$")]


class Level(IntEnum):
    """How well the caller is known: not at all, by a confirmed ID number, by ID number and PIN."""

    L0 = 0
    L1 = 1
    L2 = 2


def _level(name: object) -> object:
    if name not in Level.__members__:
        raise ValueError("write L0, L1 or L2")
    return Level[str(name)]


class Part(BaseModel):
    """Whatever stands in the tree file; an unknown field is a mistake, not a comment."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Option(Part):
    to: str
    name: str
    """What a clerk calls this choice, in reports and in the picture of the tree."""
    accept: bool = False
    """In a confirm node: by this choice the caller says that what was read back is right."""


class Node(Part):
    title: str


class Choices(Node):
    """What every node shares in which the caller chooses by one key."""

    prompt: PromptId
    options: dict[Key, Option] = {}
    first_seconds: Annotated[float, Field(gt=0, le=60)] = 7.0
    silences: Annotated[int, Field(ge=1, le=3)] = 2
    """After so many silences in a row the call goes to `silence`."""
    silence: str | None = None
    """Where too much silence leads; the tree's common one when not given."""
    shorter: PromptId | None = None
    """Said instead of `prompt` after the first silence."""


class Menu(Choices):
    kind: Literal["menu"]


class Confirm(Choices):
    """Reads the entered ID number back and asks whether it is right."""

    kind: Literal["confirm"]


class Ask(Node):
    """Takes a number by keys, one at a time; it ends by itself when its length is reached."""

    kind: Literal["ask"]
    what: Literal["id_number", "pin"]
    prompt: PromptId
    to: str
    first_seconds: Annotated[float, Field(gt=0, le=60)] = 10.0
    between_seconds: Annotated[float, Field(gt=0, le=60)] = 5.0
    tries: Annotated[int, Field(ge=1, le=5)] = 3


class Authenticate(Node):
    """Checks the ID number with the PIN."""

    kind: Literal["authenticate"]
    filler: PromptId
    accepted: str
    refused: str
    locked: str
    failed: str
    slow: str


class Query(Choices):
    """Looks something up about the caller and says it; `prompt` then says what can be done next."""

    kind: Literal["query"]
    query: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
    level: Annotated[Level, BeforeValidator(_level)] = Level.L2
    filler: PromptId
    answer: PromptId
    """The wording of one row; the query's columns stand in it in braces."""
    lead_in: PromptId | None = None
    """Said once before the rows when the answer has several."""
    ending: PromptId | None = None
    """Said once behind the last row, filled from it: the data's date."""
    nothing: str
    failed: str
    slow: str


class Transfer(Node):
    """Connects the caller with a person."""

    kind: Literal["transfer"]
    prompt: PromptId
    no_answer: PromptId
    to: str
    """Where the call goes on when nobody answers, after `no_answer` has been said."""


class Hangup(Node):
    """Says goodbye and ends the call."""

    kind: Literal["hangup"]
    prompt: PromptId
    gave_up: bool = False
    """The call ends because nothing was heard of the caller, not because they were done."""


AnyNode = Annotated[Menu | Confirm | Ask | Authenticate | Query | Transfer | Hangup, Field(discriminator="kind")]


class Login(Part):
    """Where a caller is sent who is not yet known well enough for what they want."""

    id_number: str
    pin: str


class Common(Part):
    """What holds for all nodes."""

    person: str
    """The transfer node behind key 0."""
    silence: str
    """Where the second silence in a row leads."""
    trouble: str
    """Where a call goes on when something can't be said."""
    not_an_option: PromptId
    wrong_pin: dict[Annotated[int, Field(ge=1, le=2)], PromptId]
    """What is said after a wrong PIN, by the number of tries left."""
    entry_cleared: PromptId
    entry_short: PromptId
    entry_nothing: PromptId
    bad_date: PromptId
    bad_check_digit: PromptId


class Tree(Part):
    """One version of the service's menus."""

    name: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,32}$")]
    version: str = ""
    """The digest of the file it was read from: a call is pinned to it."""
    start: NodeId
    login: Login
    common: Common
    nodes: dict[NodeId, AnyNode]
