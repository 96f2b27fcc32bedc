"""The world of a dialogue: everybody answers what is given."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from ivr.dialog.events import Accepted, Event, Failed, Found, Locked, Refused, TransferEnded
from ivr.simulator.given import Answer, Given
from ivr.simulator.keys import Person
from ivr.simulator.spoken_values import Declared
from ivr.simulator.world import Reply

MOST_TRIES = 3
RINGS_SECONDS = 20.0
ANSWERED_SECONDS = 5.0
SLOW_SECONDS = 30.0


class GivenWorld:
    """One dialogue's. Calls that follow each other share it, as they share the PIN's tries."""

    def __init__(self, given: Given, person: Person, declared: Declared) -> None:
        self._given = given
        self._person = person
        self._declared = declared
        self._answers: dict[str, Answer | None] = dict(given.answers)
        self._tries: Counter[str] = Counter()
        self._voices = list(given.voice)

    def verify(self, id_number: SecretStr, pin: SecretStr) -> Reply:
        match self._given.pin:
            case "fails":
                return Reply(Failed(0))
            case "slow":
                return Reply(Failed(0), SLOW_SECONDS)
            case "locked":
                return Reply(Locked(0))
        return Reply(self._verdict(id_number, pin))

    def _verdict(self, id_number: SecretStr, pin: SecretStr) -> Event:
        """Three wrong ones in a row lock a person, from whatever telephone."""
        number = id_number.get_secret_value()
        if self._tries[number] >= MOST_TRIES:
            return Locked(0)
        if self._given.pin != "wrong" and (id_number, pin) == (self._person.id_number, self._person.pin):
            del self._tries[number]
            return Accepted(0, initial_pin=self._given.pin == "initial")
        self._tries[number] += 1
        left = MOST_TRIES - self._tries[number]
        return Refused(0, left) if left else Locked(0)

    def find(self, query: str, _values: Mapping[str, SecretStr]) -> Reply:
        return self._answer(query)

    def perform(self, act: str, _number: int, _values: Mapping[str, SecretStr]) -> Reply:
        return self._answer(act)

    def _answer(self, name: str) -> Reply:
        answer = self._answers.get(name) or Answer()
        self._answers[name] = answer.then or answer
        if answer.fails:
            return Reply(Failed(0), answer.after)
        rows = tuple(self._declared.words(name, row) for row in answer.rows)
        return Reply(Found(0, rows), answer.after)

    def ring(self, _extension: str | None) -> Reply:
        answers = self._given.person == "answers"
        return Reply(TransferEnded(0, answers), ANSWERED_SECONDS if answers else RINGS_SECONDS)

    def given(self) -> dict[str, Any]:
        """As a dialogue writes it."""
        return self._given.model_dump(mode="json", exclude_unset=True)

    def voice(self) -> float:
        return self._voices.pop(0) if len(self._voices) > 1 else self._voices[0]
