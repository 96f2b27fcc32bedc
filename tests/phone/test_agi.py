import contextlib
import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.phone.agi import (
    MAX_COMMAND,
    MAX_LINE,
    AgiError,
    BadEnvironment,
    CallEnvironment,
    DeadChannel,
    Hangup,
    LocalProtocolError,
    RemoteProtocolError,
    Replies,
    Reply,
    encode,
    parse_environment,
)
from tests.phone.fake_asterisk import arguments, environment


def lines(data: bytes) -> Iterator[bytes]:
    """As they come from a connection that ends after `data`."""
    yield from data.splitlines(keepends=True) if b"\r" not in data else re.findall(rb"[^\n]*\n|[^\n]+$", data)
    while True:
        yield b""


PIECES = (
    b'200|510|511|520|520-|100|HANGUP| result=|-1|49| (timeout)|(|)| endpos=|"| |=|\\|\0|\r|\xc9\xe7|text0=|x'.split(
        b"|"
    )
)
PIECES += ["社".encode(), b"9" * 20]


def random_line(choose: random.Random) -> bytes:
    """Pieces of replies in any order, half of the time after the beginning of a good one."""
    beginning = choose.choice((b"", b"200 result="))
    return beginning + b"".join(choose.choices(PIECES, k=choose.randrange(8))) + b"\n"


def reply_to(text: str) -> Reply:
    reply = Replies().feed(text.encode() + b"\n")
    assert reply is not None
    return reply


class TestEnvironment:
    def test_it_names_the_tree_and_the_call(self) -> None:
        call = parse_environment(lines(environment("12333")))
        assert (call.tree, call.dialled) == ("12333", "12333")
        assert (call.channel, call.unique_id) == ("PJSIP/trunk-00000001", "1795463260.1")
        assert call.caller_number.get_secret_value() == "13800000000"

    def test_a_withheld_number_is_empty(self) -> None:
        call = parse_environment(lines(environment(callerid="unknown")))
        assert call.caller_number.get_secret_value() == ""
        assert call.caller_name.get_secret_value() == ""

    def test_the_caller_is_not_shown(self) -> None:
        call = parse_environment(lines(environment(calleridname="Zhang San")))
        assert "13800000000" not in repr(call)
        assert "Zhang" not in repr(call)

    def test_a_query_is_no_part_of_the_tree(self) -> None:
        assert parse_environment(lines(environment("12333?resume=1", extension="1"))).tree == "12333"

    @pytest.mark.parametrize("tree", ["", "../etc/passwd", "a b", "社保", "a" * 33])
    def test_a_tree_is_a_plain_name(self, tree: str) -> None:
        with pytest.raises(BadEnvironment, match="names no menu tree"):
            parse_environment(lines(environment(tree)))

    def test_cut_short_at_every_byte(self) -> None:
        whole = environment(calleridname="王")
        for length in range(len(whole)):
            with pytest.raises(BadEnvironment):
                parse_environment(lines(whole[:length]))

    @pytest.mark.parametrize(
        ("name", "heard"),
        [
            ('"\\nHANGUP', '"\\nHANGUP'),
            ("x" * 1000, "x" * 1000),
            ("社" * 1000, "社" * 1000),
            ('"\nHANGUP', '"'),
            ("\nagi_unheard_of: 1", ""),
        ],
    )
    def test_strange_names(self, name: str, heard: str) -> None:
        call = parse_environment(lines(environment(calleridname=name)))
        assert call.caller_name.get_secret_value() == heard

    def test_a_name_in_gbk(self) -> None:
        data = environment(calleridname="NAME").replace(b"NAME", "社保局".encode("gbk"))
        assert "\ufffd" in parse_environment(lines(data)).caller_name.get_secret_value()

    @pytest.mark.parametrize("field", ["callerid", "calleridname"])
    @pytest.mark.parametrize(
        "rest",
        [
            "",
            "\n",
            "HANGUP\n\n",
            "\r\n\r\n",
            "agi_extension: 110\n",
            "agi_network_script: night",
            "agi_channel: x\n\nagi_callerid: 2",
            "agi_uniqueid: 7",
        ],
    )
    def test_a_caller_cant_write_our_environment(self, field: str, rest: str) -> None:
        call = parse_environment(lines(environment(**{field: "1\n" + rest})))
        assert (call.tree, call.dialled) == ("12333", "12333")
        assert (call.channel, call.unique_id) == ("PJSIP/trunk-00000001", "1795463260.1")
        assert call.caller_number.get_secret_value() in {"1", "13800000000"}

    def test_it_has_an_end(self) -> None:
        with pytest.raises(BadEnvironment, match="does not end"):
            parse_environment(lines(b"x: y\n" * 100_000))
        with pytest.raises(BadEnvironment, match="does not end"):
            parse_environment(lines(b"x" * (MAX_LINE + 1) + b"\n"))

    @given(st.lists(st.binary(max_size=80), max_size=30))
    def test_anything_is_a_call_or_a_bad_environment(self, garbage: list[bytes]) -> None:
        with contextlib.suppress(BadEnvironment):
            assert isinstance(parse_environment(lines(b"\n".join(garbage))), CallEnvironment)

    @given(st.text(max_size=200))
    @example("\nagi_network_script: night\nagi_channel: x")
    def test_no_name_changes_another_field(self, name: str) -> None:
        try:
            call = parse_environment(lines(environment(calleridname=name.encode(errors="replace").decode())))
        except BadEnvironment:
            return
        assert (call.tree, call.dialled, call.channel) == ("12333", "12333", "PJSIP/trunk-00000001")


