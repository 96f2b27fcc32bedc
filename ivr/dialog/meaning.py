"""What a caller can mean by words, and how sure we are of it."""

from dataclasses import dataclass

from ivr.spoken.everywhere import Command


@dataclass(frozen=True)
class Press:
    """The same as this key in the node where the caller is."""

    key: str


@dataclass(frozen=True)
class Visit:
    """Another node of the tree, told in own words."""

    node: str


Meaning = Press | Visit | Command


@dataclass(frozen=True)
class Understood:
    """It can be done."""

    meaning: Meaning


@dataclass(frozen=True)
class Doubtful:
    """It is likely: the caller has to be asked."""

    meaning: Meaning
    name: str
    """What it is called in the question."""


@dataclass(frozen=True)
class NotUnderstood:
    """Nothing is likely enough to be asked for."""


Heard = Understood | Doubtful | NotUnderstood


def to_text(meaning: Meaning) -> str:
    """For the state, which has to survive JSON."""
    match meaning:
        case Press(key):
            return f"press {key}"
        case Visit(node):
            return f"visit {node}"
        case Command():
            return f"do {meaning}"


def from_text(text: str) -> Meaning:
    """Raises ValueError for what `to_text` has not written."""
    kind, _, what = text.partition(" ")
    match kind:
        case "press":
            return Press(what)
        case "visit":
            return Visit(what)
        case "do":
            return Command(what)
    raise ValueError("a meaning begins with press, visit or do")
