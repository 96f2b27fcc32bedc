"""A change's file: statements, then one SELECT whose row tells what came of them.

    -- column: case code           a line for each column, see `ivr.benefits.sqlfile`; `case` says how it went

All run in one transaction, and may run again for the same :request, which must then change nothing and tell the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ivr.benefits.parameters import CASE_NUMBER, DATES, ID_NUMBER, REQUEST
from ivr.benefits.signature import Signature
from ivr.benefits.sqlfile import BadQuery, Statement, add_column, header_lines, no_parameter, read, statements
from ivr.benefits.values import CODE
from ivr.words import Words

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
        told = Words(
            "先写要改什么，再写一条 SELECT，说明结果如何",
            "write what is to change, then one SELECT that tells what came of it",
        )
        raise BadQuery(path, line, told)
    act = Act(columns, tuple(found[:-1]), found[-1])
    _refuse(path, act)
    return act


def _columns(path: Path, content: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for line, key, value in header_lines(content):
        fault = add_column(columns, value) if key == "column" else None
        if fault:
            raise BadQuery(path, line, fault)
    if columns.get(CASE) != CODE:
        told = Words(
            "请写明结果：`-- column: case code`，值如 done、already",
            "say how it went: `-- column: case code`, with words such as done and already",
        )
        raise BadQuery(path, 1, told)
    return columns


def _refuse(path: Path, act: Act) -> None:
    for change in act.changes:
        if not change.begins_with("INSERT", "UPDATE", "DELETE", "WITH"):
            told = Words(
                "请写 INSERT、UPDATE 或 DELETE；事务由系统管理",
                "write INSERT, UPDATE or DELETE; the transaction is ours",
            )
            raise BadQuery(path, change.line, told)
    everything = (*act.changes, act.outcome)
    for statement in everything:
        if strange := sorted(statement.parameters - _KNOWN):
            raise BadQuery(path, statement.line, no_parameter(strange[0], _KNOWN))
    if missing := sorted(_NEEDED.difference(*(statement.parameters for statement in everything))):
        told = Words(
            f"要用到 :{missing[0]}：一次办理只属于一个人和一次请求",
            f"use :{missing[0]}: a change is one person's, and one request's",
        )
        raise BadQuery(path, act.outcome.line, told)
