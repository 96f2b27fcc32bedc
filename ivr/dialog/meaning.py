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
