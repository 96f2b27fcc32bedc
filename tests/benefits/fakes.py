"""The benefits side without databases."""

from collections.abc import Mapping

from pydantic import SecretStr

from ivr.benefits.ports import Accepted, AttemptsUnavailable, Locked, LookupFault, Refused, Row, Verdict


class FakeBenefits:
    """Answers every person with the same rows, or fails with `fault` while one is set."""

    def __init__(self, answers: Mapping[str, tuple[Row, ...]]) -> None:
        self.fault: LookupFault | None = None
        self.asked: list[str] = []
        self._answers = answers

    def find(self, name: str, values: Mapping[str, SecretStr]) -> tuple[Row, ...]:  # all are answered alike
        self.asked.append(name)
        if self.fault:
            raise self.fault
        return self._answers.get(name, ())


class FakeDesk:
    """Does everything as `outcomes` says, or fails with `fault` while one is set; a request asked for again is one change."""

    def __init__(self, outcomes: Mapping[str, Row]) -> None:
        self.fault: LookupFault | None = None
        self.done: dict[str, Row] = {}
        self._outcomes = outcomes

    def perform(self, act: str, request: str, values: Mapping[str, SecretStr]) -> Row:
        if self.fault:
            raise self.fault
        return self.done.setdefault(request, self._outcomes[act])


class FakeIdentifier:
    """Knows one PIN for everybody, and three tries; fails with `fault` while one is set."""

    def __init__(self, pin: str, *, initial_pin: bool = False) -> None:
        self.fault: LookupFault | AttemptsUnavailable | None = None
        self._pin = pin
        self._initial_pin = initial_pin
        self._left = 3

    def verify(self, id_number: SecretStr, pin: SecretStr) -> Verdict:
        if self.fault:
            raise self.fault
        if not self._left:
            return Locked()
        if pin.get_secret_value() == self._pin:
            return Accepted(self._initial_pin)
        self._left -= 1
        return Refused(self._left) if self._left else Locked()
