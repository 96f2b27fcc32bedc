"""What may become what callers hear."""

import multiprocessing
import threading

import pytest
from sqlalchemy import Engine

from ivr.menus.faults import TreeFault
from ivr.versions.models import Series
from ivr.versions.publishing import Publisher, Refused
from ivr.versions.store import Versions
from ivr.versions.version import Act, Overtaken, Texts
from tests.versions.conftest import CLERK, OFFICE, edited


def test_what_passes_is_spoken_then_published(
    publisher: Publisher, menus: Versions, menu: Texts, spoken: list[str]
) -> None:
    spoken.clear()
    assert publisher.publish_menu(menu, CLERK, None).number == 1
    assert menus.published() == 1
    assert any("请按" in text for text in spoken)


def test_what_does_not_pass_is_refused_by_node_and_exit_and_the_old_one_stays(
    publisher: Publisher, menus: Versions, menu: Texts
) -> None:
    publisher.publish_menu(menu, CLERK, None)
    with pytest.raises(Refused, match=r"tree.yaml:\d+: M10 养老保险: .*M99"):
        publisher.publish_menu(edited(menu, "{to: Q11, name", "{to: M99, name"), CLERK, 1)
    with pytest.raises(TreeFault, match=r"tree.yaml:\d+: S13 .*locked: is missing"):
        publisher.publish_menu(edited(menu, "    locked: S14\n", ""), CLERK, 1)
    assert (menus.published(), len(menus.listed())) == (1, 1)


def test_an_older_version_that_does_not_pass_any_more_is_not_published_again(
    ours: Engine, menus: Versions, publisher: Publisher, menu: Texts
) -> None:
    menus.publish(edited(menu, "query: account", "query: gone"), CLERK, None)
    publisher.publish_menu(menu, CLERK, 1)
    with pytest.raises(Refused, match="gone"):
        publisher.roll_back(1, CLERK, 2)
    assert menus.published() == 2


def test_the_office_must_have_every_word_that_the_menus_say(publisher: Publisher, ours: Engine, menu: Texts) -> None:
    wording = edited(menu, "请稍候。", "请稍候，也可以拨{hotline}。", "prompts.yaml")
    offices = Versions(ours, Series.OFFICE)
    with pytest.raises(Refused, match="hotline"):
        publisher.publish_menu(wording, CLERK, None)
    more = {"office.yaml": OFFICE["office.yaml"].replace("city:\n", 'city:\n  hotline: "12333"\n')}
    publisher.publish_office(more, CLERK, offices.published())
    publisher.publish_menu(wording, CLERK, None)
    with pytest.raises(Refused, match="hotline"):
        publisher.publish_office(OFFICE, CLERK, offices.published())


def test_a_publisher_that_is_killed_while_it_has_prompts_spoken_changes_nothing(
    publisher: Publisher, ours: Engine, menus: Versions, menu: Texts
) -> None:
    publisher.publish_menu(menu, CLERK, None)
    ours.dispose()
    fork = multiprocessing.get_context("fork")
    speaking = fork.Event()

    def publish() -> None:
        def speak(_wording: object) -> None:
            speaking.set()
            threading.Event().wait()

        publisher._speak = speak
        publisher.publish_menu(edited(menu, "title: 主菜单", "title: 总菜单"), CLERK, 1)

    child = fork.Process(target=publish)
    child.start()
    assert speaking.wait(20)
    child.kill()
    child.join()
    assert (menus.published(), len(menus.listed())) == (1, 1)


def test_of_two_who_publish_at_once_one_is_told(publisher: Publisher, menus: Versions, menu: Texts) -> None:
    publisher.publish_menu(menu, CLERK, None)
    gate, told = threading.Barrier(2), []

    def publish(name: str) -> None:
        gate.wait()
        try:
            publisher.publish_menu(edited(menu, "title: 主菜单", f"title: {name}"), Act(name), 1)
        except Overtaken:
            told.append(name)

    both = [threading.Thread(target=publish, args=(name,)) for name in ("甲菜单", "乙菜单")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(told) == 1
    assert [one.author for one in menus.listed() if one.number == 2] == [{"甲菜单", "乙菜单"}.difference(told).pop()]
