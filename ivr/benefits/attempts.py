"""How often somebody's PIN was wrong today, counted in our database so that no two calls count past each other."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Delete, Engine, Update, case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from ivr.benefits.ports import AttemptsUnavailable
from ivr.database import DatabaseUnavailable, PinAttempts, transaction

MOST = 3


@dataclass(frozen=True)
class Attempt:
    """One try that has been taken, and counts as a failure until it is known to be none."""

    person: str
    day: date
    number: int
    """1 to 3."""


class Attempts:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tidied: date | None = None
        self._insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert

    def reserve(self, person: str, today: date) -> Attempt | None:
        """Takes a try before the PIN is looked at; None when there is none left. Raises AttemptsUnavailable.

        One statement decides and counts, so parallel calls get three tries between them, and a process that dies in
        between has used its try up.
        """
        try:
            self._forget_past_days(today)
            with transaction(self._engine) as connection:
                taken = connection.execute(self._one_more(person, today)).one_or_none()
        except DatabaseUnavailable as fault:
            raise AttemptsUnavailable(str(fault)) from None
        return taken and Attempt(person, taken.day, taken.failures)

    def release(self, attempt: Attempt) -> None:
        """Gives a try back that was neither right nor wrong. Raises AttemptsUnavailable."""
        mine = (PinAttempts.person_hmac == attempt.person) & (PinAttempts.day == attempt.day)
        self._write(update(PinAttempts).where(mine, PinAttempts.failures > 0).values(failures=PinAttempts.failures - 1))

    def forgive(self, person: str) -> None:
        """The PIN was right: nothing counts any more. Raises AttemptsUnavailable."""
        self._write(delete(PinAttempts).where(PinAttempts.person_hmac == person))

    def _forget_past_days(self, today: date) -> None:
        """Once a day. Yesterday's stay, for a clock that goes back."""
        if self._tidied == today:
            return
        with transaction(self._engine) as connection:
            connection.execute(delete(PinAttempts).where(PinAttempts.day < today - timedelta(1)))
        self._tidied = today

    def _write(self, statement: Update | Delete) -> None:
        try:
            with transaction(self._engine) as connection:
                connection.execute(statement)
        except DatabaseUnavailable as fault:
            raise AttemptsUnavailable(str(fault)) from None

    def _one_more(self, person: str, today: date) -> ReturningInsert[date, int]:
        first = self._insert(PinAttempts).values(person_hmac=person, day=today, failures=1)
        new_day = PinAttempts.day < first.excluded.day
        return first.on_conflict_do_update(
            index_elements=[PinAttempts.person_hmac],
            set_={
                "day": case((new_day, first.excluded.day), else_=PinAttempts.day),
                "failures": case((new_day, 1), else_=PinAttempts.failures + 1),
            },
            where=new_day | (PinAttempts.failures < MOST),
        ).returning(PinAttempts.day, PinAttempts.failures)
