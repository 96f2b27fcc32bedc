"""Which calls there are, folded from a list and from what happens while it is sent."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.manager.channels import Channel, Channels
from ivr.phone.manager.client import Happened

NAMES = [
    "Newchannel",
    "CoreShowChannel",
    "CoreShowChannelsComplete",
    "Hangup",
    "VarSet",
    "BridgeEnter",
    "BridgeLeave",
    "Rename",
    "Else",
]


def told(name: str, unique_id: str, **values: str) -> Happened:
    return Happened(name, {"Uniqueid": unique_id, "Channel": f"PJSIP/{unique_id}", **values})


def after(*events: Happened) -> list[Channel]:
    channels = Channels()
    for event in events:
        channels.on(event)
    return list(channels)


COMPLETE = Happened("CoreShowChannelsComplete", {})


def test_what_ended_while_the_list_was_sent_is_not_brought_back_by_it() -> None:
    assert after(told("Hangup", "1"), told("CoreShowChannel", "1"), COMPLETE) == []
    assert len(after(COMPLETE, told("Hangup", "1"), told("Newchannel", "1"))) == 1


def test_variables_of_others_are_not_kept() -> None:
    known = after(told("Newchannel", "1"), told("VarSet", "1", Variable="SPEECH_TEXT", Value="secret"))
    assert "secret" not in repr(known)


def test_a_talk_begins_and_ends() -> None:
    begun = [told("Newchannel", "1"), told("BridgeEnter", "1", BridgeUniqueid="b")]
    assert [channel.bridge for channel in after(*begun)] == ["b"]
    assert [channel.bridge for channel in after(*begun, told("BridgeLeave", "1"))] == [""]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.dictionaries(
                st.sampled_from(["Uniqueid", "Channel", "Variable", "Value"]),
                st.sampled_from(["", "1", "2", "IVR_CALL", "IVR_PRIVATE", "IVR_LISTENS", "yes"]),
            ),
        )
    )
)
def test_no_event_breaks_it(events: list[tuple[str, dict[str, str]]]) -> None:
    after(*(Happened(name, values) for name, values in events))
