"""What a person and a script see of the figures."""

import json
import signal
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from ivr.bench import command
from ivr.bench.report import BenchReport, Comparison, Figures


def _report(lateness_ms: float) -> BenchReport:
    ours = Figures(150, 1, 1200, 8, 3.4, 7.1, 53.3, 0.0274, 0.0130)
    plain = Figures(150, 0, 1200, 0, 0.4, 1.2, 41.3, 0.0213, 0.0002)
    return BenchReport((Comparison(50, ours, plain),), lateness_ms)


Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Prints figures that were not measured, from callers whose clock ran so late."""

    def run(*words: str, lateness_ms: float = 5.0) -> str:
        monkeypatch.setattr(command, "measure", lambda *_: _report(lateness_ms))
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        result = CliRunner().invoke(command.bench, ["calls", *words])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_a_person_reads_a_table(run: Run) -> None:
    printed = run()
    for words in ("50 路同时", "p95 ms", "7.1", "1.2", "5.9", "5.92", "1/150", "0.0274"):
        assert words in printed
    assert "来电方的时钟" not in printed


def test_a_machine_that_was_busy_is_named(run: Run) -> None:
    assert "152 ms late" in run(lateness_ms=152.0)


def test_a_script_reads_json(run: Run) -> None:
    (comparison,) = json.loads(run("--json"))["comparisons"]
    assert comparison["ours"]["lost_keys"] == 8
    assert comparison["p95_ratio"] == pytest.approx(7.1 / 1.2)
