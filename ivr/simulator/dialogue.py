"""A dialogue as a clerk writes it: who calls when, what they press, and what they should hear."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from ivr.menus.days import Overrides
from ivr.menus.hours import Hours
from ivr.menus.model import NodeId, Part
from ivr.menus.office_file import Announcement, Moment
from ivr.simulator.given import Given
from ivr.simulator.steps import Steps

ORDINARY_MORNING = dt.datetime(2026, 11, 24, 9, 5)  # noqa: DTZ001  # the office's clock; a Tuesday
HIDDEN = "hidden"


Caller = Annotated[str, Field(pattern=rf"^(\d{{3,12}}|{HIDDEN})$")]
Ending = Literal["goodbye", "gave_up", "transferred", "hung_up", "failed"]


class EarlierCall(Part):
    """A call that came before, with the same given answers and PIN tries."""

    caller: Caller = "13812345678"
    steps: Steps
    cut_off: bool = False
    """It was cut off at its end, so that the caller may go on there."""


class OfficeChanges(Part):
    """Other hours or another announcement than those of office.yaml."""

    hours: Hours | None = None
    days: Overrides | None = None
    announcement: Announcement | None = None


class Dialogue(Part):
    title: Annotated[str, Field(min_length=1)]
    at: Moment = ORDINARY_MORNING
    """The office's clock when the call is answered."""
    caller: Caller = "13812345678"
    """The number that the call comes from; `hidden` when it shows none."""
    given: Given = Given()
    office: OfficeChanges = OfficeChanges()
    tree: Annotated[dict[NodeId, dict[str, Any]], Field(default_factory=dict)]
    """Fields of nodes that are to be others than in tree.yaml."""
    earlier_call: EarlierCall | None = None
    live: bool = False
    """Also made as a real call by the live tests."""
    steps: Steps
    ends: Ending | None = None
    """The call then ends by itself, or by `hangup`, in this way."""