class TestEncode:
    @given(st.lists(st.text(st.characters(blacklist_characters="\r\n\0", blacklist_categories=["Cs"])), max_size=9))
    @example(['he said "hi"', "back\\slash", "tab\there", "", " ", '\\"', "\\", '"'])
    @settings(max_examples=500)
    def test_asterisk_gets_back_exactly_the_arguments(self, given_arguments: list[str]) -> None:
        line = encode("SET VARIABLE", *given_arguments)
        assert line.count(b"\n") == 1
        assert arguments(line[:-1]) == ["SET", "VARIABLE", *given_arguments]

    @given(st.text())
    @example('he said "hi"\nHANGUP')
    def test_an_argument_is_never_a_second_command(self, argument: str) -> None:
        try:
            line = encode("SET VARIABLE", "A", argument)
        except LocalProtocolError:
            return
        assert line.endswith(b"\n")
        assert not set(b"\r\n\0") & set(line[:-1])

    @pytest.mark.parametrize("character", ["\r", "\n", "\0"])
    def test_line_breaks_are_refused(self, character: str) -> None:
        with pytest.raises(LocalProtocolError) as refused:
            encode("SET VARIABLE", "A", f"4711{character}b")
        assert "4711" not in str(refused.value)

    def test_numbers(self) -> None:
        assert encode("GET DATA", "welcome", 7000, 1) == b'GET DATA "welcome" "7000" "1"\n'

    def test_a_line_that_asterisk_would_cut_is_refused(self) -> None:
        room = MAX_COMMAND - len(encode("SET VARIABLE", "A", ""))
        assert len(encode("SET VARIABLE", "A", "x" * room)) == MAX_COMMAND
        with pytest.raises(LocalProtocolError, match="8192 bytes"):
            encode("SET VARIABLE", "A", "x" * (room + 1))
        with pytest.raises(LocalProtocolError):
            encode("SET VARIABLE", "A", "社" * (room // 2))

    def test_more_arguments_than_asterisk_has_room_for(self) -> None:
        with pytest.raises(LocalProtocolError):
            encode("EXEC", *["x"] * 101)

    @pytest.mark.parametrize("command", ["", "get data", "GET DATA x", "NOOP\nHANGUP", "NOOP ", "NOOP\n"])
    def test_a_command_is_words_in_capitals(self, command: str) -> None:
        with pytest.raises(LocalProtocolError):
            encode(command)

    def test_half_a_character(self) -> None:
        with pytest.raises(LocalProtocolError, match="not text"):
            encode("SET VARIABLE", "A", "\ud800")


class TestReplies:
    def test_a_key(self) -> None:
        reply = reply_to("200 result=49 endpos=2400")
        assert (reply.number, reply.end_position, reply.timed_out) == (49, 2400, False)

    def test_leading_zeros_stay(self) -> None:
        assert reply_to("200 result=007").result == "007"

    def test_silence(self) -> None:
        reply = reply_to("200 result= (timeout)")
        assert (reply.result, reply.timed_out, reply.end_position) == ("", True, None)

    @pytest.mark.parametrize("value", ["", " ", "x", 'x"y\\z)', "(a) endpos=5", "a b  c", "社保", "hangup"])
    def test_a_variable_comes_whole(self, value: str) -> None:
        assert reply_to(f"200 result=1 ({value})").value == value

    def test_quoted_fields(self) -> None:
        reply = reply_to(
            '200 result=1 (speech) endpos=12800 results=1 score0=98 text0="养老 保险 (查询)" grammar0=menu'
        )
        assert reply.value == "speech"
        assert reply.fields["text0"] == "养老 保险 (查询)"
        assert (reply.end_position, reply.fields["grammar0"]) == (12800, "menu")

    @pytest.mark.parametrize("how", ["", " (abnormal exit)"])
    def test_a_subroutine_of_the_dialplan_has_ended(self, how: str) -> None:
        assert reply_to(f"200 result=0 Gosub complete{how}") == Reply("0")

    def test_it_is_not_shown(self) -> None:
        assert "4711" not in repr(reply_to('200 result=4711 (4711) text0="4711"'))

    def test_hangup_goes_before_a_reply(self) -> None:
        replies = Replies()
        assert replies.feed(b"HANGUP\n") is None
        assert replies.hung_up
        assert replies.feed(b"200 result=1\n") == Reply("1")

    def test_a_dead_channel(self) -> None:
        replies = Replies()
        with pytest.raises(DeadChannel):
            replies.feed(b"511 Command Not Permitted on a dead channel or intercept routine\n")
        assert replies.hung_up

    @pytest.mark.parametrize("line", [b"", b"200 resu"])
    def test_the_end_is_a_hangup(self, line: bytes) -> None:
        replies = Replies()
        with pytest.raises(Hangup):
            replies.feed(line)
        assert replies.hung_up

    def test_usage_is_read_to_its_end(self) -> None:
        replies = Replies()
        for line in (
            b"520-Invalid command syntax.  Proper usage follows:\n",
            b"Usage\n",
            b"\n",
            b"200 result=1\n",
            b"HANGUP\n",
        ):
            assert replies.feed(line) is None
        with pytest.raises(LocalProtocolError, match="520"):
            replies.feed(b"520 End of proper usage.\n")
        assert replies.feed(b"200 result=1\n") == Reply("1")
        assert not replies.hung_up

    def test_usage_without_an_explanation(self) -> None:
        with pytest.raises(LocalProtocolError):
            reply_to("520 Invalid command syntax.  Proper usage not available.")

    def test_usage_without_an_end(self) -> None:
        replies = Replies()
        for _ in range(200):
            replies.feed(b"520-\n")
        with pytest.raises(RemoteProtocolError, match="does not end"):
            replies.feed(b"520-\n")

    def test_an_unknown_command(self) -> None:
        with pytest.raises(LocalProtocolError, match="510"):
            reply_to("510 Invalid or unknown command")

    def test_a_command_under_way(self) -> None:
        replies = Replies()
        assert replies.feed(b"100 result=0 Trying...\n") is None
        assert replies.feed(b"200 result=0\n") == Reply("0")

    @pytest.mark.parametrize(
        "line", ["", "200", "200 ok", "2000 result=1", "503 result=-2", "GET / HTTP/1.1", "200 result=1 (x"]
    )
    def test_garbage(self, line: str) -> None:
        with pytest.raises(RemoteProtocolError) as caught:
            reply_to(line)
        assert not line or line not in str(caught.value)

    def test_a_line_without_an_end(self) -> None:
        with pytest.raises(RemoteProtocolError):
            Replies().feed(b"2" * MAX_LINE)

    def test_a_result_that_should_be_a_number(self) -> None:
        for text in ("200 result=x", "200 result=", "200 result=9999999999999", "200 result=٣"):
            with pytest.raises(RemoteProtocolError):
                _ = reply_to(text).number

    @given(st.integers(0, 2**64))
    @settings(max_examples=200)
    def test_twenty_thousand_random_replies(self, seed: int) -> None:
        replies, choose = Replies(), random.Random(seed)  # noqa: S311  # no secret
        for _ in range(100):
            with contextlib.suppress(AgiError):
                reply = replies.feed(random_line(choose))
                if reply is not None:
                    _ = reply.timed_out, reply.end_position, reply.number

    @given(st.binary())
    def test_any_line(self, line: bytes) -> None:
        with contextlib.suppress(AgiError):
            Replies().feed(line)

    def test_a_long_line_takes_no_long_time(self) -> None:
        with pytest.raises(RemoteProtocolError):
            reply_to("200 result=1 (" + ") a=b" * 5000 + ' c="')
