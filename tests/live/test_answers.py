"""What callers are told, as another program than the one that spoke understands it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from ivr.benefits.demo import DemoPerson
from ivr.spoken.say import say
from tests.live.calling import (
    TO_THE_BALANCE,
    TOLD_SECONDS,
    Call,
    balance_in_words,
    beginning,
    call_many,
    plan,
    sentence,
    spoken,
    with_account,
)
from tests.live.conftest import System
from tests.live.ears import Ears, hears, likest, pinyin_error

pytestmark = pytest.mark.live

WORST_ERROR = 0.03


ALIKE = 10
"""So many people ask for their balance; the other answers are told to others at the same time."""


@pytest.fixture(scope="module")
def callers(system: System) -> list[DemoPerson]:
    return with_account(system, 3 * ALIKE)


@pytest.fixture(scope="module")
def retired(callers: list[DemoPerson]) -> DemoPerson:
    return next(person for person in callers[ALIKE:] if person.facts["pension_this_month"])


@pytest.fixture(scope="module")
def calls(
    system: System, callers: list[DemoPerson], retired: DemoPerson, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Call]:
    """All at about the same time."""
    working = next(person for person in callers[ALIKE:] if not person.facts["pension_this_month"])
    without = next(person for person in callers[ALIKE:] if not person.facts["contribution_details"])
    lines = {f"balance {number}": (TO_THE_BALANCE, person) for number, person in enumerate(callers[:ALIKE])}
    lines["payment"] = ("1 1 2 ID 1 PIN", retired)
    lines["years"] = ("1 1 3 ID 1 PIN", retired)
    lines["no details"] = ("1 1 1 ID 1 PIN ~ 2", without)
    lines["no pension"] = ("1 1 2 ID 1 PIN", working)
    folder = tmp_path_factory.mktemp("answers")
    plans = [plan(system, keys, folder / f"{name}.wav", person) for name, (keys, person) in lines.items()]
    return dict(zip(lines, call_many(plans, start_rate=2), strict=True))


def answer(person: DemoPerson) -> str:
    as_of = dt.date.fromisoformat(str(person.facts["pension_account"][0]["as_of"]))
    told = sentence("Q111", balance=balance_in_words(person), as_of=say("date", as_of))
    return told + sentence("Q111_menu")


def test_ten_people_hear_their_own_balance(calls: dict[str, Call], callers: list[DemoPerson], ears: Ears) -> None:
    balances = [balance_in_words(person) for person in callers[:ALIKE]]
    errors, whole = [], 0
    for number, (person, own) in enumerate(zip(callers, balances, strict=False)):
        words = calls[f"balance {number}"].heard_after_last_key(ears)
        errors.append(pinyin_error(answer(person), words))
        print(f"{errors[-1]:.1%} {words}")
        assert likest(balances, words) == own
        whole += hears(own, words)
    mean = sum(errors) / len(errors)
    print(
        f"toneless pinyin error of ten answers: mean {mean:.1%}, worst {max(errors):.1%}; {whole} amounts without any"
    )
    assert mean <= WORST_ERROR


def test_fifty_people_at_once_hear_their_own_answer_and_nobody_elses(system: System, tmp_path: Path) -> None:
    callers = with_account(system, 50)
    plans = [
        plan(system, TO_THE_BALANCE, tmp_path / f"{n}.wav", person, listen_seconds=TOLD_SECONDS)
        for n, person in enumerate(callers)
    ]
    answers = [spoken(system, balance_in_words(person)) for person in callers]
    for own, call in zip(answers, call_many(plans, start_rate=25), strict=True):
        heard = call.sound()
        assert [answers.index(answer) for answer in answers if answer in heard] == [answers.index(own)]


def test_the_other_answers_of_the_pension_menu(system: System, calls: dict[str, Call], retired: DemoPerson) -> None:
    net = Decimal(str(retired.facts["pension_this_month"][0]["net"]))
    assert spoken(system, say("amount", net)) in calls["payment"].sound()
    assert spoken(system, say("months", retired.facts["contribution_years"][0]["total"])) in calls["years"].sound()
    assert beginning(system, "E02") in calls["no details"].sound()
    assert beginning(system, "A116") in calls["no pension"].sound(), "who draws none is told so politely"
