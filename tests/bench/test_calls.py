"""How calls are counted: on a system that is not there, with a clock that is told."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from ivr.bench import calls
from ivr.bench.calls import measure, silent_start
from ivr.bench.route import Route
from ivr.bench.system import BenchFailed, System
from ivr.menus.model import Menu
from ivr.phone.caller import CallFailed, CallPlan, CallReport, Heard, NoAnswer, Party
from ivr.phone.caller.ear import Prompt
from ivr.phone.caller.hand import Pressed
from ivr.phone.caller.keys import Press
from ivr.settings import load

SILENCE, SOUND = b"\xd5" * 160, b"\x2a" * 160
LAP = len("1*")
WAIT = {"12333": 0.030, "plain": 0.025}
"""Seconds from a key to the first sound; 20 ms of them are the silence with which the file begins."""


class Exchange:
    """Answers every call at once with a report, and remembers the calls."""

    def __init__(self) -> None:
        self.placed: list[tuple[str, int]] = []
        self.deaf_to_last_key = False
        self.fails = False

    async def place_many(self, plans: Sequence[CallPlan], _start_rate: float) -> list[CallReport | CallFailed]:
        if plans[0].number != plans[-1].number:
            return [self._report(plan, deaf=False) for plan in plans]
        self.placed.append((plans[0].number, len(plans)))
        if self.fails:
            return [NoAnswer("nobody") for _ in plans]
        return [self._report(plan, deaf=self.deaf_to_last_key) for plan in plans]

    def _report(self, plan: CallPlan, *, deaf: bool) -> CallReport:
        keys = sum(isinstance(step, Press) for step in plan.keys)
        starts = [second + WAIT[plan.number] for second in range(1, keys + 1 - deaf)]
        return CallReport(
            timeline=(),
            answered_at=0.1,
            ended_at=9.0,
            ended_by=Party.CALLER,
            codec="PCMA",
            prompts=tuple(Prompt(start, start + 0.5, after_silence=True) for start in starts),
            pressed=tuple(Pressed("key 1", second - 0.1, float(second)) for second in range(1, keys + 1)),
            packets_received=len(starts),
            packets_lost=0,
            worst_lateness=0.003,
            recording=None,
            packets=tuple(Heard(start, sound=True, print=number % LAP) for number, start in enumerate(starts)),
        )


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Exchange:
    sound = tmp_path / "prompt"
    sound.with_suffix(".alaw").write_bytes(SILENCE + SOUND)
    menus = tuple(Menu(kind="menu", title=name, prompt=name) for name in ("first", "second"))
    sounds = {menu.prompt: str(sound) for menu in menus}

    @contextmanager
    def system(software: Path) -> Iterator[System]:
        yield System(load(), Route(menus, ("1",)), sounds, os.getpid(), (os.getpid(),), None, str)

    exchange = Exchange()
    monkeypatch.setattr(calls, "temporary_system", system)
    monkeypatch.setattr(calls, "place_many", exchange.place_many)
    monkeypatch.setattr(calls, "SETTLE_SECONDS", 0.0)
    return exchange


def test_the_silence_of_a_prompts_own_file_is_no_wait(exchange: Exchange) -> None:
    alone, crowd = measure(4, 1).comparisons
    assert (alone.at_once, crowd.at_once) == (1, 4)
    assert crowd.ours.p50_ms == pytest.approx(10.0)
    assert crowd.plain.p95_ms == pytest.approx(5.0)
    assert crowd.p50_ratio == pytest.approx(2.0)


def test_both_ways_take_turns_and_neither_is_always_first(exchange: Exchange) -> None:
    measure(4, 2)
    crowds = [number for number, at_once in exchange.placed if at_once == 4]
    assert crowds == ["12333", "plain", "plain", "12333"]
    alone = [number for number, at_once in exchange.placed if at_once == 1]
    assert alone[:4] == ["12333", "plain", "plain", "12333"]


def test_one_call_alone_is_measured_once(exchange: Exchange) -> None:
    (alone,) = measure(1, 2).comparisons
    assert alone.ours.calls == alone.plain.calls == len(exchange.placed) / 2


def test_a_key_without_an_answer_is_lost(exchange: Exchange) -> None:
    exchange.deaf_to_last_key = True
    figures = measure(4, 1).comparisons[1].ours
    assert (figures.calls, figures.keys, figures.lost_keys) == (4, 16, 4)


def test_when_no_call_is_answered_there_is_nothing_to_tell(exchange: Exchange) -> None:
    exchange.fails = True
    with pytest.raises(BenchFailed, match="no key was answered"):
        measure(1, 1)


def test_other_prompts_are_not_compared(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CallReport, "openings", lambda report: [id(report)])
    with pytest.raises(BenchFailed, match="different prompts"):
        measure(1, 1)


def test_processor_time_of_both_is_for_one_call(exchange: Exchange) -> None:
    figures = measure(1, 1).comparisons[0].ours
    assert 0 < figures.asterisk_cpu < 1


def test_silence_is_counted_in_whole_packets(tmp_path: Path) -> None:
    (tmp_path / "prompt.alaw").write_bytes(3 * SILENCE + SOUND)
    assert silent_start(str(tmp_path / "prompt")) == pytest.approx(0.06)
