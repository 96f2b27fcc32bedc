"""What a caller means by words: keys of the node, nodes elsewhere, or what holds everywhere, and how sure that is."""

from functools import cache

import pytest
from pydantic import SecretStr

from ivr.dialog.meaning import Doubtful, Heard, Meaning, NotUnderstood, Press, Understood, Visit
from ivr.dialog.spoken_choices import ACCEPT_MARGIN, FINAL, SpokenChoices
from ivr.spoken.everywhere import Command
from ivr.spoken.question import Alternative
from tests.dialog.virtual_call import service

MAIN_MENU, PENSION, ID_READ_BACK, LOSS = "M00", "M11", "A11", "C211"
NONE = ""
"""Something else was said."""


@cache
def choices() -> SpokenChoices:
    return SpokenChoices(service().tree)


def said(node: str, text: str) -> Heard:
    return heard(node, (text, 0.0))


def heard(node: str, *alternatives: tuple[str, float]) -> Heard:
    return choices().understand(node, tuple(Alternative(SecretStr(text), score) for text, score in alternatives))


def test_a_question_holds_the_options_of_its_node_and_what_holds_everywhere() -> None:
    question = choices().question(PENSION, asked_back=False)
    assert {"个人账户", "养老金到了没", "人工", "再说一遍"} <= {*question.phrases}
    assert not question.free


def test_on_the_main_menu_callers_may_use_their_own_words() -> None:
    assert choices().question(MAIN_MENU, asked_back=False).free


def test_yes_or_no_ends_after_a_shorter_pause() -> None:
    assert (
        choices().question(LOSS, asked_back=False).pause_seconds
        < choices().question(PENSION, asked_back=False).pause_seconds
    )


@pytest.mark.parametrize("node", sorted(service().tree.nodes))
def test_every_phrase_of_every_question_is_understood_when_it_is_all_that_was_heard(node: str) -> None:
    for phrase in choices().question(node, asked_back=False).phrases:
        assert isinstance(said(node, phrase), Understood)


@pytest.mark.parametrize(
    ("node", "text", "meaning"),
    [
        (ID_READ_BACK, "对的", Press("1")),
        (ID_READ_BACK, "第二段错", Press("3")),
        (ID_READ_BACK, "不对", Visit("A10")),
        (LOSS, "确认", Press("1")),
        (LOSS, "不要", Press("2")),
        ("C54", "不是", Press("2")),
        ("T10", "好的", Press("1")),
        ("C90", "结束", Press("4")),
        (PENSION, "结束", Command.GOODBYE),
        (PENSION, "有人吗", Command.PERSON),
    ],
)
def test_what_a_phrase_means_in_a_node(node: str, text: str, meaning: Meaning) -> None:
    assert said(node, text) == Understood(meaning)


def test_a_clear_lead_is_accepted() -> None:
    assert heard(PENSION, ("缴费年限", -3.0), ("个人账户", -3.1 - ACCEPT_MARGIN)) == Understood(Press("3"))


@pytest.mark.parametrize("lead", [0.01, 0.1, ACCEPT_MARGIN - 0.1])
def test_a_small_lead_is_asked_back(lead: float) -> None:
    doubtful = heard(PENSION, ("缴费年限", -3.0), ("个人账户", -3.0 - lead))
    assert doubtful == Doubtful(Press("3"), "缴费年限")


def test_two_phrases_for_the_same_are_no_rivals() -> None:
    assert heard(PENSION, ("缴费年限", -3.0), ("交了几年", -3.1), ("退休预估", -9.0)) == Understood(Press("3"))


def test_something_else_is_a_rival() -> None:
    assert isinstance(heard(PENSION, ("缴费年限", -3.0), (NONE, -3.1)), Doubtful)


@pytest.mark.parametrize("alternatives", [(), ((NONE, -1.0), ("缴费年限", -4.0))])
def test_nothing_heard_is_not_understood(alternatives: tuple[tuple[str, float], ...]) -> None:
    assert heard(PENSION, *alternatives) == NotUnderstood()


@pytest.mark.parametrize(("node", "text"), [(LOSS, "确认挂失"), (PENSION, "再见")])
def test_what_can_not_be_undone_needs_a_larger_lead(node: str, text: str) -> None:
    enough = ACCEPT_MARGIN * FINAL
    assert isinstance(heard(node, (text, 0.0), ("人工", 0.1 - enough)), Doubtful)
    assert isinstance(heard(node, (text, 0.0), ("人工", -0.1 - enough)), Understood)


def test_own_words_are_no_rival_of_the_phrase_in_them() -> None:
    assert heard(MAIN_MENU, ("社保卡", -3.0), ("我的社保卡", -3.1)) == Understood(Press("2"))


def test_own_words_lead_below_the_main_menu() -> None:
    assert said(MAIN_MENU, "我想问问失业金还能领几个月？") == Understood(Visit("Q123"))


def test_own_words_for_an_option_of_the_node_are_its_key() -> None:
    assert said(MAIN_MENU, "我想问一下社保卡的事") == Understood(Press("2"))


def test_what_several_nodes_explain_as_well_leads_to_their_menu() -> None:
    assert said(MAIN_MENU, "失业金的事情") == Understood(Visit("M12"))


def test_own_words_are_asked_back_with_their_menu() -> None:
    assert said(MAIN_MENU, "我想自己挂失") == Doubtful(Visit("M21"), "社保卡，挂失")


def test_words_of_another_node_mean_nothing_in_a_menu_below() -> None:
    assert said(PENSION, "工伤认定") == NotUnderstood()
