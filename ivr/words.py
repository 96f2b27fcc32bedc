"""What people read who may know only one of the two languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    zh: str
    en: str

    def said(self, language: str) -> str:
        """In English for `en`, else in Chinese."""
        return self.en if language == "en" else self.zh

    def of(self, what: str) -> "Words":
        """Behind the name of what they are about."""
        return Words(f"{what}：{self.zh}", f"{what}: {self.en}")
