"""Everything that a call needs of what clerks write: tree, wording, and what differs from city to city."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.menus.loading import Source, read_tree
from ivr.menus.model import Tree
from ivr.menus.office import Office, load_office
from ivr.menus.wording import Wording, load_phrases, load_wording
from ivr.menus.written import choices, written


@dataclass(frozen=True)
class Shape:
    """What a look-up or a change gives and wants, as its file says."""

    columns: frozenset[str]
    """What can be spoken."""
    codes: frozenset[str] = field(default_factory=frozenset)
    """What steers the call and is never spoken."""
    wants: frozenset[str] = field(default_factory=frozenset)
    """The variables it is asked with: id_number, case_number, …"""


@dataclass(frozen=True)
class Shapes:
    """The look-ups and changes there are, by name."""

    queries: Mapping[str, Shape]
    acts: Mapping[str, Shape]


@dataclass(frozen=True)
class Service:
    tree: Tree
    wording: Wording
    office: Office
    phrases: tuple[str, ...]
    """What look-ups answer in words, and what choices are called, rendered beforehand."""
    source: Source
    """Where everything of the tree stands in its file."""


def read_service(dialplan: Path, prompts: Path) -> Service:
    """Reads the files. Raises TreeFault for the first that can't be understood; whether it makes sense is not looked at."""
    office = load_office(dialplan / "office.yaml")
    wording = load_wording(prompts / "prompts.yaml").filled(office.city)
    source, tree = read_tree(dialplan / "tree.yaml")
    tree, wording = written(tree, wording)
    phrases = (*load_phrases(prompts / "phrases.yaml"), *choices(tree))
    return Service(tree, wording, office, tuple(dict.fromkeys(phrases)), source)
