from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, update

from ivr.records import scarce
from ivr.records.models import Call, Input, Outcome
from ivr.records.reading import NoSuchCall, every_call, list_calls, show_call
from ivr.records.recorder import Recorder, Said
from ivr.records.wanted import Place, Wanted
from ivr.secret import Pseudonymiser

ALICE = SecretStr("13800138000")
BOB = SecretStr("02012345678")
ALICES_ID = SecretStr("44010119900101123X")
ALICES_CASE = SecretStr("202611260018")


@pytest.fixture
def names(tmp_path: Path) -> Pseudonymiser:
    return Pseudonymiser(tmp_path)


@pytest.fixture
def ids(ours: Engine, names: Pseudonymiser) -> list[str]:
    """Alice, who hears her answer; Bob, who gives up; Bob again, who is still on the telephone."""
    recorder = Recorder(ours, names, "one")
    alice = recorder.begin(ALICE, "v1")
    alice.identify(ALICES_ID)
    alice.step("main", Input.KEY, "match", 900, Said(pressed="1"))
    alice.step("menu", Input.SPEECH, "match", 1500, Said(heard="养老金", score=0.93))
    alice.step("balance", Input.RESULT, "found", 30)
    alice.concerns(ALICES_CASE)
    alice.end(Outcome.SELF_SERVICE)
    gave_up = recorder.begin(BOB, "v1")
    gave_up.step("main", Input.NONE, "no_input", 7000)
    gave_up.step("main", Input.NONE, "hang_up", 3000)
    gave_up.end(Outcome.GAVE_UP)
    running = recorder.begin(BOB, "v2")
    recorder.close()
    return [alice.id, gave_up.id, running.id]


def found(engine: Engine, wanted: Wanted) -> list[str]:
    return [call.id for call in list_calls(engine, wanted).calls]


def test_the_newest_call_comes_first(ours: Engine, ids: list[str]) -> None:
    assert found(ours, Wanted()) == ids[::-1]
    assert found(ours, Wanted(limit=1)) == ids[2:]


def test_a_list_says_what_is_kept(ours: Engine, ids: list[str]) -> None:
    running, _, alice = list_calls(ours, Wanted()).calls
    assert (alice.id, alice.caller, alice.person) == (ids[0], "*******8000", "**************123X")
    assert (alice.steps, alice.outcome) == (3, Outcome.SELF_SERVICE)
    assert (running.ended_at, running.person, running.outcome, running.steps) == (None, None, None, 0)
    assert running.started_at.utcoffset() == timedelta(0)


def test_narrowed_by_outcome_and_time(ours: Engine, ids: list[str]) -> None:
    assert found(ours, Wanted(outcome=Outcome.GAVE_UP)) == [ids[1]]
    middle = list_calls(ours, Wanted()).calls[1].started_at
    assert found(ours, Wanted(since=middle)) == [ids[2], ids[1]]


@pytest.mark.parametrize(
    ("tail", "expected"), [("8000", [0]), ("00", [0]), ("123X", [0]), ("5678", [2, 1]), ("9999", []), ("%", [])]
)
def test_by_the_last_four(ours: Engine, ids: list[str], tail: str, expected: list[int]) -> None:
    assert found(ours, Wanted(tail=tail)) == [ids[n] for n in expected]


def test_by_a_whole_number(ours: Engine, ids: list[str], names: Pseudonymiser) -> None:
    assert found(ours, Wanted(hmac=names.of(ALICE))) == [ids[0]]
    assert found(ours, Wanted(hmac=names.of(ALICES_ID))) == [ids[0]]
    assert found(ours, Wanted(hmac=names.of(ALICES_CASE))) == [ids[0]]
    assert found(ours, Wanted(hmac=names.of(BOB))) == [ids[2], ids[1]]
    assert found(ours, Wanted(hmac=names.of(SecretStr("13900139000")))) == []


def test_by_a_node_and_how_it_was_left(ours: Engine, ids: list[str]) -> None:
    assert found(ours, Wanted(node="main")) == [ids[1], ids[0]], "once, though the caller was there twice"
    assert found(ours, Wanted(node="main", step="hang_up")) == [ids[1]]
    assert found(ours, Wanted(node="balance", outcome=Outcome.SELF_SERVICE)) == [ids[0]]
    assert found(ours, Wanted(node="balance", step="hang_up")) == []


