"""What a test call is to be."""

from dataclasses import dataclass, field
from pathlib import Path

from ivr.phone.caller.codec import PCMA, Codec
from ivr.phone.caller.digest import Login
from ivr.phone.caller.errors import BadPlan
from ivr.phone.caller.hand import Person
from ivr.phone.caller.keys import Say, Step, needs_person


@dataclass(frozen=True)
class CallPlan:
    """Raises BadPlan when its parts don't go together."""

    host: str
    port: int = 5060
    number: str = field(default="12333", repr=False)
    login: Login | None = None
    local: str | None = None
    """The address of ours to call from; the one that leads to the server when not set."""
    caller_number: str = field(default="anonymous", repr=False)
    caller_name: str | bytes = field(default="", repr=False)
    """Text is quoted as SIP wants it; bytes go out as they are."""
    keys: tuple[Step, ...] = field(default=(), repr=False)
    person: Person | None = None
    codecs: tuple[Codec, ...] = (PCMA,)
    record_to: Path | None = None
    ring_seconds: float = 60.0
    listen_seconds: float = 30.0
    """How long to stay after the last key; less when the system has said something and then nothing for 3 s."""
    limit_seconds: float = 300.0

    def __post_init__(self) -> None:
        if isinstance(self.caller_name, str) and not self.caller_name.isprintable():
            raise BadPlan("a caller's name with control characters can only be sent as bytes")
        if needs_person(self.keys) and self.person is None:
            raise BadPlan("the keys name ID or PIN: say whose")
        if self.codecs != (PCMA,) and any(isinstance(step, Say) for step in self.keys):
            raise BadPlan("what is said goes out as A-law: leave the codec as it is")
        if self.person and not self.person.keyable():
            raise BadPlan("an ID is keyed as digits with at most an X at its end, a PIN as digits")
