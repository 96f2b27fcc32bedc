"""Callers are invited to speak where they may, and not where only keys count."""

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import Listen
from ivr.dialog.events import Heard, Unheard
from ivr.spoken.question import Alternative
from ivr.spoken.utterance import plain
from tests.dialog.virtual_call import ID, VirtualCall

MAIN_MENU, NUMBER = "您也可以直接说出要办的事。", "也可以直接说出号码。"


def _invitation(call: VirtualCall) -> str:
    assert isinstance(call.action, Listen)
    return plain(call.action.invitation).get_secret_value()


@pytest.mark.parametrize(
    ("keys", "invitation"), [("", MAIN_MENU), ("1", ""), ("1 1 1", NUMBER), ("3 1", NUMBER), (f"1 1 1 {ID} 1", "")]
)
def test_the_main_menu_and_numbers_invite_and_a_pin_does_not(keys: str, invitation: str) -> None:
    assert _invitation(VirtualCall().press(keys)) == invitation


def test_who_is_asked_back_or_could_not_be_heard_is_not_invited_again() -> None:
    call = VirtualCall()
    heard = (Alternative(SecretStr("社保卡"), -0.1), Alternative(SecretStr("养老金"), -1.5))
    assert _invitation(call.event(Heard(1.0, heard))) == ""
    assert _invitation(VirtualCall().event(Unheard(1.0))) == ""
