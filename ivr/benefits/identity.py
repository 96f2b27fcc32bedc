"""Who is calling: an ID number, a PIN, and three tries a day."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog
from pydantic import SecretStr

from ivr.benefits.attempts import MOST, Attempt, Attempts
from ivr.benefits.parameters import ID_NUMBER
from ivr.benefits.pins import NoPinHash, hashed, matches
from ivr.benefits.ports import (
    Accepted,
    AttemptsUnavailable,
    Benefits,
    Locked,
    LookupFailed,
    LookupFault,
    Refused,
    Row,
    Verdict,
)
from ivr.benefits.query import PERSON

log = structlog.get_logger()

YES = "yes"


class Identity:
    """Checks PINs. A person that isn't known is counted, locked and answered exactly like one that is."""

    def __init__(
        self, benefits: Benefits, attempts: Attempts, pseudonym: Callable[[SecretStr], str], today: Callable[[], date]
    ) -> None:
        """`pseudonym` makes the name under which an ID number's tries are counted."""
        self._benefits = benefits
        self._attempts = attempts
        self._pseudonym = pseudonym
        self._today = today
        self._nobodys_hash = SecretStr(hashed(""))

    def verify(self, id_number: SecretStr, pin: SecretStr) -> Verdict:
        """Takes one of the day's tries. Raises LookupFailed, LookupTooSlow or AttemptsUnavailable."""
        attempt = self._attempts.reserve(self._pseudonym(id_number), self._today())
        if attempt is None:
            return Locked()
        person = self._check(attempt, id_number, pin)
        if person is not None:
            self._attempts.forgive(attempt.person)
            return Accepted(initial_pin=person["initial_pin"].get_secret_value() == YES)
        return Refused(MOST - attempt.number) if attempt.number < MOST else Locked()

    def _check(self, attempt: Attempt, id_number: SecretStr, pin: SecretStr) -> Row | None:
        """The person whose PIN it is. When that can't be told, the try is given back."""
        try:
            return self._person_with(id_number, pin)
        except LookupFault:
            self._release(attempt)
            raise

    def _person_with(self, id_number: SecretStr, pin: SecretStr) -> Row | None:
        person = next(iter(self._benefits.find(PERSON, {ID_NUMBER: id_number})), None)
        try:
            # For an unknown person a hash is checked too: the answer must not come sooner.
            right = matches(person["pin_hash"] if person else self._nobodys_hash, pin)
        except NoPinHash:
            log.warning("pin_hash_unusable")
            raise LookupFailed(f"look-up {PERSON}: pin_hash is no argon2 hash") from None
        return person if right and person else None

    def _release(self, attempt: Attempt) -> None:
        try:
            self._attempts.release(attempt)
        except AttemptsUnavailable as fault:  # the fault that brought us here is what the caller hears of
            log.warning("pin_attempt_not_released", why=str(fault))


def office_day(timezone: str) -> Callable[[], date]:
    """Today by the office's calendar."""
    zone = ZoneInfo(timezone)
    return lambda: datetime.now(zone).date()
