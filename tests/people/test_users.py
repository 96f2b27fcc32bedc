"""Users: added, changed, disabled; the last admin stays; each change is in the audit list with its author."""

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.people import audit, passwords, users
from ivr.people.audit import TERMINAL, Actor
from ivr.people.refused import Refused
from ivr.people.roles import Role

LI = Actor("li", "192.0.2.7")
NEW = SecretStr("correct horse battery")


def noted(ours: Engine) -> list[tuple[str, str, str]]:
    """The oldest first."""
    found = audit.entries(ours, audit.WantedEntries())
    return [(entry.actor, entry.action, entry.subject) for entry in reversed(found)]


def test_the_first_start_makes_one_admin_and_no_other_does(ours: Engine) -> None:
    first = users.first_admin(ours)
    assert first
    assert users.first_admin(ours) is None
    [admin] = users.everybody(ours)
    assert (admin.name, admin.role, admin.one_time, admin.active) == ("admin", Role.ADMIN, True, True)
    assert noted(ours) == [("", "user_added", "admin · admin")]


def test_each_role_may_what_the_one_before_it_may() -> None:
    assert [role.may(needed) for role in Role for needed in Role] == [
        True, False, False,
        True, True, False,
        True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "a", "李 芳", "a/b", "<b>", "x" * 33, "l\ni", "l\0i", "a'--"])
def test_a_name_that_no_address_or_page_could_hold_is_refused(ours: Engine, name: str) -> None:
    with pytest.raises(Refused):
        users.add(ours, LI, name, Role.CLERK)


def test_a_name_is_one_however_it_is_written(ours: Engine) -> None:
    users.add(ours, LI, "Wang.Fang", Role.CLERK)
    assert users.find(ours, " WANG.FANG ").name == "wang.fang"
    with pytest.raises(Refused, match="已经有"):
        users.add(ours, LI, "ｗａｎｇ.fang", Role.CLERK)


def test_changes_are_noted_with_their_author(ours: Engine) -> None:
    users.add(ours, TERMINAL, "chief", Role.ADMIN)
    users.add(ours, LI, "王芳", Role.CLERK)
    fang = users.find(ours, "王芳")
    users.set_role(ours, LI, fang, Role.SUPERVISOR)
    users.disable(ours, LI, fang)
    users.enable(ours, LI, fang)
    users.reset_password(ours, LI, fang)
    assert users.find(ours, "王芳").role == Role.SUPERVISOR
    assert noted(ours)[1:] == [
        ("li", "user_added", "王芳 · clerk"),
        ("li", "user_role", "王芳 · supervisor"),
        ("li", "user_disabled", "王芳"),
        ("li", "user_enabled", "王芳"),
        ("li", "user_password", "王芳"),
    ]


def test_the_last_admin_stays_one(ours: Engine) -> None:
    users.add(ours, LI, "chief", Role.ADMIN)
    chief = users.find(ours, "chief")
    with pytest.raises(Refused, match="最后一位管理员"):
        users.set_role(ours, LI, chief, Role.CLERK)
    with pytest.raises(Refused, match="最后一位管理员"):
        users.disable(ours, LI, chief)
    assert users.find(ours, "chief") == chief
    assert len(noted(ours)) == 1
    users.add(ours, LI, "deputy", Role.ADMIN)
    users.disable(ours, LI, chief)


def test_a_password_is_changed_by_who_knows_it(ours: Engine) -> None:
    once = users.add(ours, LI, "chief", Role.ADMIN)
    chief = users.find(ours, "chief")
    with pytest.raises(Refused, match="现在的密码不对"):
        users.change_password(ours, LI, chief, SecretStr("wrong"), NEW)
    with pytest.raises(Refused, match="一样"):
        users.change_password(ours, LI, chief, once, once)
    users.change_password(ours, LI, chief, once, NEW)
    assert not users.find(ours, "chief").one_time


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaa", "ababababababab", "my chief password", "x" * 129])
def test_a_password_that_is_soon_guessed_is_refused(ours: Engine, weak: str) -> None:
    once = users.add(ours, LI, "chief", Role.ADMIN)
    with pytest.raises(Refused) as refused:
        users.change_password(ours, LI, users.find(ours, "chief"), once, SecretStr(weak))
    assert refused.value.field == "new"
    assert weak not in str(refused.value)


def test_one_time_passwords_are_their_own(ours: Engine) -> None:
    made = {passwords.one_time().get_secret_value() for _ in range(100)}
    assert len(made) == 100
    assert {len(one) for one in made} == {23}


def test_the_old_password_can_t_be_tried_without_end(ours: Engine) -> None:
    once = users.add(ours, LI, "chief", Role.ADMIN)
    chief = users.find(ours, "chief")
    for _ in range(5):
        with pytest.raises(Refused, match="现在的密码不对"):
            users.change_password(ours, LI, chief, SecretStr("wrong"), NEW)
    with pytest.raises(Refused, match="次数太多"):
        users.change_password(ours, LI, chief, once, NEW)
