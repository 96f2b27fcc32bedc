"""Both databases on a PostgreSQL server, as in an office with several machines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.calling import TO_THE_BALANCE, TOLD_SECONDS, balance_in_words, call, spoken, with_account
from tests.live.conftest import System, start_system
from tests.postgres import Server

pytestmark = pytest.mark.live


@pytest.fixture
def on_a_server(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    ours, theirs = (postgres.new_database().render_as_string(hide_password=False) for _ in range(2))
    home = tmp_path_factory.mktemp("server")
    running = start_system(home, IVR_DATABASE_URL=ours, IVR_BENEFITS_URL=theirs)
    running.ivr("demo-data", "--people", "20")
    yield running
    assert running.stop() == 0


def test_the_balance_is_heard_and_the_call_is_logged(on_a_server: System, tmp_path: Path) -> None:
    somebody = with_account(on_a_server, 1)[0]
    heard = call(on_a_server, TO_THE_BALANCE, tmp_path / "a.wav", somebody, listen_seconds=TOLD_SECONDS)
    assert spoken(on_a_server, balance_in_words(somebody)) in heard.sound_after_last_key()
    assert [one.outcome for one in on_a_server.calls(10)] == ["self_service"]
    assert on_a_server.steps_from(heard.caller)[-1][1] == "hang_up"
    assert not list(on_a_server.home.glob("*.db")), "nothing is kept in files beside the server"
