"""SIP without a socket: the test is the server."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from sipmessage import Request

from ivr.phone.caller import message, sdp
from ivr.phone.caller.codec import PCMA
from ivr.phone.caller.dialog import Line
from ivr.phone.caller.digest import Login
from ivr.phone.caller.errors import LoginRefused, NoAnswer, NoCommonMedia, Refused, Unreachable
from ivr.phone.caller.signalling import Answered, Ended, Failed, Moved, Party, Ringing, Signalling

LINE = Line("127.0.0.1", 5060, "12333", "127.0.0.1", 40000, caller_number="13800000000")
WITH_LOGIN = Line("127.0.0.1", 5060, "12333", "127.0.0.1", 40000, login=Login("soft", SecretStr("secret")))
MEDIA = sdp.offer("127.0.0.1", 4000, [PCMA])


class Call:
    def __init__(self, line: Line = LINE) -> None:
        self.ua = Signalling(line, [PCMA], 40002, 0.0)
        self.invite = self.sent("INVITE")

    def sent(self, *methods: str) -> message.Received:
        """The one request of these methods that went out."""
        messages = [received for data in self.ua.outgoing() if (received := message.parse(data))]
        assert tuple(received.method for received in messages) == methods
        return messages[-1]

    def answer(self, to: message.Received, code: int, body: bytes = b"", /, **headers: str) -> bytes:
        response = message.reply(to, code, "Phrase", body)
        response.headers.set("To", f"{to.message.headers['To']};tag=theirs")
        response.headers.set("Contact", "<sip:app@127.0.0.1:5070>")
        for name, value in headers.items():
            response.headers.set(name.replace("_", "-"), value)
        return message.wire(response)

    def up(self) -> "Call":
        events = self.ua.receive(self.answer(self.invite, 200, MEDIA), 1.0)
        assert events == [Answered(sdp.Media("127.0.0.1", 4000, PCMA, 101))]
        self.ack = self.sent("ACK")
        return self

    def request(self, method: str, body: bytes = b"") -> bytes:
        request = Request(method, self.invite.message.from_address.uri, body)
        request.headers.set("Via", "SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKtheirs")
        request.headers.set("From", f"{self.invite.message.headers['To']};tag=theirs")
        request.headers.set("To", self.invite.message.headers["From"])
        request.call_id = self.invite.call_id
        request.headers.set("CSeq", f"9 {method}")
        return message.wire(request)

    def replies(self) -> list[int]:
        found = [received.message for data in self.ua.outgoing() if (received := message.parse(data))]
        return [reply.code for reply in found if not isinstance(reply, Request)]


def test_an_invite_says_who_calls_whom() -> None:
    invite = Call().invite.message
    assert isinstance(invite, Request)
    assert str(invite.uri) == "sip:12333@127.0.0.1:5060"
    assert invite.from_address.uri.user == "13800000000"
    assert invite.body == sdp.offer("127.0.0.1", 40002, [PCMA])
    assert invite.content_length == len(invite.body)


def test_ringing_then_answered() -> None:
    call = Call()
    assert call.ua.receive(call.answer(call.invite, 100), 0.1) == []
    assert call.ua.receive(call.answer(call.invite, 180), 0.2) == [Ringing(180)]
    call.up()


def test_the_ack_goes_to_the_contact_in_a_transaction_of_its_own() -> None:
    call = Call().up()
    assert isinstance(call.ack.message, Request)
    assert str(call.ack.message.uri) == "sip:app@127.0.0.1:5070"
    assert call.ack.branch != call.invite.branch
    assert call.ack.sequence == call.invite.sequence
    assert "tag=theirs" in call.ack.message.headers["To"]


def test_a_lost_ack_is_sent_again() -> None:
    call = Call().up()
    assert call.ua.receive(call.answer(call.invite, 200, MEDIA), 1.5) == []
    assert call.sent("ACK").branch == call.ack.branch


def test_the_route_is_taken_backwards() -> None:
    call = Call()
    call.ua.receive(call.answer(call.invite, 200, MEDIA, Record_Route="<sip:a;lr>, <sip:b;lr>"), 1.0)
    assert call.sent("ACK").message.headers.getlist("Route") == ["<sip:b;lr>", "<sip:a;lr>"]


def test_an_unanswered_invite_is_repeated_ever_more_slowly_and_given_up() -> None:
    call, sent, events = Call(), [], []
    for tick in range(1700):
        now = tick * 0.02
        events += call.ua.tick(now)
        sent += [round(now, 1) for _ in call.ua.outgoing()]
    assert sent == [0.5, 1.5, 3.5, 7.5, 15.5, 31.5]
    [failed] = events
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, Unreachable)


def test_ringing_stops_the_repeats() -> None:
    call = Call()
    call.ua.receive(call.answer(call.invite, 180), 0.1)
    assert call.ua.tick(60.0) == []
    assert call.ua.outgoing() == []


@pytest.mark.parametrize(("code", "kind"), [(486, Refused), (503, Refused), (302, Refused), (401, LoginRefused)])
def test_a_refusal_is_acknowledged_and_told_with_its_code(code: int, kind: type[Refused]) -> None:
    call = Call()
    [failed] = call.ua.receive(call.answer(call.invite, code), 0.1)
    assert isinstance(failed, Failed)
    assert type(failed.error) is kind
    assert failed.error.code == code
    assert call.sent("ACK").branch == call.invite.branch


@pytest.mark.parametrize(
    ("code", "asks", "answers"),
    [(401, "WWW_Authenticate", "Authorization"), (407, "Proxy_Authenticate", "Proxy-Authorization")],
)
def test_a_challenge_is_answered_once(code: int, asks: str, answers: str) -> None:
    call = Call(WITH_LOGIN)
    challenge = {asks: 'Digest realm="x", nonce="1", qop="auth"'}
    assert call.ua.receive(call.answer(call.invite, code, **challenge), 0.1) == []
    again = call.sent("ACK", "INVITE")
    assert again.sequence == call.invite.sequence + 1
    assert again.branch != call.invite.branch
    assert 'username="soft"' in again.message.headers[answers]
    assert call.ua.receive(call.answer(call.invite, code, **challenge), 0.2) == []
    assert call.sent("ACK").branch == call.invite.branch
    [failed] = call.ua.receive(call.answer(again, code, **challenge), 0.3)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, LoginRefused)


def test_an_answer_without_a_codec_of_ours_ends_the_call() -> None:
    call = Call()
    [failed] = call.ua.receive(call.answer(call.invite, 200, b"v=0\r\n"), 0.1)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, NoCommonMedia)
    call.sent("ACK", "BYE")


def test_hanging_up_sends_bye_until_it_is_answered() -> None:
    call = Call().up()
    call.ua.hang_up(5.0)
    bye = call.sent("BYE")
    call.ua.hang_up(5.1)
    assert bye.sequence > call.invite.sequence
    call.ua.tick(5.6)
    call.sent("BYE")
    assert call.ua.receive(call.answer(bye, 200), 5.7) == [Ended(Party.CALLER)]
    assert call.ua.tick(99.0) == []


def test_a_bye_that_nobody_answers_ends_the_call_too() -> None:
    call = Call().up()
    call.ua.hang_up(5.0)
    assert call.ua.tick(9.1) == [Ended(Party.CALLER)]


def test_giving_up_while_it_rings() -> None:
    call = Call()
    call.ua.receive(call.answer(call.invite, 180), 0.1)
    call.ua.hang_up(2.0)
    cancel = call.sent("CANCEL")
    assert (cancel.branch, cancel.sequence) == (call.invite.branch, call.invite.sequence)
    assert call.ua.receive(call.answer(cancel, 200), 2.1) == []
    [failed] = call.ua.receive(call.answer(call.invite, 487), 2.2)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, NoAnswer)
    call.sent("ACK")


def test_a_cancel_waits_for_the_first_sign_of_life() -> None:
    call = Call()
    call.ua.hang_up(0.1)
    assert call.ua.outgoing() == []
    call.ua.receive(call.answer(call.invite, 100), 0.2)
    call.sent("CANCEL")


def test_answered_in_the_moment_of_giving_up() -> None:
    call = Call()
    call.ua.receive(call.answer(call.invite, 180), 0.1)
    call.ua.hang_up(2.0)
    call.sent("CANCEL")
    assert call.ua.receive(call.answer(call.invite, 200, MEDIA), 2.1) == []
    bye = call.sent("ACK", "BYE")
    [failed] = call.ua.receive(call.answer(bye, 200), 2.2)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, NoAnswer)


def test_the_system_hangs_up() -> None:
    call = Call().up()
    assert call.ua.receive(call.request("BYE"), 5.0) == [Ended(Party.SYSTEM)]
    assert call.ua.receive(call.request("BYE"), 5.5) == []
    assert call.replies() == [200, 200]


def test_a_new_offer_with_our_codec_moves_the_audio() -> None:
    call = Call().up()
    moved = sdp.offer("127.0.0.2", 5000, [PCMA])
    assert call.ua.receive(call.request("INVITE", moved), 5.0) == [Moved(sdp.Media("127.0.0.2", 5000, PCMA, 101))]
    assert call.ua.receive(call.request("ACK"), 5.1) == []
    assert call.ua.receive(call.request("INVITE"), 6.0) == []
    assert call.ua.receive(call.request("INVITE", b"v=0\r\n"), 7.0) == []
    assert call.replies() == [200, 200, 488]


@pytest.mark.parametrize(("method", "code"), [("OPTIONS", 200), ("UPDATE", 405), ("NONSENSE", 405)])
def test_other_requests_are_answered(method: str, code: int) -> None:
    call = Call().up()
    assert call.ua.receive(call.request(method), 5.0) == []
    assert call.replies() == [code]


def test_another_calls_request_is_none_of_ours() -> None:
    call = Call().up()
    strange = call.request("BYE").replace(call.invite.call_id.encode(), b"another")
    assert call.ua.receive(strange, 5.0) == []
    assert call.replies() == [481]


@pytest.mark.parametrize("name", ['a "quoted" \\ name', "x" * 1000, "中国", "中国".encode("gbk"), b'"\xff\xfe"'])
def test_any_name_goes_out_and_its_echo_is_understood(name: str | bytes) -> None:
    call = Call(Line("127.0.0.1", 5060, "12333", "127.0.0.1", 40000, caller_name=name))
    raw = name if isinstance(name, bytes) else name.replace("\\", "\\\\").replace('"', '\\"').encode()
    assert message.as_text(raw) in call.invite.message.headers["From"]
    call.up()


def test_a_number_with_control_characters_can_not_end_the_line() -> None:
    call = Call(Line("127.0.0.1", 5060, "12333", "127.0.0.1", 40000, caller_number='"\nHANGUP'))
    assert "%22%0AHANGUP@" in call.invite.message.headers["From"]


HEADERS = st.sampled_from(["Via", "From", "To", "Call-ID", "CSeq", "Contact", "Record-Route", "WWW-Authenticate"])
VALUES = st.sampled_from(["", "<sip:x>;self=1", "1 INVITE", ";;;", '"', "SIP/2.0/UDP x;branch=", "9" * 5000]) | st.text(
    max_size=30
)
CODES = st.sampled_from([100, 180, 183, 200, 202, 302, 401, 407, 486, 500, 603])


@settings(max_examples=60)
@given(st.lists(st.tuples(CODES, HEADERS, VALUES, st.binary(max_size=30), st.booleans()), max_size=8), st.booleans())
def test_any_responses_are_survived(steps: list[tuple[int, str, str, bytes, bool]], hangs_up: bool) -> None:
    call = Call(WITH_LOGIN)
    for at, (code, name, value, noise, whole) in enumerate(steps):
        data = call.answer(call.invite, code, MEDIA, **{name: value.encode("utf-8", "replace").decode("latin-1")})
        call.ua.receive(data if whole else data[: len(data) // 2] + noise + data[len(data) // 2 :], at / 10)
        if hangs_up:
            call.ua.hang_up(at / 10)
        call.ua.tick(at / 10)
    call.ua.outgoing()


@given(st.binary(max_size=300))
def test_any_datagram_is_survived(data: bytes) -> None:
    call = Call()
    assert call.ua.receive(data, 0.1) == []


@given(st.data())
def test_any_byte_of_a_request_may_be_wrong(data: st.DataObject) -> None:
    call = Call().up()
    raw = bytearray(call.request(data.draw(st.sampled_from(["BYE", "INVITE", "OPTIONS", "INFO"])), MEDIA))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=5)):
        raw[place] = data.draw(st.integers(0, 255))
    call.ua.receive(bytes(raw), 5.0)
    call.ua.outgoing()
