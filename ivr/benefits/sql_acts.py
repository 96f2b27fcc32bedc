"""Changes in their database, by the SQL files of a directory."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.benefits import case_numbers
from ivr.benefits.act import Act, load_acts
from ivr.benefits.answers import Unusable, fault_of_act, rows_in_words
from ivr.benefits.asking import Found, Unanswered, changing, fetched
from ivr.benefits.parameters import CASE_NUMBER, DATES, ID_NUMBER, REQUEST, TODAY, Extras, Missing, filled
from ivr.benefits.ports import Row
from ivr.benefits.signature import Signature


class SqlActs:
    """A desk for what the files do."""

    def __init__(self, theirs: Engine, directory: Path, seconds: float, extras: Extras) -> None:
        """Reads the files; `theirs` is for changes, from `open_for_changes`. Raises BadQuery."""
        self._theirs = theirs
        self._acts = load_acts(directory)
        self._seconds = seconds
        self._extras = extras

    @property
    def signatures(self) -> Mapping[str, Signature]:
        return {name: act.signature for name, act in self._acts.items()}

    def perform(self, act: str, request: str, values: Mapping[str, SecretStr]) -> Row:
        """What came of it. Raises LookupFailed or LookupTooSlow; whether it was done is then told by asking again."""
        try:
            given = filled({ID_NUMBER, *DATES}, values, self._extras) | {REQUEST: request}
            return self._with_a_free_number(self._acts[act], given, date.fromisoformat(self._extras()[TODAY]))
        except (Missing, Unanswered, Unusable) as fault:
            raise fault_of_act(act, fault, self._seconds) from None

    def _with_a_free_number(self, act: Act, values: Mapping[str, object], today: date) -> Row:
        for _ in range(case_numbers.TRIES - 1):
            try:
                return self._once(act, values, today)
            except Unanswered as fault:
                if not fault.taken:
                    raise
        return self._once(act, values, today)

    def _once(self, act: Act, values: Mapping[str, object], today: date) -> Row:
        values = {**values, CASE_NUMBER: case_numbers.fresh(today)}
        with changing(self._theirs, self._seconds) as run:
            for change in act.changes:
                run(change.clause, _of(change.parameters, values)).close()
            outcome = run(act.outcome.clause, _of(act.outcome.parameters, values))
            return _only_row(act, fetched(outcome, 2))


def _of(names: frozenset[str], values: Mapping[str, object]) -> dict[str, object]:
    return {name: values[name] for name in names}


def _only_row(act: Act, found: Found) -> Row:
    rows = rows_in_words(act.columns, 1, found, gaps=True)  # what isn't changed has no case number
    if not rows:
        raise Unusable("its SELECT gives no row that tells what came of it")
    return rows[0]
