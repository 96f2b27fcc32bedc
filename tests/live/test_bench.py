"""The figures of `ivr bench calls`: keys are answered at once, and none is lost."""

import pytest

from ivr.bench.calls import measure

pytestmark = pytest.mark.live

LONGEST_P95_MS = 150.0
"""What a caller does not notice. Measured values are far below, so a busy machine passes too."""


def test_fifty_calls_at_once_are_answered_without_delay_and_no_key_is_lost() -> None:
    report = measure(50, 1)
    for comparison in report.comparisons:
        ours = comparison.ours
        print(f"{comparison.at_once} calls: p95 {ours.p95_ms:.1f} ms, plain dialplan {comparison.plain.p95_ms:.1f} ms")
        assert ours.keys > 0
        assert ours.lost_keys == 0
        assert ours.p95_ms <= LONGEST_P95_MS
