"""Versions in the database: numbered, published one after the other, taken back."""

import pytest
from sqlalchemy import Engine

from ivr.versions.models import Series
from ivr.versions.store import Versions
from ivr.versions.version import Act, NoSuchVersion, Overtaken, State, TooLong
from tests.versions.conftest import CLERK

ONE, TWO = {"tree.yaml": "一"}, {"tree.yaml": "二"}


def test_nothing_is_published_at_first(menus: Versions) -> None:
    assert menus.published() is None
    assert menus.listed() == []
    with pytest.raises(NoSuchVersion, match="no version 1"):
        menus.texts(1)


def test_each_publication_has_the_next_number_and_retires_the_one_before(menus: Versions) -> None:
    menus.publish(ONE, CLERK, None)
    second = menus.publish(TWO, Act("admin", "认证提前"), 1)
    assert (second.number, second.parent, second.author, second.note) == (2, 1, "admin", "认证提前")
    assert [(one.number, one.state) for one in menus.listed()] == [(2, State.PUBLISHED), (1, State.RETIRED)]
    assert menus.published() == 2
    assert menus.texts(1) == ONE


def test_an_older_version_is_published_again_under_its_own_number(menus: Versions) -> None:
    menus.publish(ONE, CLERK, None)
    menus.publish(TWO, CLERK, 1)
    assert menus.publish_again(1, Act("admin", "回退"), 2).state is State.PUBLISHED
    assert menus.published() == 1
    assert [(one.number, one.author) for one in menus.publications()] == [(1, "admin"), (2, "clerk"), (1, "clerk")]


def test_the_same_texts_are_the_same_version(menus: Versions) -> None:
    menus.publish(ONE, CLERK, None)
    menus.publish(TWO, CLERK, 1)
    assert menus.publish(ONE, CLERK, 2).number == 1
    assert menus.holding(TWO) == 2
    assert menus.holding({"tree.yaml": "三"}) is None
    assert len(menus.listed()) == 2


def test_who_did_not_see_what_was_published_meanwhile_is_told_and_changes_nothing(menus: Versions) -> None:
    menus.publish(ONE, CLERK, None)
    with pytest.raises(Overtaken, match="version 1 was published meanwhile"):
        menus.publish(TWO, CLERK, None)
    assert (menus.published(), len(menus.listed()), len(menus.publications())) == (1, 1, 1)


def test_a_note_has_an_end(menus: Versions) -> None:
    with pytest.raises(TooLong, match="200 characters at most"):
        Act("admin", "注" * 201)
    assert menus.publish(ONE, Act("admin", "注" * 200), None).note == "注" * 200


def test_the_office_is_numbered_by_itself(ours: Engine, menus: Versions) -> None:
    offices = Versions(ours, Series.OFFICE)
    menus.publish(ONE, CLERK, None)
    assert offices.published() is None
    assert offices.publish({"office.yaml": "city: {}"}, CLERK, None).number == 1
    assert len(menus.listed()) == 1
