"""Our database on each of the two engines, and a publisher that has nothing spoken."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from ivr.menus.service import read_menu
from ivr.versions.models import Series
from ivr.versions.publishing import Publisher
from ivr.versions.store import Versions
from ivr.versions.version import Act, Texts
from tests.menus.trees import SHAPES, SMALL
from tests.records.conftest import ours, settings

__all__ = ["ours", "settings"]

CLERK = Act("clerk", "as it was")
OFFICE = {"office.yaml": (SMALL / "office.yaml").read_text(encoding="utf-8")}


@pytest.fixture(scope="session")
def menu() -> Texts:
    """The small tree's files."""
    return read_menu(SMALL, SMALL)


@pytest.fixture
def menus(ours: Engine) -> Versions:
    return Versions(ours, Series.MENU)


@pytest.fixture
def spoken() -> list[str]:
    """What the publisher has had spoken."""
    return []


@pytest.fixture
def publisher(ours: Engine, spoken: list[str]) -> Publisher:
    """With the office's file published."""
    made = Publisher(
        ours, SHAPES, ZoneInfo("Asia/Shanghai"), lambda wording: spoken.extend(fixed.text for fixed in wording)
    )
    made.publish_office(OFFICE, CLERK, None)
    return made


def edited(texts: Texts, old: str, new: str, file: str = "tree.yaml") -> Texts:
    assert texts[file].count(old) == 1, f"{file} has {old!r} not once"
    return {**texts, file: texts[file].replace(old, new)}
