"""The promise of the product, measured as whoever runs it would: a key is answered at once."""

import pytest

from tests.live.measuring import measured

pytestmark = pytest.mark.live

PROMISED_MS = 150.0
CALLS = 5


def test_a_key_is_answered_at_once_and_none_is_lost(tmp_path_factory: pytest.TempPathFactory) -> None:
    temporary = tmp_path_factory.mktemp("bench")
    alone, crowd = measured(temporary, "calls", "--calls", str(CALLS), "--rounds", "1")["comparisons"]
    assert (alone["at_once"], crowd["at_once"]) == (1, CALLS)
    for comparison in (alone, crowd):
        ours, plain = comparison["ours"], comparison["plain"]
        assert 0 < ours["p95_ms"] <= PROMISED_MS
        assert comparison["p95_ratio"] == pytest.approx(ours["p95_ms"] / plain["p95_ms"])
        assert (ours["lost_keys"], ours["failed_calls"], plain["lost_keys"]) == (0, 0, 0)
