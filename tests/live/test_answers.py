"""What callers are told, as another program than the one that spoke understands it."""

import datetime as dt
from pathlib import Path

import pytest

from ivr.benefits.demo import DemoPerson
from ivr.spoken.say import say
from tests.live.calling import TO_THE_BALANCE, balance_in_words, call, call_many, plan, sentence, with_account
from tests.live.conftest import System
from tests.live.ears import Ears, hears, pinyin_error

pytestmark = pytest.mark.live

WORST_ERROR = 0.03


def answer(person: DemoPerson) -> str:
    as_of = dt.date.fromisoformat(str(person.facts["pension_account"][0]["as_of"]))
    told = sentence("pension_account", balance=balance_in_words(person), as_of=say("date", as_of))
    return told + sentence("after_account")


def test_ten_people_hear_their_own_balance(system: System, ears: Ears, tmp_path: Path) -> None:
    callers = with_account(system, 10)
    plans = [plan(system, TO_THE_BALANCE, tmp_path / f"{n}.wav", person) for n, person in enumerate(callers)]
    errors = []
    for person, heard in zip(callers, call_many(plans, start_rate=2), strict=True):
        words = heard.heard_after_last_key(ears)
        errors.append(pinyin_error(answer(person), words))
        assert hears(balance_in_words(person), words)
    mean = sum(errors) / len(errors)
    print(f"toneless pinyin error of ten answers: mean {mean:.1%}, worst {max(errors):.1%}")
    assert mean <= WORST_ERROR


def test_fifty_people_at_once_hear_their_own_answer_and_nobody_elses(
    system: System, ears: Ears, tmp_path: Path
) -> None:
    callers = with_account(system, 50)
    plans = [plan(system, TO_THE_BALANCE, tmp_path / f"{n}.wav", person) for n, person in enumerate(callers)]
    balances = [balance_in_words(person) for person in callers]
    for own, heard in zip(balances, call_many(plans, start_rate=25), strict=True):
        words = heard.heard_after_last_key(ears)
        assert [balance for balance in balances if hears(balance, words)] == [own]


def test_the_other_answers_of_the_pension_menu(system: System, ears: Ears, tmp_path: Path) -> None:
    retired = with_account(system, 1)[0]
    payment = retired.facts["pension_this_month"][0]
    words = call(system, "1 1 2 ID 1 PIN", tmp_path / "a.wav", retired).heard_after_last_key(ears)
    assert hears(say("date", dt.date.fromisoformat(str(payment["paid_on"]))), words)
    words = call(system, "1 1 3 ID 1 PIN", tmp_path / "b.wav", retired).heard_after_last_key(ears)
    assert hears(say("months", retired.facts["contribution_years"][0]["total"]), words)
    words = call(system, "1 1 4 ID 1 PIN", tmp_path / "c.wav", retired, listen_seconds=12).heard_after_last_key(ears)
    assert hears("近十二个月的缴费明细", words)


def test_who_draws_no_pension_is_told_so_politely(system: System, ears: Ears, tmp_path: Path) -> None:
    working = next(person for person in with_account(system, 10) if not person.facts["pension_this_month"])
    words = call(system, "1 1 2 ID 1 PIN", tmp_path / "a.wav", working).heard_after_last_key(ears)
    assert hears("没有查到您的这项记录", words)
