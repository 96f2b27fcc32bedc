"""What tests of several folders need."""

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresMissing, Server, server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--random-calls", type=int, default=600, help="how many callers at random ring the shipped tree")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for PostgreSQL, itself or by a parameter, starts a server."""
    for item in items:
        if isinstance(item, pytest.Function) and ("postgres" in item.fixturenames or "postgresql" in item.name):
            item.add_marker("beside")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """`script/test` installs it; who runs pytest by hand may do without."""
    try:
        with server() as running:
            yield running
    except PostgresMissing as missing:
        pytest.skip(str(missing))
