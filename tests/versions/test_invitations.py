"""The numbers by which prompts are recorded by telephone: used once, for ten minutes, not to be guessed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from ivr.database import transaction
from ivr.versions.invitations import DIGITS, HOLDS, LONGEST_CALL, MOST_WRONG, PREFIX, Expired, Invitations, WrongNumber
from ivr.versions.models import InvitationRow, Stage
from tests.versions.conftest import ours, settings

__all__ = ["ours", "settings"]

LATE = HOLDS + timedelta(seconds=1)


@pytest.fixture
def invitations(ours: Engine) -> Invitations:
    return Invitations(ours)


@pytest.fixture
def ages(ours: Engine) -> Callable[[timedelta], None]:
    """All that there is grows older by so much."""

    def age(by: timedelta) -> None:
        with transaction(ours) as connection:
            for row in connection.execute(InvitationRow.__table__.select()).mappings().all():
                mine = update(InvitationRow).where(InvitationRow.id == row["id"])
                connection.execute(mine.values(until=row["until"] - by))

    return age


def wrong(number: str) -> str:
    return f"{PREFIX}{(int(number[2:]) + 1) % 10**DIGITS:0{DIGITS}}"


def test_a_number_is_good_for_one_call(invitations: Invitations) -> None:
    made = invitations.invite(3, "M21", "M21", "clerk")
    assert len(made.number) == len(PREFIX) + DIGITS
    taken = invitations.take(made.number)
    assert (taken.draft_id, taken.node, taken.prompt, taken.person) == (3, "M21", "M21", "clerk")
    assert taken.stage is Stage.CALLED
    with pytest.raises(Expired):
        invitations.take(made.number)


def test_a_number_holds_for_ten_minutes(invitations: Invitations, ages: Callable[[timedelta], None]) -> None:
    made = invitations.invite(1, "M21", "M21", "clerk")
    assert made.holds(datetime.now(UTC))
    assert not made.holds(datetime.now(UTC) + LATE)
    ages(LATE)
    with pytest.raises(Expired):
        invitations.take(made.number)


def test_who_asks_for_another_number_gives_up_the_first(invitations: Invitations) -> None:
    first = invitations.invite(1, "M21", "M21", "clerk")
    second = invitations.invite(1, "M21", "M21", "clerk")
    somebody_else = invitations.invite(1, "M20", "M20", "other")
    with pytest.raises(Expired):
        invitations.take(first.number)
    assert invitations.take(second.number).id == second.id
    assert invitations.take(somebody_else.number).id == somebody_else.id


def test_who_guesses_too_often_finds_nothing_any_more(invitations: Invitations) -> None:
    made = invitations.invite(1, "M21", "M21", "clerk")
    for _ in range(MOST_WRONG):
        assert invitations.invitation(made.id)
        with pytest.raises(WrongNumber):
            invitations.take(wrong(made.number))
    with pytest.raises(Expired):
        invitations.take(made.number)


def test_numbers_are_forgotten_in_time(invitations: Invitations, ages: Callable[[timedelta], None]) -> None:
    made = invitations.invite(1, "M21", "M21", "clerk")
    invitations.end(invitations.take(made.number), Stage.KEPT)
    ages(timedelta(days=2))
    with pytest.raises(Expired):
        invitations.take(made.number)
    invitations.invite(1, "M20", "M20", "other")
    with pytest.raises(WrongNumber):
        invitations.take(made.number)


def test_a_call_that_nobody_ended_does_not_run_for_ever(invitations: Invitations) -> None:
    taken = invitations.take(invitations.invite(1, "M21", "M21", "clerk").number)
    assert taken.runs(datetime.now(UTC))
    assert not taken.runs(datetime.now(UTC) + HOLDS + LONGEST_CALL)


def test_a_number_is_in_no_log(invitations: Invitations) -> None:
    made = invitations.invite(1, "M21", "M21", "clerk")
    assert made.number not in repr(made)
