"""Users on each of the two databases."""

from tests.records.conftest import ours, settings

__all__ = ["ours", "settings"]
