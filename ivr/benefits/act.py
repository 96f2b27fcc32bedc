"""A change's file: statements, then one SELECT whose row tells what came of them.

    -- column: case code           a line for each column, see `ivr.benefits.sqlfile`; `case` says how it went

All run in one transaction, and may run again for the same :request, which must then change nothing and tell the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ivr.benefits.parameters import CASE_NUMBER, DATES, ID_NUMBER, REQUEST
from ivr.benefits.signature import Signature
from ivr.benefits.sqlfile import BadQuery, Statement, add_column, header_lines, read, statements
from ivr.benefits.values import CODE

CASE = "case"
_NEEDED = frozenset({ID_NUMBER, REQUEST})
_KNOWN = _NEEDED | DATES | {CASE_NUMBER}


@dataclass(frozen=True)
class Act:
    columns: Mapping[str, str]
    """Name to kind."""
    changes: tuple[Statement, ...]
    outcome: Statement

    @property
    def signature(self) -> Signature:
        """The case number is no wish to the conversation: it is a fresh one of ours."""
        return Signature.of(self.columns, {ID_NUMBER})


def load_acts(directory: Path) -> dict[str, Act]:
    """Reads every `NAME.sql`. Raises BadQuery for the first that can't be used."""
    return {path.stem: load_act(path) for path in sorted(directory.glob("*.sql"))}


def load_act(path: Path) -> Act:
    """Reads one file. Raises BadQuery."""
    content = read(path)
    columns = _columns(path, content)
    found = statements(content)
    if len(found) < 2 or not found[-1].begins_with("SELECT", "WITH"):
        line = found[-1].line if found else 1
        raise BadQuery(path, line, "write what is to change, then one SELECT that tells what came of it")
    act = Act(columns, tuple(found[:-1]), found[-1])
    _refuse(path, act)
    return act


def _columns(path: Path, content: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for line, key, value in header_lines(content):
        fault = add_column(columns, value) if key == "column" else ""
        if fault:
            raise BadQuery(path, line, fault)
    if columns.get(CASE) != CODE:
        raise BadQuery(path, 1, "say how it went: `-- column: case code`, with words such as done and already")
    return columns


def _refuse(path: Path, act: Act) -> None:
    for change in act.changes:
        if not change.begins_with("INSERT", "UPDATE", "DELETE", "WITH"):
            raise BadQuery(path, change.line, "write INSERT, UPDATE or DELETE; the transaction is ours")
    everything = (*act.changes, act.outcome)
    for statement in everything:
        if strange := sorted(statement.parameters - _KNOWN):
            known = ", ".join(f":{name}" for name in sorted(_KNOWN))
            raise BadQuery(path, statement.line, f"there is no parameter :{strange[0]}; there are {known}")
    if missing := sorted(_NEEDED.difference(*(statement.parameters for statement in everything))):
        raise BadQuery(path, act.outcome.line, f"use :{missing[0]}: a change is one person's, and one request's")
