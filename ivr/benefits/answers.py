"""What a database gave, in words; and when it gave nothing usable, the fault and a line in the log."""

from collections.abc import Mapping
from typing import Any

import structlog
from pydantic import SecretStr

from ivr.benefits.asking import Found, Unanswered
from ivr.benefits.ports import LookupFailed, LookupFault, LookupTooSlow, Row
from ivr.benefits.values import in_words

log = structlog.get_logger()


class Unusable(Exception):
    """What came isn't what the file declares; the message says what is wrong and holds no values."""


def rows_in_words(columns: Mapping[str, str], at_most: int, found: Found, *, gaps: bool = False) -> tuple[Row, ...]:
    """`columns`: name to kind. With `gaps` a NULL is no fault, but nothing to say. Raises Unusable."""
    if sorted(found.columns) != sorted(columns):
        raise Unusable(f"the SQL gives {', '.join(found.columns)}, the header says {', '.join(columns)}")
    if len(found.rows) > at_most:
        raise Unusable(f"more than {at_most} rows; the header says how many there are at most")
    return tuple(row_in_words(columns, dict(zip(found.columns, row, strict=True)), gaps=gaps) for row in found.rows)


def row_in_words(columns: Mapping[str, str], values: Mapping[str, Any], *, gaps: bool = False) -> Row:
    """Raises Unusable."""
    nothing = {column for column in columns if gaps and values[column] is None}
    return {
        column: SecretStr("") if column in nothing else _words(column, kind, values[column])
        for column, kind in columns.items()
    }


def fault_of_lookup(name: str, error: Exception, seconds: float) -> LookupFault:
    if isinstance(error, Unanswered) and error.late:
        log.warning("lookup_too_slow", lookup=name, seconds=seconds)
        return LookupTooSlow(f"look-up {name}: no answer in {seconds:g} s")
    log.error("lookup_failed", lookup=name, why=str(error))
    return LookupFailed(f"look-up {name}: {error}")


def fault_of_act(name: str, error: Exception, seconds: float) -> LookupFault:
    if isinstance(error, Unanswered) and error.late:
        log.warning("act_too_slow", act=name, seconds=seconds)
        return LookupTooSlow(f"act {name}: not done in {seconds:g} s")
    log.error("act_failed", act=name, why=str(error))
    return LookupFailed(f"act {name}: {error}")


def _words(column: str, kind: str, value: object) -> SecretStr:
    try:
        return SecretStr(in_words(kind, value))
    except (ValueError, TypeError, ArithmeticError):  # their texts can hold the value
        raise Unusable(f"a value of {column} can't be said as {kind}: a {type(value).__name__}") from None
