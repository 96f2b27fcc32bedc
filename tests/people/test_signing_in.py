"""Signing in, a hundred wrong passwords, and what ends a session."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select, update

from ivr.database import transaction
from ivr.people import audit, sessions, users
from ivr.people.audit import TERMINAL
from ivr.people.models import Session, User, WrongPasswords
from ivr.people.refused import Refused
from ivr.people.roles import Role
from ivr.people.signing_in import Attempt, sign_in


@pytest.fixture
def password(ours: Engine) -> SecretStr:
    """Of the user li."""
    users.add(ours, TERMINAL, "chief", Role.ADMIN)
    return users.add(ours, TERMINAL, "li", Role.CLERK)


def attempt(
    password: str | SecretStr, address: str = "192.0.2.7", browser: str | None = None, name: str = "li"
) -> Attempt:
    text = password if isinstance(password, str) else password.get_secret_value()
    return Attempt(name, SecretStr(text), address, browser)


def refusal(ours: Engine, tried: Attempt) -> str:
    with pytest.raises(Refused) as refused:
        sign_in(ours, tried)
    return refused.value.why


def pass_time(ours: Engine, passed: timedelta) -> None:
    """As if all that is kept had happened earlier."""
    with transaction(ours) as connection:
        for table, columns in ((WrongPasswords, ("latest",)), (Session, ("seen_at", "began_at"))):
            for row in connection.execute(select(table)).mappings().all():
                key = next(iter(table.__table__.primary_key))
                earlier = {name: row[name] - passed for name in columns}
                connection.execute(update(table).where(key == row[key.name]).values(earlier))


def test_the_right_password_of_an_active_user(ours: Engine, password: SecretStr) -> None:
    person, token = sign_in(ours, attempt(password))
    assert person.name == "li"
    assert sessions.whose(ours, token) == person


def test_whatever_is_wrong_the_answer_is_the_same(ours: Engine, password: SecretStr) -> None:
    users.disable(ours, TERMINAL, users.find(ours, "li"))
    tried = [attempt(password), attempt("wrong"), attempt("wrong", name="nobody"), attempt("x" * 100_000)]
    assert {refusal(ours, one) for one in tried} == {"用户名或密码不对"}


def test_the_audit_list_names_the_user_and_never_what_was_typed_for_one(ours: Engine, password: SecretStr) -> None:
    refusal(ours, attempt("wrong"))
    refusal(ours, attempt("wrong", name="my secret password"))
    newest = audit.entries(ours, audit.WantedEntries(limit=2))
    assert [(entry.actor, entry.action) for entry in newest] == [("", "sign_in_refused"), ("li", "sign_in_refused")]
    assert "secret" not in str(newest)


def test_a_hundred_wrong_passwords_at_once_are_five_tries(
    ours: Engine, password: SecretStr, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the right one among those behind them does not help."""
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: refusal(ours, attempt(f"wrong {number}")), range(100)))
    assert answers.count("用户名或密码不对") == 5
    assert "次数太多" in refusal(ours, attempt(password))


def test_wrong_passwords_for_many_names_from_one_address_are_twenty_tries(ours: Engine, password: SecretStr) -> None:
    answers = [refusal(ours, attempt("wrong", name=f"user{number}")) for number in range(100)]
    assert answers.count("用户名或密码不对") == 20


def test_after_that_one_a_minute_and_after_an_hour_five_again(ours: Engine, password: SecretStr) -> None:
    def tries() -> int:
        return [refusal(ours, attempt("wrong")) for _ in range(10)].count("用户名或密码不对")

    assert tries() == 5
    pass_time(ours, timedelta(seconds=61))
    assert tries() == 1
    pass_time(ours, timedelta(minutes=61))
    assert tries() == 5
    pass_time(ours, timedelta(seconds=61))
    sign_in(ours, attempt(password))
    assert tries() == 5


def test_nobody_is_locked_out_of_a_browser_they_have_used(ours: Engine, password: SecretStr) -> None:
    for number in range(40):
        refusal(ours, attempt("wrong", address=f"198.51.100.{number}"))
    assert sign_in(ours, attempt(password, browser="0123456789abcdef"))[0].name == "li"
    answers = [refusal(ours, attempt("wrong", browser="0123456789abcdef")) for _ in range(10)]
    assert answers.count("用户名或密码不对") == 5


def test_a_session_ends_by_idleness_and_by_age(ours: Engine, password: SecretStr) -> None:
    _, token = sign_in(ours, attempt(password))
    pass_time(ours, sessions.IDLE - timedelta(minutes=1))
    assert sessions.whose(ours, token)
    pass_time(ours, sessions.IDLE - timedelta(minutes=1))
    assert sessions.whose(ours, token), "being seen keeps it"
    pass_time(ours, sessions.IDLE + timedelta(minutes=1))
    assert sessions.whose(ours, token) is None
    _, token = sign_in(ours, attempt(password))
    for _ in range(26):
        pass_time(ours, timedelta(minutes=28))
        held = sessions.whose(ours, token)
    assert held is None


@pytest.mark.parametrize("how", ["disabled", "reset", "changed", "signed out"])
def test_a_session_ends_with_what_it_rests_on(ours: Engine, password: SecretStr, how: str) -> None:
    person, token = sign_in(ours, attempt(password))
    if how == "disabled":
        users.disable(ours, TERMINAL, person)
    elif how == "reset":
        users.reset_password(ours, TERMINAL, person)
    elif how == "changed":
        users.change_password(ours, TERMINAL, person, password, SecretStr("correct horse battery"))
    else:
        with transaction(ours) as connection:
            sessions.end(connection, token)
    assert sessions.whose(ours, token) is None


def test_a_user_s_role_is_that_of_the_moment(ours: Engine, password: SecretStr) -> None:
    person, token = sign_in(ours, attempt(password))
    users.set_role(ours, TERMINAL, person, Role.SUPERVISOR)
    found = sessions.whose(ours, token)
    assert found
    assert found.role == Role.SUPERVISOR


def test_other_sessions_are_ended_and_this_one_stays(ours: Engine, password: SecretStr) -> None:
    person, mine = sign_in(ours, attempt(password))
    _, another = sign_in(ours, attempt(password))
    assert sessions.others(ours, person, mine) == 1
    with transaction(ours) as connection:
        sessions.end_others(connection, person, mine)
    assert sessions.whose(ours, mine)
    assert sessions.whose(ours, another) is None


def test_neither_passwords_nor_tokens_are_kept(ours: Engine, password: SecretStr) -> None:
    _, token = sign_in(ours, attempt(password))
    with transaction(ours) as connection:
        kept = str(connection.execute(select(User)).all()) + str(connection.execute(select(Session)).all())
    assert password.get_secret_value() not in kept
    assert token not in kept
