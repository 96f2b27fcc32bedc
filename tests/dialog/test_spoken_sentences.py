"""How well own words are understood: spoken_sentences.yaml, the half apart that was held out. `pytest -s` prints the figures."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from ivr.dialog.meaning import Meaning, NotUnderstood, Press, Understood, Visit
from ivr.dialog.spoken_choices import SpokenChoices
from ivr.dialog.whole_tree import destinations
from ivr.spoken.question import Alternative
from tests.dialog.virtual_call import service

Sentence = dict[str, Any]

GROUPS: dict[str, Callable[[Sentence], bool]] = {
    "tuned": lambda one: bool(one["to"]) and not one.get("held_out"),
    "held out": lambda one: bool(one["to"]) and bool(one.get("held_out")),
    "not ours": lambda one: not one["to"] and not one.get("alike"),
    "not ours, alike": lambda one: bool(one.get("alike")),
}


@cache
def sentences() -> tuple[Sentence, ...]:
    return tuple(yaml.safe_load(Path(__file__).with_name("spoken_sentences.yaml").read_text(encoding="utf-8")))


@cache
def choices() -> SpokenChoices:
    return SpokenChoices(service().tree)


@cache
def figures(group: str) -> Counter[str]:
    found = Counter(_outcome(one) for one in sentences() if GROUPS[group](one))
    print(f"{group} {found.total()}: " + ", ".join(f"{outcome} {count}" for outcome, count in sorted(found.items())))
    return found


def share(group: str, *outcomes: str) -> float:
    found = figures(group)
    return sum(found[outcome] for outcome in outcomes) / found.total()


def _outcome(one: Sentence) -> str:
    at = one.get("at", "M00")
    heard = choices().understand(at, (Alternative(SecretStr(one["said"]), 0.0),))
    if isinstance(heard, NotUnderstood):
        return "not understood"
    how = "accepted" if isinstance(heard, Understood) else "asked back"
    return f"{how} {_right(_leads(at, heard.meaning), one['to'])}"


def _right(leads: str, wanted: list[str]) -> str:
    """A menu above what is wanted is on the way to it."""
    known = destinations(service().tree)
    if leads in wanted:
        return "right"
    return "on the way" if any(leads in known[node].above for node in wanted if node in known) else "wrong"


def _leads(at: str, meaning: Meaning) -> str:
    match meaning:
        case Press():
            node: Any = service().tree.nodes[at]
            return str(node.options[meaning.key].to)
        case Visit():
            return meaning.node
    return meaning.value


@pytest.mark.parametrize(("group", "right"), [("tuned", 0.9), ("held out", 0.74)])
def test_most_sentences_are_accepted_at_once(group: str, right: float) -> None:
    assert share(group, "accepted right", "accepted on the way") >= right


@pytest.mark.parametrize(("group", "understood"), [("tuned", 0.97), ("held out", 0.92)])
def test_nearly_all_are_accepted_or_asked_back_rightly(group: str, understood: float) -> None:
    right = (f"{how} {where}" for how in ("accepted", "asked back") for where in ("right", "on the way"))
    assert share(group, *right) >= understood


@pytest.mark.parametrize("group", ["tuned", "held out"])
def test_hardly_any_is_accepted_wrongly(group: str) -> None:
    assert share(group, "accepted wrong") <= 0.03


def test_what_is_none_of_our_business_is_never_accepted_and_hardly_asked_back() -> None:
    assert share("not ours", "accepted wrong") == 0
    assert share("not ours", "not understood") >= 0.9


def test_other_peoples_business_in_our_words_is_mostly_not_accepted() -> None:
    assert share("not ours, alike", "accepted wrong") <= 0.25
