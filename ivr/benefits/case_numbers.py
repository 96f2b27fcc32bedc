"""Fresh case numbers (受理号): the day and six digits by chance, so that nobody guesses another's from their own."""

import secrets
from datetime import date

TRIES = 8
"""So often a number that turns out to be taken is replaced by another."""


def fresh(today: date) -> str:
    """12 digits."""
    return f"{today:%y%m%d}{secrets.randbelow(1_000_000):06}"
