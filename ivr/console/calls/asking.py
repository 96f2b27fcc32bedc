"""The search form: what stands in the page's address, and which calls that means."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivr.people.refused import Refused
from ivr.records.models import Outcome
from ivr.records.wanted import TAIL, Place, Wanted

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """As it was filled in. A whole number is not among it: it is asked for by itself and never part of an address."""

    since: str = ""
    until: str = ""
    outcome: str = ""
    node: str = ""
    step: str = ""
    version: str = ""
    tail: str = ""
    number: str = ""
    """Not empty where only the calls of the number are wanted that was given last."""

    @property
    def arguments(self) -> dict[str, Any]:
        """For the address of the same search."""
        return {name: value for name, value in asdict(self).items() if value}


def read(arguments: Mapping[str, str]) -> Asked:
    return Asked(**{name: arguments.get(name, "").strip() for name in Asked.__dataclass_fields__})


def wanted(asked: Asked, zone: ZoneInfo, hmac: str = "", behind: str = "", limit: int = PAGE) -> Wanted:
    """Raises Refused, with the field and what to write there."""
    return Wanted(
        limit=limit,
        since=_moment("since", asked.since, zone),
        until=_moment("until", asked.until, zone),
        outcome=_outcome(asked.outcome),
        tree_version=asked.version,
        tail=_tail(asked.tail),
        hmac=hmac if asked.number else "",
        node=asked.node,
        step=asked.step if asked.node else "",
        behind=_place(behind),
    )


def _moment(field: str, text: str, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(field, "请写日期和时间，如 2026-11-26 08:30") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _outcome(text: str) -> Outcome | None:
    try:
        return Outcome(text) if text else None
    except ValueError:
        raise Refused("outcome", "没有这种结果，请从列表中选") from None


def _tail(text: str) -> str:
    if len(text) > TAIL:
        raise Refused("tail", "最多四位；完整号码请用“按完整号码查找”")
    return text.upper()


def _place(text: str) -> Place | None:
    try:
        return Place.parse(text) if text else None
    except ValueError:
        return None
