"""How a phrase is written in the words that a Vosk model knows: a grammar may hold no other."""

import functools
from collections.abc import Callable

Knows = Callable[[str], bool]
"""Whether the model has this word."""


def in_known_words(phrase: str, knows: Knows) -> str | None:
    """The phrase with spaces between as few known words as will do; None when there is no way to write it."""
    parts = [_split(part, knows) for part in phrase.split()]
    return None if not parts or None in parts else " ".join(part for part in parts if part)


def _split(text: str, knows: Knows) -> str | None:
    @functools.cache
    def from_here(start: int) -> tuple[str, ...] | None:
        if start == len(text):
            return ()
        ways = [
            (text[start:end], *rest)
            for end in range(len(text), start, -1)
            if knows(text[start:end]) and (rest := from_here(end)) is not None
        ]
        return min(ways, key=len, default=None)

    words = from_here(0)
    return None if words is None else " ".join(words)
