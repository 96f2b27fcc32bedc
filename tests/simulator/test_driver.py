"""The virtual driver does what the telephone's driver does: keys are kept, fillers said, limits kept."""

import pytest

from ivr.dialog.actions import Listen, LookUp, Record, Transfer
from ivr.dialog.conversation import Conversation, Opening
from ivr.menus.service import Service, read_service
from ivr.settings import DIALPLAN, PROMPTS
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.given import Given
from ivr.simulator.given_world import GivenWorld
from ivr.simulator.keys import SOMEBODY, keyed
from ivr.simulator.spoken_values import declared
from ivr.spoken.utterance import plain
from tests.dialog.virtual_call import MOBILE, OPEN

TO_THE_BALANCE = "111{id}1{pin}"
PROMPT_SECONDS = 2.0


@pytest.fixture(scope="module")
def service() -> Service:
    return read_service(DIALPLAN, PROMPTS)


def driver(service: Service, **given: object) -> VirtualDriver:
    """Every prompt takes two seconds."""
    conversation = Conversation(service.tree, service.wording, service.office)
    world = GivenWorld(Given.model_validate(given), SOMEBODY, declared(DIALPLAN))
    return VirtualDriver(conversation, Opening(OPEN, MOBILE), world, lambda _utterance, _rate: PROMPT_SECONDS)


def press(call: VirtualDriver, keys: str) -> VirtualDriver:
    for key in keyed(keys, SOMEBODY):
        call.advance(call.now + 0.1)
        call.press(key)
    return call


def heard(call: VirtualDriver) -> list[tuple[float, str]]:
    return [(round(said.at, 2), plain(said.utterance).get_secret_value()[:6]) for said in call.line.said]


def test_silence_counts_from_the_end_of_the_prompt(service: Service) -> None:
    call = driver(service)
    call.advance(PROMPT_SECONDS + 6.9)
    assert len(call.line.said) == 1
    call.advance(PROMPT_SECONDS + 7)
    assert call.line.said[1].at == PROMPT_SECONDS + 7


def test_a_key_ends_the_prompt_and_comes_when_it_was_pressed(service: Service) -> None:
    call = driver(service)
    call.advance(0.5)
    call.press("1")
    assert call.line.said[-1].at == 0.5
    assert call.turn.state.node == "M10"


def test_fillers_begin_after_six_tenths_and_are_never_further_apart(service: Service) -> None:
    call = press(driver(service, pension_account={"after": 7.0, "rows": []}), TO_THE_BALANCE)
    began = call.now
    call.advance(began + 20)
    fillers = [said.at - began for said in call.line.said if said.filler]
    assert fillers == pytest.approx([0.65, 3.85])


def test_a_look_up_that_takes_too_long_ends_after_eight_seconds(service: Service) -> None:
    call = press(driver(service, pension_account={"after": 60.0}), TO_THE_BALANCE)
    call.advance(call.now + 11)
    assert call.turn.state.node == "E01"
    assert ("Q111", "slow") in [(step.node, step.outcome) for step in call.steps]


def test_0_ends_a_look_up_at_once_and_every_other_key_is_kept(service: Service) -> None:
    call = press(driver(service, pension_account={"after": 5.0}), TO_THE_BALANCE)
    call.advance(call.now + 1)
    assert isinstance(call.turn.action, LookUp)
    call.press("3")
    assert [typed.key.get_secret_value() for typed in call.line.typed] == ["3"]
    call.press("0")
    assert isinstance(call.turn.action, LookUp), "another key was typed before it"
    other = press(driver(service, pension_account={"after": 5.0}), TO_THE_BALANCE)
    other.advance(other.now + 1)
    other.press("0")
    assert other.turn.state.node == "T01"


def test_keys_while_it_rings_are_lost(service: Service) -> None:
    call = press(driver(service), "0")
    call.advance(call.now + PROMPT_SECONDS + 1)
    assert isinstance(call.turn.action, Transfer)
    call.press("1")
    call.advance(call.now + 25)
    assert isinstance(call.turn.action, Listen)
    assert call.turn.state.node == "T10"


def test_a_recording_ends_by_a_key_or_a_pause_and_knows_how_long_was_spoken(service: Service) -> None:
    call = press(driver(service, voice=4), "52")
    call.advance(call.now + PROMPT_SECONDS + 1)
    assert isinstance(call.turn.action, Record)
    call.press("#")
    assert call.turn.state.value("recording") == "message-1"
    silent = press(driver(service, voice=0), "52")
    silent.advance(silent.now + PROMPT_SECONDS + 3)
    assert ("R52", "no_input") in [(step.node, step.outcome) for step in silent.steps]


def test_who_hangs_up_is_gone(service: Service) -> None:
    call = driver(service)
    call.hang_up()
    call.advance(100)
    assert call.over
    assert heard(call) == [(0.0, "您好，这里是")]
