"""What a caller may say to a question, and what was heard: all that the conversation and a recogniser tell each other."""

from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True)
class Words:
    """One of these phrases, or something else in own words."""

    phrases: tuple[str, ...]
    pause_seconds: float = 1.0
    """So long a silence ends what was said."""
    free: bool = False
    """Whether what fits no phrase is to be written down as well as it was heard."""


@dataclass(frozen=True)
class Digits:
    """A number, or a piece of it: `0` to `9`, and `X` where the number can end in it."""

    lengths: tuple[int, ...]
    """How many digits a piece may have, the likeliest first; a number that goes on may come in several pieces."""
    pause_seconds: float = 2.0
    x: bool = False
    words: tuple[str, ...] = ()
    """What may be said instead of digits."""


Question = Words | Digits


@dataclass(frozen=True)
class Alternative:
    """One reading of what was said: a phrase, digits, or free words. Empty: something was said that is none of them."""

    text: SecretStr
    score: float
    """Natural logarithm of a likelihood: only differences within one answer mean something."""
