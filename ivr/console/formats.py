"""How templates show values."""

from datetime import UTC, datetime

from flask import Flask
from flask_babel import gettext

from ivr.console.here import here
from ivr.console.languages import N_
from ivr.people.roles import Role
from ivr.records.reading import CallSeen

ROLES = {Role.CLERK: N_("业务员"), Role.SUPERVISOR: N_("主管"), Role.ADMIN: N_("管理员")}


def install(app: Flask) -> None:
    app.jinja_env.filters.update(moment=moment, clock=clock, role=role, tail=tail, lasted=lasted, lasting=lasting)


def moment(at: datetime) -> str:
    """By the office's clock, to the second."""
    return f"{at.astimezone(here().zone):%Y-%m-%d %H:%M:%S}"


def clock(at: datetime) -> str:
    """The time of day alone."""
    return f"{at.astimezone(here().zone):%H:%M:%S}"


def lasting(since: datetime) -> str:
    """Minutes and seconds until now."""
    minutes, seconds = divmod(max(0, round((datetime.now(UTC) - since).total_seconds())), 60)
    return f"{minutes}:{seconds:02}"


def role(of: Role) -> str:
    return str(gettext(ROLES[of]))


def tail(masked: str | None) -> str:
    """`…002X`: the stars of a masked number say nothing and take the room of what does."""
    return f"…{masked[-4:]}" if masked and masked.strip("*") else "—"


def lasted(call: CallSeen) -> str:
    """Minutes and seconds; nothing while it runs."""
    if call.ended_at is None:
        return ""
    minutes, seconds = divmod(round((call.ended_at - call.started_at).total_seconds()), 60)
    return f"{minutes}:{seconds:02}"
