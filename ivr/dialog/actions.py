"""What a conversation asks of its driver. The driver performs one and hands back the event that came of it."""

from dataclasses import dataclass

from pydantic import SecretStr

from ivr.spoken.utterance import Rate, Utterance


@dataclass(frozen=True)
class Listen:
    """Say this, then listen; the first key ends both. Ends as Key, Silence or Unspeakable."""

    utterance: Utterance
    rate: Rate
    seconds: float
    """How long to listen after the last word."""


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
    id_number: SecretStr
    filler: Utterance
    rate: Rate


@dataclass(frozen=True)
class Transfer:
    """Ring a person. Ends as TransferEnded."""


@dataclass(frozen=True)
class End:
    """Hang up; there is no further event."""


Action = Listen | Say | Verify | LookUp | Transfer | End
