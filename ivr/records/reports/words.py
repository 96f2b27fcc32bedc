"""What a report says, in both languages: figures, columns and their definitions stand once, in code."""

from dataclasses import dataclass

from ivr import words


@dataclass(frozen=True)
class Words(words.Words):
    key: str = ""
    """What scripts know it by, where they do."""
