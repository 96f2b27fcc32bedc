"""Reads dialogue files: `dialogues`, and in `for_all` what holds for each of them unless it says something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from yaml.nodes import Node

from ivr.mendable import Mendable
from ivr.menus.positions import line_of
from ivr.menus.yaml_file import read_yaml
from ivr.simulator.dialogue import Dialogue
from ivr.simulator.given import Given

_FORM = "write `dialogues:` and below it a line `- title: …` for each, with its steps"


class _Loader(yaml.CSafeLoader):
    """Leaves everything as it is written: keys keep their zeros, an amount its cents."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"\Z"), [""])


class DialogueFault(Mendable):
    """A dialogue can't be played as it is written: the file, the line, and what to write instead."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path.name}:{line}: {message}")


@dataclass(frozen=True)
class Written:
    """A dialogue and where it stands."""

    dialogue: Dialogue
    path: Path
    root: Node | None
    number: int

    def fault(self, place: Sequence[str | int], message: str) -> DialogueFault:
        return DialogueFault(self.path, self.line(place), message)

    def line(self, place: Sequence[str | int] = ()) -> int:
        return line_of(self.root, ("dialogues", self.number, *place))


def dialogue_files(paths: Sequence[Path]) -> list[Path]:
    """The files themselves, and all that lie below a folder."""
    return [file for path in paths for file in (sorted(path.rglob("*.yaml")) if path.is_dir() else [path])]


def read_dialogues(path: Path) -> list[Written]:
    """Raises TreeFault or DialogueFault, with the line of the first thing that can't be understood."""
    root, values = read_yaml(path, _Loader)
    return [_written(path, root, number, values) for number in range(len(_dialogues(path, root, values)))]


def _dialogues(path: Path, root: Node | None, values: Any) -> list[Any]:
    listed = values.get("dialogues") if isinstance(values, dict) else None
    if not (isinstance(listed, list) and listed and all(isinstance(one, dict) for one in listed)):
        raise DialogueFault(path, 1, _FORM)
    for name in values:
        if name not in {"dialogues", "for_all"}:
            raise DialogueFault(path, line_of(root, [name]), f"{name} is not known here: write dialogues or for_all")
    return listed


def _written(path: Path, root: Node | None, number: int, values: dict[str, Any]) -> Written:
    own, common = values["dialogues"][number], values.get("for_all") or {}
    merged = {**common, **own}
    if "given" in common or "given" in own:
        merged["given"] = {**(common.get("given") or {}), **(own.get("given") or {})}
    try:
        return Written(Dialogue.model_validate(merged), path, root, number)
    except ValidationError as error:
        fault = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
        place = ("dialogues", number, *_without_verbs(fault["loc"]))
        raise DialogueFault(path, line_of(root, place), _message(fault)) from None


def _without_verbs(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """pydantic puts the kind of step behind its number; in the file it is a key beside the others."""
    return tuple(part for number, part in enumerate(place) if not (number >= 2 and place[number - 2] == "steps"))


def _message(fault: Any) -> str:
    name = next((step for step in reversed(fault["loc"]) if isinstance(step, str)), "the dialogue")
    if fault["type"] == "extra_forbidden":
        return f"{name} is not known here: look at its spelling, or remove it"
    if fault["type"] == "missing":
        return f"{name} is missing: add it"
    return f"{name}: {str(fault['msg']).removeprefix('Value error, ')}"


def read_given(path: Path) -> Given:
    """A file with what would stand below `given:`. Raises TreeFault or DialogueFault."""
    root, values = read_yaml(path, _Loader)
    try:
        return Given.model_validate(values or {})
    except ValidationError as error:
        first = error.errors()[0]
        raise DialogueFault(path, line_of(root, first["loc"]), _message(first)) from None
