"""A call says on its channel when what is heard is nobody else's."""

from typing import cast

import pytest

from ivr.dialog.actions import End
from ivr.dialog.conversation import Turn
from ivr.dialog.state import State
from ivr.menus.service import read_service
from ivr.phone.channel import Channel
from ivr.phone.privacy import Privacy
from ivr.settings import DIALPLAN, PROMPTS

TREE = read_service(DIALPLAN, PROMPTS).tree


class Told:
    def __init__(self) -> None:
        self.values: list[tuple[str, str]] = []

    def set_variable(self, name: str, value: str) -> None:
        self.values.append((name, value))


@pytest.fixture
def told() -> Told:
    return Told()


def go(told: Told, *nodes: str) -> list[str]:
    privacy = Privacy(cast("Channel", told), TREE)
    for node in nodes:
        privacy.on(Turn(State(node, 0.0), End()))
    return [value for _, value in told.values]


def test_number_read_back_pin_and_its_check_are_one_private_stretch(told: Told) -> None:
    assert go(told, "M00", "M11", "A10", "A11", "A13", "S13", "Q111", "C90") == ["no", "yes", "no"]


def test_a_process_that_goes_on_with_a_call_says_it_anew(told: Told) -> None:
    assert go(told, "A13") == ["yes"]
    assert go(told, "M00") == ["yes", "no"]
