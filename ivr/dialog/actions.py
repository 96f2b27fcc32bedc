"""What a conversation asks of its driver. The driver performs one and hands back the event that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr

from ivr.spoken.question import Question
from ivr.spoken.utterance import Rate, Utterance


@dataclass(frozen=True)
class Listen:
    """Say this, then listen; the first key ends both, and so do words where they are wanted.

    Ends as Key, Heard, Unheard, Silence or Unspeakable.
    """

    utterance: Utterance
    rate: Rate
    seconds: float
    """How long to listen after the last word."""
    hears: Question | None = None
    """What the caller may say; None when only keys count."""
    invitation: Utterance = ()
    """Said behind it where somebody can listen: that the caller may speak."""


@dataclass(frozen=True)
class Say:
    """Say this to its end, whatever is pressed. Ends as Played or Unspeakable."""

    utterance: Utterance
    rate: Rate


@dataclass(frozen=True)
class Verify:
    """Check the PIN, saying the filler when it takes long. Ends as Accepted, Refused, Locked, Failed or TooSlow."""

    id_number: SecretStr
    pin: SecretStr
    filler: Utterance
    rate: Rate


@dataclass(frozen=True)
class LookUp:
    """Look something up, saying the filler when it takes long. Ends as Found, Failed, TooSlow, or as Key 0 at once."""

    query: str
    values: Mapping[str, SecretStr] = field(repr=False)
    filler: Utterance
    rate: Rate


@dataclass(frozen=True)
class Perform:
    """Change something, saying the filler when it takes long. Ends as Found with what came of it, Failed or TooSlow.

    The same `number` in the same call is the same change: asked for twice, by this process or the next, it happens once.
    """

    act: str
    number: int
    values: Mapping[str, SecretStr] = field(repr=False)
    filler: Utterance
    rate: Rate


@dataclass(frozen=True)
class Record:
    """Record the caller under this name until a key or a pause. Ends as Recorded."""

    name: str
    most_seconds: int


@dataclass(frozen=True)
class Transfer:
    """Ring a person. Ends as TransferEnded."""

    extension: str | None
    reason: str
    """What the person should know: where the caller was and what went wrong there. Nothing private."""


@dataclass(frozen=True)
class End:
    """Hang up; there is no further event."""


Action = Listen | Say | Verify | LookUp | Perform | Record | Transfer | End
