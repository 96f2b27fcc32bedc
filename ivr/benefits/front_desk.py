"""The desk that a call sees: whichever database an act belongs to."""

from collections.abc import Mapping

from pydantic import SecretStr

from ivr.benefits.leaving import OurActs
from ivr.benefits.ports import Desk, LookupFailed, Row
from ivr.benefits.signature import Signature
from ivr.benefits.sql_acts import SqlActs


class FrontDesk:
    def __init__(self, theirs: SqlActs, ours: OurActs) -> None:
        self.signatures: Mapping[str, Signature] = {**theirs.signatures, **ours.signatures}
        """The acts that a menu tree may use."""
        self._desks: dict[str, Desk] = {
            **dict.fromkeys(theirs.signatures, theirs),
            **dict.fromkeys(ours.signatures, ours),
        }

    def perform(self, act: str, request: str, values: Mapping[str, SecretStr]) -> Row:
        """What came of it. Raises LookupFailed or LookupTooSlow."""
        if act not in self._desks:
            raise LookupFailed(f"act {act}: there is no such file")
        return self._desks[act].perform(act, request, values)
