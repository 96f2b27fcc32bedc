"""Draws up a soak's report: everything that can only be read while the system's files are there."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

import numpy as np

from ivr.bench.soak.callers import Worked
from ivr.bench.soak.heard import Made
from ivr.bench.soak.ledger import Ledger, read_log
from ivr.bench.soak.listening import Openings, Waits, dead_air, listen, listen_plain
from ivr.bench.soak.replay import Replay
from ivr.bench.soak.report import PROMISED_SILENCE, Cpu, DeadAir, SoakReport, Timing
from ivr.bench.system import BenchFailed, System
from ivr.database import open_ours
from ivr.dialog.conversation import Conversation
from ivr.menus.model import Record
from ivr.menus.office import load_office
from ivr.menus.service import Service, read_service
from ivr.phone.waiting import QUICK_SECONDS
from ivr.secret import Pseudonymiser
from ivr.settings import PROMPTS, Settings
from ivr.simulator.lengths import Length, rendered
from ivr.simulator.spoken_values import declared
from ivr.speech.join import pieces
from ivr.speech.prompter import open_store
from ivr.spoken.utterance import Personal, Rate, Utterance


class Books:
    def __init__(self, system: System, worked: list[Worked]) -> None:
        settings = system.settings
        log, service = read_log(open_ours(settings)), read_service(settings.dialplan, PROMPTS)
        self._ledger = Ledger(log, Pseudonymiser(settings.home), _replay(settings, service))
        self._recording = {name for name, node in service.tree.nodes.items() if isinstance(node, Record)}
        """Where the caller has the word, and it is silent as long as they are."""
        self._openings = Openings(open_store(settings))
        self._system = system
        self._waits = Waits()
        self._silences: list[DeadAir] = []
        self._worked = worked
        self._calls = [call for one in worked for call in one.calls]
        for call in self._calls:
            self._enter(call)

    def _enter(self, call: Made) -> None:
        if call.script.plain:
            listen_plain(call, self._system.route, self._system.sounds, self._waits)
            return
        replayed = self._ledger.enter(call)
        listen(call, replayed.said, self._openings, self._waits)
        if not self._recording.intersection(node for node, _ in replayed.steps):
            self._silences.append(DeadAir(dead_air(call, replayed.said), f"{call.script.name}: {_shown(call)}"))

    def report(self, callers: int, seconds: float, cpu: Cpu, leaks: list[str]) -> SoakReport:
        sums, waits = self._ledger.sums, self._waits
        return SoakReport(
            callers=callers,
            seconds=seconds,
            calls=sums.calls,
            failed=[why for one in self._worked for why in one.failed],
            logged=sums.logged,
            outcomes=dict(sums.outcomes.most_common()),
            scenarios=dict(sums.scenarios.most_common()),
            stalled=sums.stalled,
            keys=sums.keys,
            lost=sums.lost,
            faults=sums.faults,
            funnel=dict(sums.came.most_common()),
            funnel_fits=sums.funnel_fits,
            dead_air=max(self._silences, key=lambda silence: silence.seconds, default=DeadAir(0.0, "")),
            dead_air_calls=sum(silence.seconds > PROMISED_SILENCE for silence in self._silences),
            menus=_timing(waits.menus),
            answers=_timing(waits.answers),
            plain=_timing(waits.plain),
            unheard=waits.unheard,
            cpu=cpu,
            call_seconds=sum(call.seconds for call in self._calls if not call.script.plain),
            lateness_ms=1000 * max(call.lateness for call in self._calls),
            packets_lost=sum(call.packets_lost for call in self._calls),
            leaks=leaks,
        )


def _replay(settings: Settings, service: Service) -> Replay:
    office = load_office(settings.dialplan / "office.yaml", ZoneInfo(settings.timezone))
    conversation = Conversation(service.tree, service.wording, office)
    length = _with_waits(rendered(settings, service.phrases), service)
    return Replay(conversation, service.tree, declared(settings.dialplan), length)


def _with_waits(length: Length, service: Service) -> Length:
    """What must be spoken first begins behind a filler that is said to its end."""
    filler = service.wording.say(service.tree.common.filler)

    def seconds(utterance: Utterance, rate: Rate) -> float:
        spoken_first = any(isinstance(part, Personal) and _is_new(part, service) for part in utterance)
        return length(utterance, rate) + (QUICK_SECONDS + length(filler, rate) if spoken_first else 0.0)

    return seconds


def _is_new(part: Personal, service: Service) -> bool:
    return pieces(part.text.get_secret_value(), service.phrases) is None


def _timing(waits: Iterable[float]) -> Timing:
    """Raises BenchFailed."""
    milliseconds = 1000 * np.array(list(waits))
    if not len(milliseconds):
        raise BenchFailed("no key was answered: does `ivr run` answer calls on this machine?")
    p50, p95, longest = np.percentile(milliseconds, (50, 95, 100))
    return Timing(len(milliseconds), float(p50), float(p95), float(longest))


def _shown(call: Made) -> str:
    """The line of keys without the digits of anybody."""
    items = call.script.line.split()
    return " ".join(f"{len(item)} digits" if item.isdigit() and len(item) > 3 else item for item in items)
