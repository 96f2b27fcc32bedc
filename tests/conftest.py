"""What tests of several folders need."""

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresMissing, Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """`script/test` installs it; who runs pytest by hand may do without."""
    try:
        with server() as running:
            yield running
    except PostgresMissing as missing:
        pytest.skip(str(missing))