@pytest.mark.parametrize("few", [0, scarce.FEW])
def test_by_a_node_and_what_the_call_was(
    ours: Engine, ids: list[str], names: Pseudonymiser, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(scarce, "FEW", few)
    assert found(ours, Wanted(node="main", outcome=Outcome.GAVE_UP)) == [ids[1]]
    assert found(ours, Wanted(node="main", tree_version="v1")) == [ids[1], ids[0]]
    assert found(ours, Wanted(node="main", tree_version="v2")) == []
    assert found(ours, Wanted(node="main", tail="8000")) == [ids[0]]
    assert found(ours, Wanted(node="main", hmac=names.of(BOB), step="hang_up")) == [ids[1]]
    assert found(ours, Wanted(node="main", outcome=Outcome.FAILED)) == []
    assert found(ours, Wanted(node="main", tree_version="v1", until=datetime(2020, 1, 1, tzinfo=UTC))) == []


def test_by_the_tree_version(ours: Engine, ids: list[str]) -> None:
    assert found(ours, Wanted(tree_version="v2")) == [ids[2]]


@pytest.mark.parametrize("node", ["", "main"])
def test_page_by_page_nothing_is_missed_or_comes_twice(ours: Engine, names: Pseudonymiser, node: str) -> None:
    recorder = Recorder(ours, names, "one")
    for _ in range(7):
        recorder.begin(ALICE, "v1").step("main", Input.KEY, "match", 10)
    recorder.close()
    all_at_once = list_calls(ours, Wanted(node=node))
    assert (len(all_at_once.calls), all_at_once.next) == (7, None)
    paged, page = [], list_calls(ours, Wanted(limit=3, node=node))
    paged += page.calls
    while page.next:
        page = list_calls(ours, Wanted(limit=3, behind=Place.parse(str(page.next)), node=node))
        paged += page.calls
    assert paged == all_at_once.calls
    assert list(every_call(ours, Wanted(limit=5, node=node))) == paged[:5]


def test_calls_of_the_same_moment_are_paged_by_their_id(ours: Engine, names: Pseudonymiser) -> None:
    recorder = Recorder(ours, names, "one")
    for _ in range(5):
        recorder.begin(ALICE, "v1")
    recorder.close()
    with ours.begin() as connection:
        connection.execute(update(Call).values(started_at=datetime(2026, 11, 26, tzinfo=UTC)))
    first = list_calls(ours, Wanted(limit=3))
    rest = list_calls(ours, Wanted(limit=3, behind=first.next))
    assert len({call.id for call in first.calls + rest.calls}) == 5


@pytest.mark.parametrize("text", ["", "yesterday-abc", "1-2-3"])
def test_what_is_no_place(text: str) -> None:
    with pytest.raises(ValueError, match="time data"):
        Place.parse(text)


def test_one_call_with_its_steps(ours: Engine, ids: list[str]) -> None:
    shown = show_call(ours, ids[0][:10])
    assert (shown.call.id, shown.cases) == (ids[0], ["********0018"])
    assert [(step.n, step.node, step.input, step.outcome, step.milliseconds) for step in shown.steps] == [
        (1, "main", Input.KEY, "match", 900),
        (2, "menu", Input.SPEECH, "match", 1500),
        (3, "balance", Input.RESULT, "found", 30),
    ]
    assert [(step.pressed, step.heard, step.score) for step in shown.steps] == [
        ("1", None, None),
        (None, "养老金", 0.93),
        (None, None, None),
    ]


def test_an_id_that_means_no_call(ours: Engine) -> None:
    with pytest.raises(NoSuchCall, match=r"^no call has an id that begins so"):
        show_call(ours, "nothing")


def test_an_id_that_means_two_calls(ours: Engine, names: Pseudonymiser) -> None:
    recorder = Recorder(ours, names, "one")
    for _ in range(17):  # of seventeen ids in hexadecimal two begin alike
        recorder.begin(ALICE, "v1")
    recorder.close()
    firsts = [call.id[0] for call in list_calls(ours, Wanted()).calls]
    twice = next(first for first in firsts if firsts.count(first) > 1)
    with pytest.raises(NoSuchCall, match=r"^more than one call has an id that begins so"):
        show_call(ours, twice)
