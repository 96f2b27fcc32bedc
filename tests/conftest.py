"""What tests of several folders need."""

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresMissing, Server, server


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--random-calls", type=int, default=600, help="how many callers at random ring the shipped tree")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """`script/test` installs it; who runs pytest by hand may do without."""
    try:
        with server() as running:
            yield running
    except PostgresMissing as missing:
        pytest.skip(str(missing))
