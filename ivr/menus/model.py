"""The menu tree as data: what kinds of node there are and what each of them may say and do."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ivr.menus.unfit import Unfit

BACK = "back"
REPEAT = "repeat"
WANTED = "wanted"
RESUME = "resume"
PLACES = frozenset({BACK, REPEAT, WANTED, RESUME})
"""Destinations that are no node: where the caller was before, the same again, what they wanted before login, and where they
were when their last call was cut off."""

NodeId = Annotated[str, Field(pattern=r"^\w{1,32}$")]
PromptId = Annotated[str, Field(pattern=r"^\w{1,48}$")]
FileName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Key = Annotated[str, Field(pattern=r"^[0-9*#]{1,3}$")]
Seconds = Annotated[float, Field(gt=0, le=60)]


class Level(IntEnum):
    """How well the caller is known: not at all, by a confirmed ID number, by ID number and PIN, and has confirmed twice."""

    L0 = 0
    L1 = 1
    L2 = 2
    L3 = 3


def _level(name: object) -> object:
    if name not in Level.__members__:
        raise Unfit("请写 L0、L1、L2 或 L3", "write L0, L1, L2 or L3")
    return Level[str(name)]


class Part(BaseModel):
    """Whatever stands in the tree file; an unknown field is a mistake, not a comment."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, use_attribute_docstrings=True)


class Option(Part):
    to: str
    name: str
    """What a clerk calls this choice: in reports, in the picture of the tree, and in a menu that writes its own prompt."""
    words: tuple[str, ...] = ()
    """What callers say for it, beside its name."""
    accept: bool = False
    """By this choice the caller says that what was read out is right."""
    segment: Annotated[int, Field(ge=1, le=3)] | None = None
    """Only this part of the ID number is asked again: 1 the first six digits, 2 the date of birth, 3 the last four."""
    set: dict[FileName, str] = {}
    """Variables that this choice gives, for look-ups and branches."""

    @property
    def phrases(self) -> tuple[str, ...]:
        """All that callers may say for it."""
        return tuple(dict.fromkeys((self.name, *self.words)))


class Retry(Part):
    """What happens when a caller says nothing, or something that does not fit. What is not given is the tree's common one."""

    tries: Annotated[int, Field(ge=1, le=5)] | None = None
    """At this count, in a row, the call goes to `to`."""
    to: str | None = None
    prompts: tuple[PromptId, ...] = ()
    """One for each count, the last one for all that follow. After silence it stands in place of the node's prompt, after
    what does not fit before it."""


class Node(Part):
    """A place in the tree. Where a node's prompt is not given, it is the one of the node's own name."""

    title: str
    person: NodeId | None = None
    """The transfer node behind key 0 from here on, until another node or the start names another."""


class Choices(Node):
    """What every node shares in which the caller chooses by keys."""

    prompt: PromptId = ""
    """The node's own name when not given; what no wording has under that name is made of the options' names and keys."""
    options: dict[Key, Option] = {}
    first_seconds: Seconds = 7.0
    """Until the first key."""
    between_seconds: Seconds = 5.0
    """Until the next key of a choice that can get longer."""
    no_input: Retry = Retry()
    no_match: Retry = Retry()
    interrupt: Literal["any", "keys", "none"] = "any"
    """What stops the prompt: keys and speech, keys alone, or nothing."""
    type_ahead: bool = True
    """Whether keys count that were pressed before the prompt began."""


class Menu(Choices):
    kind: Literal["menu"]


class Survey(Choices):
    """A question that is asked once: whoever says nothing is not asked again."""

    kind: Literal["survey"]
    to: str
    """Where the call goes on after an answer or none."""


class Confirm(Choices):
    """Reads what was keyed back and asks whether it is right."""

    kind: Literal["confirm"]
    what: Literal["id_number", "case_number", "phone"] = "id_number"


