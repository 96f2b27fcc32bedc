"""AEAP messages as Asterisk sends them, and anything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.recogniser import aeap
from ivr.speech.recogniser.aeap import Get, RemoteProtocolError, Response, Set, Setup, parse

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
almost = st.fixed_dictionaries(
    {"id": st.text()},
    optional={
        "request": st.sampled_from(["setup", "set", "get", "play"]) | json_values,
        "response": json_values,
        "codecs": json_values,
        "params": json_values,
    },
)


def test_a_setup_as_asterisk_sends_it() -> None:
    text = '{"request":"setup","version":"0.1.0","codecs":[{"name":"slin"}],"params":{"language":"zh-CN"},"id":"1"}'
    setup = parse(text)
    assert setup == Setup("1")
    assert json.loads(aeap.accepted(Setup("1"))) == {
        "response": "setup",
        "id": "1",
        "codecs": [{"name": "slin"}],
    }


def test_settings_and_what_is_asked_for() -> None:
    assert parse('{"request":"set","id":"2","params":{"dtmf":"12"}}') == Set("2", {"dtmf": "12"})
    assert parse('{"request":"get","id":"3","params":["heard"]}') == Get("3", ("heard",))
    assert parse('{"response":"set","id":"4"}') == Response("4")
    assert parse('{"response":"set","id":"4","error_msg":"no associated speech object"}') == Response("4")


def test_what_is_shown_holds_no_keys() -> None:
    assert "12" not in repr(parse('{"request":"set","id":"2","params":{"dtmf":"12"}}'))


@given(st.text() | json_values.map(json.dumps) | almost.map(json.dumps))
def test_any_text_is_a_message_or_a_protocol_error(text: str) -> None:
    try:
        message = parse(text)
    except RemoteProtocolError:
        return
    assert isinstance(message, Setup | Set | Get | Response)


@pytest.mark.parametrize("text", ["[" * 100_000, "\ud800", '{"request":"set","id":"1","params":["dtmf"]}'])
def test_what_is_made_to_break_it_is_a_protocol_error(text: str) -> None:
    with pytest.raises(RemoteProtocolError):
        parse(text)


def test_a_result_is_a_bell_and_no_more() -> None:
    result = json.loads(aeap.result("words"))["params"]["results"]
    assert result == [{"text": "", "score": 0, "grammar": "words"}]
