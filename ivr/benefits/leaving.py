"""What callers leave for the office, written down in our database: once, and with a case number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine, func, insert, select, text

from ivr.benefits import case_numbers
from ivr.benefits.act import CASE
from ivr.benefits.answers import Unusable, fault_of_act, row_in_words
from ivr.benefits.asking import Run, Unanswered, changing
from ivr.benefits.parameters import ID_NUMBER, TODAY, Extras, Missing, filled
from ivr.benefits.ports import Row
from ivr.benefits.signature import Signature
from ivr.benefits.values import CODE
from ivr.requests import Request, RequestKind, RequestStatus

DONE = "done"
PHONE, RECORDING, TEXT = "phone", "recording", "text"
_NUMBERED = {CASE: CODE, "case_number": "case_number"}


@dataclass(frozen=True)
class _Act:
    kind: RequestKind
    wants: frozenset[str]
    columns: Mapping[str, str]


ACTS = {
    "leave_message": _Act(RequestKind.MESSAGE, frozenset({PHONE, RECORDING}), _NUMBERED),
    "leave_opinion": _Act(RequestKind.OPINION, frozenset({PHONE, RECORDING}), _NUMBERED),
    "request_callback": _Act(RequestKind.CALLBACK, frozenset({PHONE}), {**_NUMBERED, "position": "count"}),
    "send_text": _Act(RequestKind.TEXT, frozenset({PHONE, TEXT}), {CASE: CODE, "phone_tail": "card_tail"}),
}


class OurActs:
    """A desk for what is left with us."""

    signatures: Mapping[str, Signature] = {name: Signature.of(act.columns, act.wants) for name, act in ACTS.items()}

    def __init__(self, ours: Engine, pseudonym: Callable[[SecretStr], str], seconds: float, extras: Extras) -> None:
        """`ours` is for changes; `pseudonym` makes the name by which an ID number is kept."""
        self._ours = ours
        self._pseudonym = pseudonym
        self._seconds = seconds
        self._extras = extras

    def perform(self, act: str, request: str, values: Mapping[str, SecretStr]) -> Row:
        """What came of it. Raises LookupFailed or LookupTooSlow; whether it was done is then told by asking again."""
        try:
            with changing(self._ours, self._seconds) as run:
                return self._once(run, ACTS[act], request, values)
        except (Missing, Unanswered, Unusable) as fault:
            raise fault_of_act(act, fault, self._seconds) from None

    def _once(self, run: Run, act: _Act, request: str, values: Mapping[str, SecretStr]) -> Row:
        if self._ours.dialect.name == "postgresql":  # one after the other, as in a file: so positions can be counted
            run(text("LOCK TABLE requests IN SHARE ROW EXCLUSIVE MODE"), {})
        row = _left(run, request)
        if row is None:
            run(insert(Request), self._new(run, act, request, values))
            row = _left(run, request)
        return row_in_words(act.columns, {**(row or {}), CASE: DONE})

    def _new(self, run: Run, act: _Act, request: str, values: Mapping[str, SecretStr]) -> dict[str, object]:
        given = filled(act.wants, values, self._extras)
        today = date.fromisoformat(self._extras()[TODAY])
        person = values.get(ID_NUMBER)
        return {
            **given,
            "id": request,
            "kind": act.kind,
            "case_number": _free_number(run, today) if "case_number" in act.columns else None,
            "position": _waiting(run) + 1 if act.kind is RequestKind.CALLBACK else None,
            "person_hmac": self._pseudonym(person) if person and person.get_secret_value() else None,
            "status": RequestStatus.WAITING,
            "received_on": today,
            "created_at": datetime.now(UTC),
        }


def _left(run: Run, request: str) -> dict[str, Any] | None:
    wanted = select(Request.case_number, Request.position, Request.phone).where(Request.id == request)
    row = run(wanted, {}).one_or_none()
    return row and {"case_number": row.case_number, "position": row.position, "phone_tail": row.phone[-4:]}


def _waiting(run: Run) -> int:
    mine = (Request.kind == RequestKind.CALLBACK) & (Request.status == RequestStatus.WAITING)
    return int(run(select(func.count()).select_from(Request).where(mine), {}).scalar_one())


def _free_number(run: Run, today: date) -> str:
    """Nobody else can take it: changes are made one after the other. Raises Unusable."""
    for _ in range(case_numbers.TRIES):
        number = case_numbers.fresh(today)
        if run(select(Request.id).where(Request.case_number == number), {}).first() is None:
            return number
    raise Unusable("no free case number was found")
