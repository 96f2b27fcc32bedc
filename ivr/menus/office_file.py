"""The file office.yaml: its parts, and the line of what is wrong in it."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ivr.menus.city import City
from ivr.menus.days import Overrides, day
from ivr.menus.faults import TreeFault, read_text
from ivr.menus.hours import Hours
from ivr.menus.model import Part
from ivr.menus.positions import line_of
from ivr.menus.unfit import Unfit, advice
from ivr.menus.yaml_file import parse_yaml
from ivr.spoken.text import text
from ivr.words import Words

_MOMENT = re.compile(r"(\S+) ((?:[01][0-9]|2[0-3]):[0-5][0-9])")


def _moment(written: object) -> dt.datetime:
    match = _MOMENT.fullmatch(str(written))
    if not match:
        raise Unfit(f"{written} 不是时间：请写成 2026-11-24 08:00", f"{written} is no moment: write 2026-11-24 08:00")
    return dt.datetime.combine(day(match[1]), dt.time.fromisoformat(match[2]))


def _said(value: object) -> str:
    if not (isinstance(value, str) and value.strip()):
        raise Unfit("请写要播放的话", "write what is said")
    return text(value)


Moment = Annotated[dt.datetime, BeforeValidator(_moment)]


class Announcement(Part):
    """What is said to every caller for a while; it ends by itself. The moments are the office's clock, without a zone."""

    text: Annotated[str, BeforeValidator(_said)]
    begins: Annotated[Moment, Field(alias="from")]
    until: Moment

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until <= self.begins:
            raise Unfit(
                "结束早于开始：`until` 要晚于 `from`", "it ends before it begins: write an `until` behind `from`"
            )
        return self

    def holds(self, local: dt.datetime) -> bool:
        return self.begins <= local.replace(tzinfo=None) < self.until


class CardLoss(Part):
    """How long a card that was reported lost by telephone stays locked."""

    days: Annotated[int, Field(ge=1, le=60)] = 7
    counted: Literal["days", "working_days"] = "days"


class OfficeFile(Part):
    city: City
    hours: Hours
    card_loss: CardLoss = CardLoss()
    days: Annotated[Overrides, BeforeValidator(lambda written: written or {}), Field(default_factory=dict)]
    announcement: Announcement | None = None


class OfficeLoader(yaml.CSafeLoader):
    """Leaves everything as it is written but whole numbers: a day stays 2026-12-31, 0571 keeps its zero, `no` is a word."""


OfficeLoader.yaml_implicit_resolvers = {}
OfficeLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"(?:0|[1-9][0-9]*)\Z"), list("0123456789"))
OfficeLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"\Z"), [""])


def read_office_file(path: Path) -> OfficeFile:
    """Raises TreeFault with the line of the first thing that is wrong."""
    return parse_office_file(path, read_text(path))


def parse_office_file(path: Path, text: str) -> OfficeFile:
    """The same of a text that stands, or would stand, in that file."""
    root, values = parse_yaml(path, text, OfficeLoader)
    try:
        return OfficeFile.model_validate(values)
    except ValidationError as fault:
        error = min(fault.errors(), key=lambda error: error["type"] != "extra_forbidden")
        raise TreeFault(path, line_of(root, error["loc"]), _message(error)) from None


def _message(error: Any) -> Words:
    names = [step for step in error["loc"] if isinstance(step, str) and step != "[key]"]
    told = advice(error)
    if error["type"] == "extra_forbidden":
        part = Announcement if names[0] == "announcement" and len(names) > 1 else OfficeFile
        known = (field.alias or name for name, field in part.model_fields.items())
        fields = ", ".join(known)
        told = Words(f"这里没有这一项：请写 {fields}", f"is not known here: write {fields}")
    return told.of(".".join(names) or "office.yaml")
