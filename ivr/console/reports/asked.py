"""Which days and calls somebody asked for, from the address of a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from ivr.console.languages import N_
from ivr.records.reports.report import LONGEST_DAYS, BadRange, Wanted

VOICE: Mapping[str, bool | None] = {"": None, "yes": True, "no": False}


class BadQuestion(Exception):
    """What is asked for can't be reported on; the message is for the page."""


@dataclass(frozen=True)
class Span:
    """Days that are often asked for."""

    label: str
    first: date
    last: date


def asked(arguments: Mapping[str, str], today: date) -> Wanted:
    """The last seven days when no days are given. Raises BadQuestion."""
    try:
        last = date.fromisoformat(arguments.get("last") or today.isoformat())
        first = date.fromisoformat(arguments.get("first") or (last - timedelta(days=6)).isoformat())
        return Wanted(first, last, arguments.get("version", ""), VOICE[arguments.get("voice", "")])
    except BadRange:
        raise BadQuestion(_("第一天不能在最后一天之后，一次最多 %(days)s 天。", days=LONGEST_DAYS)) from None
    except (ValueError, OverflowError, KeyError):
        raise BadQuestion(_("日期请写成 2026-11-24 的样子。")) from None


def in_address(wanted: Wanted) -> dict[str, str]:
    """What leads to the same again."""
    voice = next(name for name, spoke in VOICE.items() if spoke is wanted.spoke)
    given = {"first": wanted.first.isoformat(), "last": wanted.last.isoformat()}
    return {name: value for name, value in (given | {"version": wanted.tree_version, "voice": voice}).items() if value}


def spans(today: date) -> Iterator[Span]:
    yesterday, monday, first = today - timedelta(days=1), today - timedelta(days=today.weekday()), today.replace(day=1)
    yield Span(N_("今天"), today, today)
    yield Span(N_("昨天"), yesterday, yesterday)
    yield Span(N_("本周"), monday, today)
    yield Span(N_("上周"), monday - timedelta(days=7), monday - timedelta(days=1))
    yield Span(N_("本月"), first, today)
    yield Span(N_("上月"), (first - timedelta(days=1)).replace(day=1), first - timedelta(days=1))
