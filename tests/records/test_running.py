"""What the live board reads of calls that run."""

from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.records.recorder import Recorder
from ivr.records.running import running
from ivr.secret import Pseudonymiser


def test_a_call_is_found_by_its_id_with_the_node_it_stands_in(ours: Engine, tmp_path: Path) -> None:
    recorder = Recorder(ours, Pseudonymiser(tmp_path), "here")
    record, other = recorder.begin(SecretStr("13812345678"), "v1"), recorder.begin(SecretStr("13812345679"), "v1")
    record.keep(b"state", "M11", surely=True)
    recorder.close()
    found = running(ours, {record.id, "not in the log yet"})
    assert list(found) == [record.id]
    assert (found[record.id].node, found[record.id].caller, found[record.id].tree_version) == (
        "M11",
        "*******5678",
        "v1",
    )
    assert running(ours, {other.id})[other.id].node is None
    assert running(ours, ()) == {}
