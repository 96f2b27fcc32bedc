"""What of a caller's answer gets into the call log."""

import re

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ivr.dialog.conversation import Opening, Step
from ivr.dialog.events import Heard, Key
from ivr.dialog.noted import Noted
from ivr.menus.model import Ask
from ivr.spoken.heard_digits import DIGIT_WORDS
from ivr.spoken.question import Alternative
from tests.dialog.random_house import shipped
from tests.dialog.test_random_callers import calls
from tests.dialog.virtual_call import ID, MOBILE, OPEN, VirtualCall, id_keys, identified, service

LONG_NUMBER = re.compile(f"[0-9{''.join(DIGIT_WORDS)}]{{3,}}")


def said(call: VirtualCall, *alternatives: tuple[str, float]) -> Noted:
    """What is noted of the step in which this was heard."""
    before = len(call.steps)
    call.later(2).event(Heard(call.at, tuple(Alternative(SecretStr(text), score) for text, score in alternatives)))
    return call.steps[before].noted


def test_the_key_of_a_choice_and_what_works_everywhere() -> None:
    call = VirtualCall().press("1").press("*").later(5).press("#").later(5).press("0")
    assert [step.noted.key for step in call.steps] == ["1", "*", "#", "0"]


def test_a_key_that_means_nothing_may_belong_to_a_number() -> None:
    call = VirtualCall().press("8")
    assert (call.steps[-1].outcome, call.steps[-1].noted.key) == ("no_match", "")


def test_no_key_of_a_number() -> None:
    call = identified()
    keys = {(step.node, step.noted.key) for step in call.steps}
    assert keys == {("M00", "1"), ("M10", "1"), ("M11", "1"), ("A10", ""), ("A11", "1"), ("A13", "")}
    assert VirtualCall().press("111").press("12**").steps[-1].noted == Noted()


def test_a_phrase_of_the_menu_and_how_sure_it_was() -> None:
    assert said(VirtualCall(), ("社保卡", 0.0), ("投诉", -3.0)) == Noted(words="社保卡", sureness=0.95)


def test_other_words_for_the_same_make_it_no_less_sure() -> None:
    node, spoken = service().tree.nodes["M00"], VirtualCall()
    first, second = node.options["1"].phrases[:2]  # type: ignore[union-attr]  # it is a menu
    assert said(spoken, (first, 0.0), (second, 0.0)).sureness == 1.0


def test_of_own_words_only_what_the_tree_knows() -> None:
    noted = said(VirtualCall(), ("我叫王小明想问养老金什么时候发", 0.0))
    assert "王小明" not in noted.words
    assert "养老金" in noted.words


def test_of_words_that_nobody_knows_nothing() -> None:
    assert said(VirtualCall(), ("王小明", 0.0)).words == "…"
    assert said(VirtualCall(), ("", 0.0)).words == ""


def test_yes_to_a_question_back() -> None:
    call = VirtualCall()
    said(call, ("社保卡", 0.0), ("投诉", -1.0))
    assert call.steps[-1].outcome == "asked_back"
    assert said(call, ("是的", 0.0)).words == "是的"


def test_of_a_spoken_number_a_star_for_each_digit() -> None:
    call = VirtualCall().press("111")
    call.later(3).event(Heard(call.at, (Alternative(SecretStr(ID), 0.0),)))
    assert call.steps[-1].noted == Noted(words="*" * 18, sureness=1.0)


@given(st.text("零一二三四五六七八九十幺两0123456789", min_size=1, max_size=18))
def test_no_number_gets_in_though_it_be_said_in_a_menu(number: str) -> None:
    noted = said(VirtualCall(), (f"养老金{number}人工", 0.0))
    assert set(noted.words).isdisjoint(number)


@given(st.lists(st.sampled_from(id_keys()), min_size=1, max_size=18))
def test_whatever_is_keyed_as_a_number_leaves_no_key(keys: list[str]) -> None:
    call = VirtualCall(Opening(OPEN, MOBILE)).press("111")
    for key in keys:
        if not isinstance(service().tree.nodes[call.state.node], Ask):
            break
        before = len(call.steps)
        call.later(0.3).event(Key(call.at, SecretStr(key)))
        assert [step.noted for step in call.steps[before:]] == [Noted()] * (len(call.steps) - before)


def test_random_callers_leave_keys_of_choices_only() -> None:
    steps: list[Step] = [step for _, seen in calls(shipped(), range(100)) for step in seen.turn.steps]
    assert any(step.noted.key for step in steps)
    for step in steps:
        node = service().tree.nodes[step.node]
        assert not (isinstance(node, Ask) and step.noted.key)
        assert not (step.outcome == "no_match" and step.noted.key)


def test_no_phrase_of_the_tree_is_a_number() -> None:
    options = [option for node in service().tree.nodes.values() for option in getattr(node, "options", {}).values()]
    assert not [phrase for option in options for phrase in option.phrases if LONG_NUMBER.search(phrase)]
