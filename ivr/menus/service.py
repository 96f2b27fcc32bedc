"""Everything that a call needs of what clerks write: tree, wording, and what differs from city to city."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ivr.menus.faults import read_text
from ivr.menus.loading import Source, parse_tree
from ivr.menus.model import Tree
from ivr.menus.office import Office, load_office
from ivr.menus.wording import Wording, parse_phrases, parse_recordings, parse_wording
from ivr.menus.written import choices, written

TREE, WORDING, PHRASES, RECORDINGS = MENU_FILES = ("tree.yaml", "prompts.yaml", "phrases.yaml", "recordings.yaml")
_MAY_BE_MISSING = {PHRASES, RECORDINGS}


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
    return make_service(read_menu(dialplan, prompts), load_office(dialplan / "office.yaml"))


def read_menu(dialplan: Path, prompts: Path) -> Mapping[str, str]:
    """The texts of the menus' files by their names. Wording that lies beside the tree goes before that in `prompts`. Raises
    TreeFault."""
    beside = {name: dialplan / name for name in MENU_FILES}
    paths = {name: path if path.exists() or name == TREE else prompts / name for name, path in beside.items()}
    return {name: read_text(path) for name, path in paths.items() if path.exists() or name not in _MAY_BE_MISSING}


def make_service(menu: Mapping[str, str], office: Office) -> Service:
    """What these texts say, by the names of their files; of PHRASES and RECORDINGS there need be none. Raises TreeFault."""
    recordings = parse_recordings(Path(RECORDINGS), menu.get(RECORDINGS, ""))
    wording = replace(parse_wording(Path(WORDING), menu[WORDING]), recordings=recordings).filled(office.city)
    source, tree = parse_tree(Path(TREE), menu[TREE])
    tree, wording = written(tree, wording)
    phrases = parse_phrases(Path(PHRASES), menu[PHRASES]) if PHRASES in menu else ()
    return Service(tree, wording, office, tuple(dict.fromkeys((*phrases, *choices(tree)))), source)
