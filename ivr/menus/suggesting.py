"""What to write instead of a word that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def one_of(word: str, known: Iterable[str]) -> str:
    """The nearest known words, or else some of them."""
    names = sorted(known)
    near = get_close_matches(word, names, n=3, cutoff=0.5)
    return ", ".join(near or names[:8]) or "nothing: there is none"
