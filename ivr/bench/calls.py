"""Places calls both ways in turn, one at a time and many at once, and measures how soon each key was answered."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from ivr.bench.report import BenchReport, Comparison
from ivr.bench.route import PLAIN
from ivr.bench.system import BenchFailed, System, temporary_system
from ivr.bench.tally import Load, Tally
from ivr.phone.caller import PCMA, CallFailed, CallPlan, CallReport, parse_keys, place_many
from ivr.phone.caller.codec import FRAME, is_sound
from ivr.phone.caller.ear import FRAME_SECONDS
from ivr.phone.workers import LOOPBACK
from ivr.settings import load as load_settings

SERVICE = "12333"
LAPS = 2
"""How often one call goes down through the menus and back."""
ALONE = 2
"""Single calls for each time that all are placed: one call alone has few keys."""
START_RATE = 47.0
"""Calls a second. Not in step with the 50 packets of a call, so that keys fall on every moment between two packets."""
LISTEN_SECONDS = 0.6
SETTLE_SECONDS = 0.5
"""What the ends of its calls cost belongs to them, not to the next ones."""


def measure(calls: int, rounds: int, done: Callable[[float], None] = lambda _: None) -> BenchReport:
    """With one call and with `calls` at once, on a system that is started for it; `done` is told the share that is done.
    Raises BenchFailed, NoRoute and what `ivr run` raises when it can't start."""
    loads = {at_once: Load() for at_once in (1, calls)}
    one_round = [1] * ALONE + [calls] * (calls > 1)
    turns = [(at_once, (turn + number) % 2 == 0) for turn in range(rounds) for number, at_once in enumerate(one_round)]
    with temporary_system(load_settings().software_dir) as system:
        bench = _Bench(system)
        for number, (at_once, ours_first) in enumerate(turns):
            done(number / len(turns))
            bench.compare(loads[at_once], at_once, ours_first=ours_first)
    comparisons = (Comparison(at_once, load.ours.figures(), load.plain.figures()) for at_once, load in loads.items())
    return BenchReport(tuple(comparisons), 1000 * max(load.lateness for load in loads.values()))


class _Bench:
    def __init__(self, system: System) -> None:
        self._system = system
        self._keys = system.route.lap * LAPS
        self._silent_starts = [silent_start(system.sounds[menu.prompt]) for menu in system.route.heard] * LAPS
        self._openings = self._rehearse() * LAPS

    def compare(self, load: Load, at_once: int, *, ours_first: bool) -> None:
        """Both ways, one after the other: noise of the machine hits both."""
        ways = [(SERVICE, load.ours), (PLAIN, load.plain)]
        for number, tally in ways if ours_first else reversed(ways):
            self._block(number, at_once, tally)

    def _rehearse(self) -> list[int | None]:
        """How the prompt behind each key of a lap begins, heard after all of the one before it, in a call of its own.
        Both ways must play the same files, or they can't be compared."""
        lap = self._system.route.lap
        lines = [" ".join([*lap[:before], "~", key]) for before, key in enumerate(lap)]
        placed = self._place([self._plan(number, line) for number in (SERVICE, PLAIN) for line in lines])
        openings = [_answered(report).openings()[-1] for report in placed]
        ours, plain = openings[: len(lap)], openings[len(lap) :]
        if ours != plain or None in ours:
            raise BenchFailed("the application and the dialplan say different prompts: `ivr prompts render` may be due")
        return ours

    def _block(self, number: str, at_once: int, tally: Tally) -> None:
        asterisk, application = self._cpu()
        for report in self._place([self._plan(number, " ".join(self._keys))] * at_once):
            if isinstance(report, CallReport):
                tally.heard(report.answers_like(self._openings), self._silent_starts, report.worst_lateness)
            else:
                tally.failed(len(self._keys))
        time.sleep(SETTLE_SECONDS)
        asterisk_now, application_now = self._cpu()
        tally.cost(asterisk_now - asterisk, application_now - application)

    def _plan(self, number: str, line: str) -> CallPlan:
        return CallPlan(
            LOOPBACK, self._system.settings.sip_port, number, keys=parse_keys(line), listen_seconds=LISTEN_SECONDS
        )

    def _place(self, plans: list[CallPlan]) -> list[CallReport | CallFailed]:
        return asyncio.run(place_many(plans, START_RATE))

    def _cpu(self) -> tuple[float, float]:
        return cpu_seconds(self._system.asterisk_pid), sum(map(cpu_seconds, self._system.application_pids))


def _answered(rehearsal: CallReport | CallFailed) -> CallReport:
    if isinstance(rehearsal, CallFailed):
        raise BenchFailed(f"the rehearsal failed: {rehearsal}")
    return rehearsal


def silent_start(sound: str) -> float:
    """Seconds of silence with which the prompt's own file begins: no wait, and the same for both ways."""
    content, decode = Path(f"{sound}.alaw").read_bytes(), PCMA.decoder()
    packets = (decode(content[at : at + FRAME]) for at in range(0, len(content), FRAME))
    return next((count for count, packet in enumerate(packets) if is_sound(packet)), 0) * FRAME_SECONDS


def cpu_seconds(pid: int) -> float:
    """Of all its threads, those that have ended too. On Linux a process's number names its clock: clock_getcpuclockid(3)."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:
        raise BenchFailed("Asterisk or the application ended while it was measured") from None