class Ask(Node):
    """Takes a number by keys, one at a time; it ends by itself when its length is reached."""

    kind: Literal["ask"]
    what: Literal["id_number", "pin", "case_number", "phone", "mobile"]
    prompt: PromptId = ""
    to: str
    first_seconds: Seconds = 10.0
    between_seconds: Seconds = 5.0
    whole_seconds: Annotated[float, Field(gt=0, le=300)] | None = None
    """How long the whole entry may take; as long as it takes when not given."""
    tries: Annotated[int, Field(ge=1, le=5)] = 3
    failure: str | None = None
    """Where so many numbers that can't be right lead; to a person when not given."""


class Authenticate(Node):
    """Checks the ID number with the PIN."""

    kind: Literal["authenticate"]
    filler: PromptId
    accepted: str
    refused: str
    locked: str
    failed: str
    slow: str


class Answer(Choices):
    """Asks a database, says what it answers, and goes on: by own options, or at `then`."""

    filler: PromptId | None = None
    """Said when the answer takes longer than 0.6 seconds."""
    answer: PromptId = ""
    """The wording of one row, the columns in braces; the node's own name when not given. Its prompt is then NAME_menu."""
    lead_in: PromptId | None = None
    """Said once before the rows when the answer has several."""
    ending: PromptId | None = None
    """Said once behind the last row, filled from it: the data's date."""
    cases: dict[str, PromptId] = {}
    """Other wording for a first row whose column `case` holds this word; then the call goes on at `then`."""
    then: str | None = None
    """Where the call goes on when the node has no options of its own."""
    nothing: str | None = None
    failed: str | None = None
    slow: str | None = None


class Query(Answer):
    """Looks something up."""

    kind: Literal["query"]
    query: FileName
    level: Annotated[Level, BeforeValidator(_level)] = Level.L2
    own_pin: bool = False
    """A PIN that is still the one that was given out is not enough."""


class Act(Answer):
    """Changes something, once, and says what came of it. It is told only when it is on disk."""

    kind: Literal["act"]
    act: FileName
    level: Annotated[Level, BeforeValidator(_level)] = Level.L3


class Message(Answer):
    """Sends the last answer, or the last announcement, as a text message to `phone`."""

    kind: Literal["message"]


class Say(Node):
    """Says something and goes on; unless `interrupt` is none, keys pressed meanwhile count in the next node."""

    kind: Literal["say"]
    prompt: PromptId = ""
    to: str | None = None
    """Where the call goes on; to the tree's `after_answer` when not given."""
    interrupt: Literal["any", "keys", "none"] = "any"


class Record(Node):
    """Takes a voice message: # ends it, then it can be heard and recorded again."""

    kind: Literal["record"]
    prompt: PromptId = ""
    review: PromptId
    """Says: listen 1, again 2, done #."""
    nothing: PromptId
    """Said when nothing was recorded."""
    to: str
    most_seconds: Annotated[int, Field(ge=5, le=300)] = 120


class Branch(Node):
    """Goes on without a word, by a fact: `open`, `announcement`, `cut_off`, `initial_pin`, `mobile`, or a variable."""

    kind: Literal["branch"]
    by: FileName
    cases: dict[str, str]
    otherwise: str


class Goto(Node):
    """The same as the node it leads to, under another name."""

    kind: Literal["goto"]
    to: str


class Transfer(Node):
    """Connects the caller with a person."""

    kind: Literal["transfer"]
    prompt: PromptId = ""
    extension: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,20}$")] | None = None
    """Whom to ring: a name in the dialplan's context `people`; IVR_OPERATOR when not given."""
    no_answer: PromptId
    to: str
    """Where the call goes on when nobody answers, after `no_answer` has been said."""
    closed: NodeId | None = None
    """Where the call goes outside office hours; it rings at any hour when not given."""


class Hangup(Node):
    """Says goodbye and ends the call."""

    kind: Literal["hangup"]
    prompt: PromptId = ""
    gave_up: bool = False
    """The call ends because nothing was heard of the caller, not because they were done."""


