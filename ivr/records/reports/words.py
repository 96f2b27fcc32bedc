"""What a report says, in both languages: figures, columns and their definitions stand once, in code."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    zh: str
    en: str
    key: str = ""
    """What scripts know it by, where they do."""

    def said(self, language: str) -> str:
        """In English for `en`, else in Chinese."""
        return self.en if language == "en" else self.zh
