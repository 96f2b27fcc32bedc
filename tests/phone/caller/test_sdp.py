import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.phone.caller.codec import G722, PCMA, PCMU
from ivr.phone.caller.errors import NoCommonMedia
from ivr.phone.caller.sdp import Media, offer, parse_answer

ANSWER = """v=0
o=- 1 3 IN IP4 127.0.0.1
s=Asterisk
c=IN IP4 127.0.0.1
t=0 0
m=audio 25512 RTP/AVP 8 96
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-16
"""


def test_an_answer() -> None:
    assert parse_answer(ANSWER.encode(), [PCMU, PCMA]) == Media("127.0.0.1", 25512, PCMA, 96)


def test_our_own_offer_can_be_read() -> None:
    assert parse_answer(offer("127.0.0.1", 4000, [G722, PCMA]), [PCMA]) == Media("127.0.0.1", 4000, PCMA, 101)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("m=audio 25512", "m=audio 0", "without audio"),
        ("m=audio", "m=video", "without audio"),
        ("AVP 8 96", "AVP 0 96", "no codec of PCMA"),
        ("c=IN IP4 127.0.0.1", "c=IN IP4 999.0.0.1", "no IPv4 address"),
        ("telephone-event", "CN", "dtmf_mode=rfc4733"),
        ("AVP 8 96", "AVP 8", "dtmf_mode=rfc4733"),
    ],
)
def test_what_can_not_be_used_is_named(old: str, new: str, reason: str) -> None:
    with pytest.raises(NoCommonMedia, match=reason):
        parse_answer(ANSWER.replace(old, new).encode(), [PCMA])


@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from([*ANSWER.split(), "\r\n", "\n", " "])).map("".join).map(str.encode)
)
def test_any_answer_is_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(NoCommonMedia):
        parse_answer(body, [PCMA])
