"""Calls as they are read to be had once more."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.records.models import Input, Outcome
from ivr.records.recorded import Chosen, recorded
from ivr.records.recorder import Recorder, Said
from ivr.secret import Pseudonymiser

CALLER = SecretStr("13800138000")
HOUR = timedelta(hours=1)


@pytest.fixture
def recorder(ours: Engine, tmp_path: Path) -> Iterator[Recorder]:
    recorder = Recorder(ours, Pseudonymiser(tmp_path), "one")
    yield recorder
    recorder.close()


def test_the_calls_of_a_time_that_are_over_with_their_steps_the_last_ones_first(
    ours: Engine, recorder: Recorder
) -> None:
    for version in ("1", "2", "3"):
        record = recorder.begin(CALLER, version)
        record.step("M00", Input.KEY, "match", 900, Said(pressed=version))
        if version != "2":
            record.end(Outcome.HUNG_UP)
    recorder.close()
    now = datetime.now(UTC)
    found = list(recorded(ours, now - HOUR, now + HOUR, 10))
    assert [(one.version, one.steps) for one in found] == [
        (version, (Chosen("M00", Input.KEY, "match", 900, version, ""),)) for version in ("3", "1")
    ]
    assert [one.version for one in recorded(ours, now - HOUR, now + HOUR, 1)] == ["3"]
    assert list(recorded(ours, now - 2 * HOUR, now - HOUR, 10)) == []
