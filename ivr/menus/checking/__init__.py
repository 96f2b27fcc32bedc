"""Refuses a tree that a caller could get stuck in; every finding names its line and what to write instead."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ivr.menus.checking import (
    answers,
    branches,
    changes,
    choices,
    depth,
    destinations,
    lengths,
    login,
    loops,
    patience,
    people,
    prompts,
    recorded,
    sounds,
    values,
)
from ivr.menus.checking.finding import Finding, Seconds, Subject
from ivr.menus.faults import TreeFault
from ivr.menus.service import Service, Shapes, read_service

__all__ = ["Finding", "check", "load_service"]

RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    destinations.check,
    people.check,
    loops.check,
    patience.check,
    login.check,
    branches.check,
    choices.check,
    sounds.check,
    answers.check,
    changes.check,
    prompts.check,
    recorded.check,
    values.check,
    depth.check,
    lengths.check,
)


def _not_rendered(_text: str) -> None:
    return None


def check(service: Service, shapes: Shapes, seconds: Seconds = _not_rendered) -> Iterator[Finding]:
    """Every finding, in the order of the rules. `seconds` tells how long a piece of wording is in its rendering."""
    subject = Subject(service, shapes, seconds)
    for rule in RULES:
        yield from rule(subject)


def load_service(dialplan: Path, prompts: Path, shapes: Shapes) -> Service:
    """Reads and checks everything. Raises TreeFault for the first thing that a caller could get stuck in."""
    service = read_service(dialplan, prompts)
    for finding in check(service, shapes):
        if finding.is_error:
            raise TreeFault(service.source.path, finding.line, finding.message)
    return service
