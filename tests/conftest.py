"""What tests of several folders need."""

import gc
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from ivr.benefits import pins
from ivr.people import passwords
from tests.postgres import PostgresMissing, Server, server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--random-calls",
        type=int,
        default=400,
        help="how many callers at random ring the shipped tree; a quarter as many trees at random are rung",
    )


def pytest_configure() -> None:
    """Python would look for garbage among all that was imported thousands of times: a sixth of the tests' time."""
    gc.set_threshold(20_000, 20, 20)
    settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for PostgreSQL, itself or by a parameter, starts a server."""
    for item in items:
        if isinstance(item, pytest.Function) and ("postgres" in item.fixturenames or "postgresql" in item.name):
            item.add_marker("beside")


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """A password or PIN takes a while to hash, on purpose; tests have no reason to wait."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "HASHER", cheap)
        patch.setattr(passwords, "HASHER", cheap)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """`script/test` installs it; who runs pytest by hand may do without."""
    try:
        with server() as running:
            yield running
    except PostgresMissing as missing:
        pytest.skip(str(missing))
