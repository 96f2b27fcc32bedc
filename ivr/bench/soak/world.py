"""Whom a replayed call asks: the demo's facts about one person, as they stand at the beginning of the call."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import SecretStr

from ivr.benefits.demo import DemoPerson, offices
from ivr.benefits.schema.cards import service_outlets
from ivr.dialog.events import Accepted, Found, Refused, TransferEnded
from ivr.running import DEMO_SEED
from ivr.simulator.spoken_values import Declared
from ivr.simulator.world import Reply

NOBODY_SECONDS = 0.1
"""No telephone of a person is there, so none rings."""
SPEAKS_SECONDS = 60.0
"""A key ends each recording."""
DONE: dict[str, dict[str, str]] = {
    "report_loss": {"case": "done", "case_number": "202601010018", "card_tail": "0000", "until": "2026-01-01"},
    "release_loss": {"case": "done", "case_number": "202601010018", "card_tail": "0000"},
    "request_callback": {"case": "done", "case_number": "202601010018", "position": "9"},
    "leave_message": {"case": "done", "case_number": "202601010018"},
    "leave_opinion": {"case": "done", "case_number": "202601010018"},
    "send_text": {"case": "done", "phone_tail": "0000"},
}
"""Other values than the caller hears, but in the same places."""


class FactsWorld:
    def __init__(self, person: DemoPerson | None, declared: Declared) -> None:
        self._person = person
        self._declared = declared
        self._lost = False

    def verify(self, id_number: SecretStr, pin: SecretStr) -> Reply:
        person = self._person
        right = person and (id_number.get_secret_value(), pin.get_secret_value()) == (person.id_number, person.pin)
        return Reply(Accepted(0, person.initial_pin) if person and right else Refused(0, 2))

    def find(self, query: str, values: Mapping[str, SecretStr]) -> Reply:
        plain = {name: value.get_secret_value() for name, value in values.items()}
        rows = [self._declared.words(query, self._row(query, row)) for row in self._rows(query, plain)]
        return Reply(Found(0, tuple(rows)))

    def perform(self, act: str, _number: int, _values: Mapping[str, SecretStr]) -> Reply:
        self._lost = act == "report_loss" or (self._lost and act != "release_loss")
        return Reply(Found(0, (self._declared.words(act, DONE[act]),)))

    def ring(self, _extension: str | None) -> Reply:
        return Reply(TransferEnded(0, answered=False), NOBODY_SECONDS)

    def voice(self) -> float:
        return SPEAKS_SECONDS

    def _rows(self, query: str, values: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
        if query == "outlets":
            return _outlets(values["district"])
        if self._person is None or query not in self._person.facts:
            return []
        rows = self._person.facts[query]
        if query == "case_progress":
            return [row for row in rows if row["case_number"] == values["case_number"]]
        return [{**row, "case": "lost"} for row in rows] if self._lost and query.startswith("card_to_") else rows

    def _row(self, query: str, row: Mapping[str, Any]) -> dict[str, str]:
        return {column: str(row[column]) for column in self._declared.kinds[query]}


def _outlets(district: str) -> list[Mapping[str, Any]]:
    rows = (row for table, row in offices.lines(DEMO_SEED) if table is service_outlets)
    return [row for row in rows if row["district"] == district]
