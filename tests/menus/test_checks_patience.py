"""The check of patience says what the conversation does: callers who do the same for ever come to an end."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from ivr.dialog.actions import End, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.conversation import LISTENING, Conversation, Turn
from ivr.dialog.events import Event, Failed, Key, Locked, Played, Recorded, Silence, TransferEnded
from ivr.dialog.state import State
from ivr.menus.checking import check
from ivr.menus.model import Level
from ivr.menus.service import Service, read_service
from ivr.settings import DIALPLAN, PROMPTS
from tests.menus.trees import SHAPES, SMALL, Planted

OPEN = datetime(2026, 11, 24, 1, 5, tzinfo=UTC).timestamp()
NIGHT = datetime(2026, 11, 21, 18, 10, tzinfo=UTC).timestamp()
LONGEST = 300
"""Events; the longest way to an end takes far less."""

Habit = Callable[[float], Event]


def silent(at: float) -> Event:
    return Silence(at)


def wrong(at: float) -> Event:
    return Key(at, SecretStr("8"))


def ends(service: Service, node: str, habit: Habit, began: float) -> bool:
    """Whether a caller who is in this node and goes on so comes to an end, or to a person who is rung."""
    common = service.tree.common.model_copy(
        update={"error_budget": LONGEST}
    )  # which would end every circle, after minutes
    engine = Conversation(service.tree.model_copy(update={"common": common}), service.wording, service.office)
    known = {"phone": SecretStr("13812345678"), "case_number": SecretStr("261124123456"), "district": SecretStr("east")}
    number = SecretStr("11010519491231002X")
    state = State(node=node, entered_at=0.0, began=began, level=Level.L2, id_number=number, values=known)
    turn, at = engine.resume(state, 0.0), 0.0
    for _ in range(LONGEST):
        at += 8.0
        if isinstance(turn.action, End) or (habit is wrong and isinstance(turn.action, Transfer)):
            return True
        turn = engine.on(turn.state, _event(turn, habit, at))
    return False


def _event(turn: Turn, habit: Habit, at: float) -> Event:
    match turn.action:
        case Listen():
            return habit(at)
        case Say():
            return Played(at)
        case LookUp() | Perform():
            return Failed(at)
        case Verify():
            return Locked(at)
        case Record():
            return Recorded(at, 0, SecretStr(""))
        case Transfer():
            return TransferEnded(at, answered=False)
    raise AssertionError(turn.action)


def stuck(service: Service, habit: Habit, began: float) -> list[str]:
    nodes = service.tree.nodes
    return [name for name in nodes if isinstance(nodes[name], LISTENING) and not ends(service, name, habit, began)]


@pytest.mark.parametrize("began", [OPEN, NIGHT], ids=["open", "night"])
@pytest.mark.parametrize("habit", [silent, wrong])
@pytest.mark.parametrize("folders", [(SMALL, SMALL), (DIALPLAN, PROMPTS)], ids=["small", "shipped"])
def test_where_nothing_is_found_every_caller_comes_to_an_end(
    folders: tuple[Path, Path], habit: Habit, began: float
) -> None:
    assert stuck(read_service(*folders), habit, began) == []


@pytest.mark.parametrize(
    ("planted", "habit", "began"),
    [
        (Planted("no_input: {to: Z98}\n    no_match", "no_input: {to: repeat}\n    no_match"), silent, OPEN),
        (Planted("    no_match: {to: Z98}\n", "", at="T09:"), wrong, NIGHT),
        (Planted("    query: details\n", "    query: details\n    failed: Q12\n"), silent, OPEN),
    ],
)
def test_where_it_finds_something_a_caller_goes_round_for_ever(
    tmp_path: Path, planted: Planted, habit: Habit, began: float
) -> None:
    planted.write(tmp_path)
    service = read_service(tmp_path, tmp_path)
    assert "patience" in {finding.rule for finding in check(service, SHAPES)}
    assert stuck(service, habit, began)
