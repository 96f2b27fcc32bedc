"""What a clerk can write wrong in a dialogue file, and what they are told: the line, and what to write instead."""

from pathlib import Path

import pytest

from ivr.menus.faults import TreeFault
from ivr.menus.service import Service, read_service
from ivr.settings import DIALPLAN, PROMPTS
from ivr.simulator.reading import DialogueFault, read_dialogues
from ivr.simulator.running import Failure, run_dialogues


@pytest.fixture(scope="module")
def service() -> Service:
    return read_service(DIALPLAN, PROMPTS)


def run(tmp_path: Path, service: Service, text: str) -> list[Failure]:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return run_dialogues([file], service, DIALPLAN)


def refused(tmp_path: Path, service: Service, text: str) -> str:
    with pytest.raises((TreeFault, DialogueFault)) as fault:
        run(tmp_path, service, text)
    return str(fault.value)


def with_step(step: str, more: str = "") -> str:
    return f"dialogues:\n  - title: 一\n{more}    steps:\n      - hear: M00\n      - {step}\n"


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("hear: Q111_men", "a.yaml:5: there is no prompt Q111_men: do you mean Q111_menu?"),
        ("press: 12a", 'a.yaml:5: press: write keys in quotes: 0-9, * and #, and {id}, {pin}, as "1 1 {id} 1 {pin}"'),
        ("press: #", 'a.yaml:5: press: write keys in quotes: 0-9, * and #, and {id}, {pin}, as "1 1 {id} 1 {pin}"'),
        ('press: "{name}"', "a.yaml:5: press: {name} is not known: write {id}, {wrong_id}, {pin}"),
        ("wait: -1", "a.yaml:5: wait: Input should be greater than or equal to 0"),
        ("node: Q1111", "a.yaml:5: there is no node Q1111: do you mean Q111?"),
        ("rings: M00", "a.yaml:5: there is no transfer node M00: do you mean T0"),
        ("sing: 养老金", "a.yaml:5: steps: a step is one of hear, press"),
        ("hear: M00\n        whithin: 3", "a.yaml:6: whithin is not known here"),
        ("logs: M00", "a.yaml:5: logs: "),
    ],
)
def test_a_step_that_cannot_be_understood(tmp_path: Path, service: Service, step: str, message: str) -> None:
    assert refused(tmp_path, service, with_step(step)).startswith(message)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("at: 2026-02-30 09:05", "a.yaml:3: at: 2026-02-30 is not in the calendar"),
        ("at: 9 o'clock", "a.yaml:3: at: 9 o'clock is no moment: write 2026-11-24 08:00"),
        ("caller: nobody", "a.yaml:3: caller: "),
        ("ends: somehow", "a.yaml:3: ends: "),
        ("given: {pin: maybe}", "a.yaml:3: pin: "),
        ("given: {pension: []}", "a.yaml:3: there is no look-up or change pension: do you mean pension_"),
        (
            "given: {pension_account: [{balance: much, as_of: 2026-10-31}]}",
            "a.yaml:3: balance: much can't be said as am",
        ),
        ("given: {pension_account: [{balance: 1.00}]}", "a.yaml:3: pension_account also has as_of: add it"),
        ("given: {arrears: [{when: 2026-10, as_of: 2026-10-31}]}", "a.yaml:3: arrears has no when: write month, as_of"),
        ("tree: {M99: {interrupt: none}}", "a.yaml:3: there is no node M99 in tree.yaml"),
        ("tree: {M00: {interupt: none}}", "a.yaml:3: "),
        ("office: {days: {2026-12-31: [9-10]}}", "a.yaml:3: "),
        ("colour: red", "a.yaml:3: colour is not known here"),
    ],
)
def test_a_field_that_cannot_be_understood(tmp_path: Path, service: Service, field: str, message: str) -> None:
    assert refused(tmp_path, service, with_step("hangup", f"    {field}\n")).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.yaml:1: write `dialogues:`"),
        ("- title: 一\n", "a.yaml:1: write `dialogues:`"),
        ("dialogues: []\n", "a.yaml:1: write `dialogues:`"),
        ("dialogues:\n  - title: 一\nall: {}\n", "a.yaml:3: all is not known here: write dialogues or for_all"),
        ("dialogues:\n  - title: 一\n", "a.yaml:2: steps is missing: add it"),
        ("dialogues:\n  - title: 一\n    title: 二\n", "a.yaml:3: 'title' stands twice"),
        ("dialogues: [\n", "a.yaml:2: not YAML"),
    ],
)
def test_a_file_that_cannot_be_understood(tmp_path: Path, service: Service, text: str, message: str) -> None:
    assert refused(tmp_path, service, text).startswith(message)


def test_a_dialogue_that_comes_out_otherwise_says_where_and_what_was_heard(tmp_path: Path, service: Service) -> None:
    [failure] = run(tmp_path, service, with_step('press: "1"\n      - hear: M20'))
    assert (failure.line, failure.title) == (6, "一")
    assert failure.message.startswith("M20 was not heard; at 0.3 s was said: 养老保险请按一")


def test_what_holds_for_all_is_each_dialogues_own_until_it_says_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "for_all: {caller: hidden, given: {pin: locked, voice: 3}}\n"
        "dialogues:\n"
        "  - {title: 一, steps: [hangup]}\n"
        '  - {title: 二, caller: "12333", given: {pin: initial}, steps: [hangup]}\n',
        encoding="utf-8",
    )
    first, second = (one.dialogue for one in read_dialogues(file))
    assert (first.caller, first.given.pin, first.given.voice) == ("hidden", "locked", (3.0,))
    assert (second.caller, second.given.pin, second.given.voice) == ("12333", "initial", (3.0,))
