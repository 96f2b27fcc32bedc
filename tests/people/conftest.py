"""Users on each of the two databases."""

import pytest
from argon2 import PasswordHasher

from ivr.people import passwords
from tests.records.conftest import ours, settings  # noqa: F401  # fixtures


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password takes a tenth of a second to hash, on purpose; tests have no reason to wait."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
