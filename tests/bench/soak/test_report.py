"""Which promises a soak says are broken, and its exit status."""

import json
import signal
from dataclasses import replace

import pytest
from click.testing import CliRunner

from ivr.bench import command
from ivr.bench.soak.report import Cpu, DeadAir, SoakReport, Timing

KEPT = SoakReport(
    callers=100,
    seconds=600.0,
    calls=3,
    failed=[],
    logged=3,
    outcomes={"self_service": 2, "hung_up": 1},
    scenarios={"silent": 3},
    stalled=0,
    keys=60,
    lost=[],
    faults=[],
    funnel={"M00": 3},
    funnel_fits=True,
    dead_air=DeadAir(1.4, "silent: w120"),
    dead_air_calls=0,
    menus=Timing(50, 8.0, 26.0, 240.0),
    answers=Timing(10, 60.0, 140.0, 210.0),
    plain=Timing(20, 0.5, 2.0, 9.0),
    unheard=0,
    cpu=Cpu(0.2, 0.2, 0.25, 0.3),
    call_seconds=30_000.0,
    lateness_ms=10.0,
    packets_lost=0,
)


def test_nothing_is_broken_when_all_is_kept() -> None:
    assert KEPT.broken == []
    assert KEPT.p95_ratio == pytest.approx(13.0)
    assert KEPT.listening == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"failed": ["silent: nobody"]}, "1 calls were not answered"),
        ({"lost": ["silent: key 1 of 3, at M00"]}, "1 keys lost"),
        ({"faults": ["silent: 0 calls in the log"]}, "otherwise than their keys"),
        ({"dead_air": DeadAir(2.1, "silent")}, "2.1 s of dead air: silent"),
        ({"menus": Timing(50, 8.0, 151.0, 240.0)}, "p95 151 ms"),
        ({"stalled": 1}, "too busy to measure"),
        ({"logged": 2}, "3 calls placed, 2 logged"),
        ({"outcomes": {"self_service": 2}}, "not every call has one outcome"),
        ({"funnel_fits": False}, "funnel"),
        ({"leaks": ["1 channels are left in Asterisk"]}, "channels are left"),
    ],
)
def test_each_broken_promise_is_told(change: dict[str, object], told: str) -> None:
    (broken,) = replace(KEPT, **change).broken  # type: ignore[arg-type]
    assert told in broken


@pytest.mark.parametrize(("report", "status"), [(KEPT, 0), (replace(KEPT, lost=["silent: key 1"]), 1)])
def test_the_exit_status_tells_a_script(monkeypatch: pytest.MonkeyPatch, report: SoakReport, status: int) -> None:
    monkeypatch.setattr(command, "soak", lambda *_: report)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    shown = CliRunner().invoke(command.bench, ["soak"])
    as_json = CliRunner().invoke(command.bench, ["soak", "--json"])
    assert (shown.exit_code, as_json.exit_code) == (status, status)
    assert "26.0" in shown.stdout
    assert json.loads(as_json.stdout)["broken"] == report.broken
