"""What a browser sends becomes a node as it stands in the file."""

import pytest
from werkzeug.datastructures import MultiDict

from ivr.console.menu.fields import Widget, fields
from ivr.console.menu.form import BadForm, Form, node_from, texts_from, words
from ivr.console.menu.words import CHOICES, FIELDS, KINDS, RULES
from ivr.menus.explaining import KINDS as MODELS
from tests.menus.test_checks import ERRORS, WARNINGS

MENU = {"kind": "menu", "title": "养老", "options": {"1": {"to": "Q111", "name": "账户", "set": {"a": "b"}}}}


def sent(**fields: str) -> Form:
    return MultiDict([("title", "养老"), ("type_ahead", "on"), ("interrupt", "any"), *fields.items()])


def option(number: int, was: str, **fields: str) -> list[tuple[str, str]]:
    row = {"was": was, **fields}
    return [("options", str(number)), *((f"option-{number}-{name}", value) for name, value in row.items())]


def test_every_kind_and_field_has_a_word_for_clerks() -> None:
    assert set(MODELS) == set(KINDS)
    asked = [field for kind in KINDS for field in fields(kind)]
    assert {field.name for field in asked} <= set(FIELDS)
    assert {choice for field in asked for choice in field.choices} <= set(CHOICES)


def test_an_unknown_kind_has_no_fields() -> None:
    assert fields("menus") == ()


def test_what_is_left_empty_or_as_it_is_anyway_is_not_written() -> None:
    form = sent()
    form.update(MultiDict(option(0, "1", key="1", to="Q111", name="账户", set="a=b")))
    assert node_from(form, "menu", MENU) == MENU


def test_an_option_moves_to_another_key_with_all_that_it_has() -> None:
    form = sent()
    form.update(
        MultiDict(option(0, "1", key="4", to="Q111", name="账户", words="余额，多少钱 ", set="a=b", accept="on"))
    )
    moved = {"to": "Q111", "name": "账户", "set": {"a": "b"}, "words": ["余额", "多少钱"], "accept": True}
    assert node_from(form, "menu", MENU)["options"] == {"4": moved}


def test_an_option_without_a_key_is_taken_out() -> None:
    form = sent()
    form.update(MultiDict(option(0, "1", key="", to="Q111", name="账户")))
    assert "options" not in node_from(form, "menu", MENU)


def test_one_key_for_two_options_is_refused() -> None:
    form = sent()
    for row in (option(0, "1", key="1", to="Q111"), option(1, "", key="1", to="Q112")):
        form.update(MultiDict(row))
    with pytest.raises(BadForm, match="options: 1"):
        node_from(form, "menu", MENU)


def test_counters_are_written_as_numbers_and_what_is_none_is_left_to_the_check() -> None:
    form = sent(**{"no_input-tries": "2", "no_input-to": "E03", "no_match-tries": "two", "first_seconds": "6.5"})
    made = node_from(form, "menu", {"kind": "menu"})
    assert made["no_input"] == {"tries": 2, "to": "E03"}
    assert made["no_match"] == {"tries": "two"}
    assert made["first_seconds"] == 6.5


def test_what_a_person_does_not_see_in_the_form_stays() -> None:
    assert node_from(sent(), "menu", {"kind": "menu", "colour": "red"})["colour"] == "red"


def test_cases_of_a_fork_lead_to_nodes_and_those_of_an_answer_to_prompts() -> None:
    kinds = {kind: {field.name: field.widget for field in fields(kind)} for kind in ("branch", "query", "record")}
    assert kinds["branch"]["cases"] is Widget.CASES
    assert kinds["query"]["cases"] is Widget.PROMPT_CASES
    assert kinds["record"]["nothing"] is Widget.PROMPT
    form = sent(**{"case-0-name": "yes", "case-0-to": "S01", "case-1-name": "", "case-1-to": "S02"})
    form.setlist("cases", ["0", "1"])
    assert node_from(form, "branch", {"kind": "branch"})["cases"] == {"yes": "S01"}


def test_wording_is_one_line() -> None:
    assert texts_from(MultiDict({"text-M00": " 您好，\r\n请按一。 ", "title": "x"})) == {"M00": "您好， 请按一。"}
    assert words(" 养老金,退休、 工伤；失业 ") == ["养老金", "退休", "工伤", "失业"]


def test_every_rule_of_the_checker_has_words() -> None:
    """By the table of planted faults, which has one for each."""
    assert {rule for _, rule in (*ERRORS.values(), *WARNINGS.values())} <= set(RULES)