AnyNode = Annotated[
    Menu
    | Survey
    | Confirm
    | Ask
    | Authenticate
    | Query
    | Act
    | Message
    | Say
    | Record
    | Branch
    | Goto
    | Transfer
    | Hangup,
    Field(discriminator="kind"),
]


class Login(Part):
    """Where a caller is sent who is not yet known well enough for what they want."""

    id_number: NodeId
    pin: NodeId
    own_pin: NodeId
    """Where a caller goes whose PIN is still the one that was given out, for what that is not enough for."""


class IdWording(Part):
    """What is said about an ID number that can't be right, and to ask for its parts."""

    bad_area: PromptId
    bad_date: PromptId
    bad_check_digit: PromptId
    by_segments: PromptId
    """Said when the whole number was wrong twice: now part by part."""
    segments: Annotated[tuple[PromptId, ...], Field(min_length=3, max_length=3)]


class EntryWording(Part):
    """What is said while a number is keyed."""

    cleared: PromptId
    short: PromptId
    nothing: PromptId
    bad_phone: PromptId
    bad_case_number: PromptId


class SpeechWording(Part):
    """What callers who speak are told."""

    help: PromptId
    ask_back: PromptId
    """Asks whether `{choice}` was meant."""
    not_understood: PromptId
    by_keys: PromptId
    """Nobody can listen just now."""
    go_on: PromptId
    """A piece of a number was heard, and more of it must come."""
    unclear: PromptId
    """What was heard is no number that can be right, or could be several."""
    invite: PromptId | None = None
    """Said behind the main menu where somebody can listen: that the caller may speak."""
    invite_number: PromptId | None = None
    """The same behind a question for a number."""


class Common(Part):
    """What holds for all nodes."""

    person: NodeId
    """The transfer node behind key 0."""
    no_input: Retry
    no_match: Retry
    error_budget: Annotated[int, Field(ge=3, le=30)] = 10
    """So many errors in one call, of whatever kind, lead to a person."""
    give_up: NodeId
    """Where a call goes with twice as many: nobody could be reached. It must lead to a goodbye."""
    trouble: NodeId
    """Where a call goes on when something can't be said."""
    goodbye: NodeId
    """Where the words for the end lead."""
    after_answer: NodeId
    """The menu behind answers and announcements."""
    filler: PromptId
    nothing: NodeId
    failed: NodeId
    slow: NodeId
    wrong_pin: dict[Annotated[int, Field(ge=1, le=2)], PromptId]
    """What is said after a wrong PIN, by the number of tries left."""
    resumed: PromptId
    """Said when a call goes on in another process than it began in."""
    recorded: PromptId | None = None
    """Said first where calls are recorded: that they are. Without it none is."""
    id_number: IdWording
    entry: EntryWording
    speech: SpeechWording


class Tree(Part):
    """One version of the service's menus."""

    name: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,32}$")]
    version: str = ""
    """The digest of the file it was read from: a call is pinned to it."""
    start: NodeId
    main_menu: NodeId
    """Where ** leads."""
    login: Login
    common: Common
    nodes: dict[NodeId, AnyNode]

    def destinations(self, name: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every way out of a node that stands in it: where in the file, and the node or place it leads to."""
        node = self.nodes[name]
        here, written = ("nodes", name), vars(node)
        for key, option in written.get("options", {}).items():
            yield (*here, "options", key, "to"), option.to
        for field in ("no_input", "no_match"):
            retry: Retry | None = written.get(field)
            if retry and retry.to:
                yield (*here, field, "to"), retry.to
        if isinstance(node, Branch):
            for case, case_target in node.cases.items():
                yield (*here, "cases", case), case_target
        for field in _EXITS:
            target: str | None = written.get(field)
            # A record's `nothing` is wording, not a way out.
            if target is not None and not (field == "nothing" and isinstance(node, Record)):
                yield (*here, field), target


_EXITS = (
    "to",
    "otherwise",
    "then",
    "nothing",
    "failed",
    "slow",
    "accepted",
    "refused",
    "locked",
    "failure",
    "closed",
    "person",
)
