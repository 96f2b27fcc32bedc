"""How a report's values look on a page."""

from datetime import date

from ivr.console.languages import language
from ivr.records.reports.tables.table import Value
from ivr.records.reports.words import Words

NOTHING = "—"


def said(words: Words) -> str:
    """In the reader's language."""
    return words.said(language())


def shown(value: Value) -> str:
    match value:
        case None:
            return NOTHING
        case Words():
            return said(value)
        case float():
            return f"{value:.1%}"
        case int():
            return f"{value:,}"
        case date():
            return value.isoformat()
    return value


def part(value: float | None, whole: float = 1.0) -> str:
    """The length of a bar of 100 at most."""
    return f"{100 * (value or 0) / whole:.2f}" if whole else "0"
