"""What callers are told, as another program than the one that spoke understands it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from ivr.benefits.demo import DemoPerson
from ivr.spoken.say import say
from tests.live.calling import (
    TO_THE_BALANCE,
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


def answer(person: DemoPerson) -> str:
    as_of = dt.date.fromisoformat(str(person.facts["pension_account"][0]["as_of"]))
    told = sentence("Q111", balance=balance_in_words(person), as_of=say("date", as_of))
    return told + sentence("Q111_menu")


def test_ten_people_hear_their_own_balance(system: System, ears: Ears, tmp_path: Path) -> None:
    callers = with_account(system, 10)
    plans = [plan(system, TO_THE_BALANCE, tmp_path / f"{n}.wav", person) for n, person in enumerate(callers)]
    balances = [balance_in_words(person) for person in callers]
    errors, whole = [], 0
    for person, own, heard in zip(callers, balances, call_many(plans, start_rate=2), strict=True):
        words = heard.heard_after_last_key(ears)
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
    plans = [plan(system, TO_THE_BALANCE, tmp_path / f"{n}.wav", person) for n, person in enumerate(callers)]
    answers = [spoken(system, balance_in_words(person)) for person in callers]
    for own, call in zip(answers, call_many(plans, start_rate=25), strict=True):
        heard = call.sound()
        assert [answers.index(answer) for answer in answers if answer in heard] == [answers.index(own)]


def test_the_other_answers_of_the_pension_menu(system: System, tmp_path: Path) -> None:
    callers = with_account(system, 20)
    retired = next(person for person in callers if person.facts["pension_this_month"])
    working = next(person for person in callers if not person.facts["pension_this_month"])
    without = next(person for person in callers if not person.facts["contribution_details"])
    lines = [
        ("1 1 2 ID 1 PIN", retired),
        ("1 1 3 ID 1 PIN", retired),
        ("1 1 1 ID 1 PIN ~ 2", without),
        ("1 1 2 ID 1 PIN", working),
    ]
    plans = [plan(system, keys, tmp_path / f"{n}.wav", person) for n, (keys, person) in enumerate(lines)]
    payment, years, nothing, no_pension = (call.sound() for call in call_many(plans, start_rate=2))
    net = Decimal(str(retired.facts["pension_this_month"][0]["net"]))
    assert spoken(system, say("amount", net)) in payment
    assert spoken(system, say("months", retired.facts["contribution_years"][0]["total"])) in years
    assert beginning(system, "E02") in nothing
    assert beginning(system, "A116") in no_pension, "who draws none is told so politely"
