"""What to write instead of a word that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, known: Iterable[str]) -> str:
    """The nearest known words; empty when none is near."""
    return ", ".join(get_close_matches(word, sorted(known), n=3, cutoff=0.5))


def one_of(word: str, known: Iterable[str]) -> str:
    """The nearest known words, or else some of them."""
    names = sorted(known)
    return near(word, names) or ", ".join(names[:8]) or "—"
