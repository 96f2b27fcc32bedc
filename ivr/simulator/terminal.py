"""A call in a terminal: shows what happens, takes keys, and remembers both for a dialogue file."""

import re
from dataclasses import dataclass, replace

from ivr.dialog.actions import Action, End, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.state import State
from ivr.menus.service import Service
from ivr.simulator.driver import VirtualDriver
from ivr.simulator.line import ALL_KEYS, Said
from ivr.spoken.utterance import Fixed, Rate, plain

HELP = """键 keys: 0-9 * # ｜ 回车 Enter: 听下去，直到有事发生 listen on ｜ w2.5: 等几秒 wait ｜ Ctrl-D: 挂机 hang up"""
BETWEEN_KEYS_SECONDS = 0.3
_WAIT = re.compile(r"w(\d+(?:\.\d+)?)")


_DOING: dict[type, str] = {
    Say: "不可打断 speaks",
    Verify: "核验密码 checks the PIN",
    Record: "录音 records",
    Transfer: "响铃 rings",
    End: "挂机 hangs up",
}


@dataclass(frozen=True)
class Pressed:
    """Keys that were pressed one after the other in the same node."""

    keys: str
    node: str
    segment: int
    """The part of an ID number that was asked for, 0 for all of it."""
    after: float
    """Seconds since what happened before."""


@dataclass(frozen=True)
class Heard:
    said: Said
    node: str


class BadInput(ValueError):
    """The line can't be read; the message says what to type."""


class Session:
    def __init__(self, driver: VirtualDriver, service: Service) -> None:
        self.driver = driver
        self.events: list[Pressed | Heard] = []
        self._service = service
        self._last = 0.0
        self._shown = 0
        self._hear()

    def type(self, line: str, after: float = 0.0) -> None:
        """What was typed before Enter; keys come `after` so many seconds. Raises BadInput."""
        text = line.replace(" ", "")
        if wait := _WAIT.fullmatch(text):
            self.driver.advance(self.driver.now + float(wait[1]))
        elif not text:
            self.driver.advance(self.driver.next_at)
        elif set(text) <= set(ALL_KEYS):
            self.pass_time(max(0.0, after - BETWEEN_KEYS_SECONDS))
            self._press(text)
        else:
            raise BadInput(HELP)
        self._hear()

    def pass_time(self, seconds: float) -> None:
        self.driver.advance(self.driver.now + seconds)
        self._hear()

    def _press(self, keys: str) -> None:
        for key in keys:
            self.pass_time(BETWEEN_KEYS_SECONDS)
            self._note(key)
            self.driver.press(key)
            self._last = self.driver.now

    def _note(self, key: str) -> None:
        state, last = self.driver.turn.state, self.events[-1] if self.events else None
        if isinstance(last, Pressed) and last.node == state.node:
            self.events[-1] = replace(last, keys=last.keys + key)
        else:
            segment = state.segments[0] if state.segments else 0
            self.events.append(Pressed(key, state.node, segment, self.driver.now - self._last))

    def _hear(self) -> None:
        for said in self.driver.line.said[self._shown :]:
            self.events.append(Heard(said, self.driver.turn.state.node))
            self._last = said.at
        self._shown = len(self.driver.line.said)

    def shown(self, since: int) -> list[str]:
        """The lines for what happened since that event, and where the call stands now."""
        heard = (event for event in self.events[since:] if isinstance(event, Heard))
        return [*(_heard(event.said) for event in heard), self._standing()]

    def _standing(self) -> str:
        state = self.driver.turn.state
        title = self._service.tree.nodes[state.node].title
        if self.driver.over:
            return f"── {self.driver.now:7.1f}  {state.node} {title} · 通话结束 the call is over"
        return f"── {self.driver.now:7.1f}  {state.node} {title} · {_doing(self.driver.turn.action)} · {_state(state)}"


def _heard(said: Said) -> str:
    """What is read back of an ID number is the caller's own, and nobody else's business."""
    parts = (
        part.text if isinstance(part, Fixed) else _masked(plain((part,)).get_secret_value()) for part in said.utterance
    )
    return f"{said.at:10.1f}  {'(慢) ' if said.rate is Rate.SLOW else ''}{''.join(parts)}"


def _masked(words: str) -> str:
    """An ID number is the only value of 18 figures."""
    figures = re.findall(r"[零幺二三四五六七八九叉]", words)
    return f"******，********，{''.join(figures[-4:])}。" if len(figures) == 18 else words


def _doing(action: Action) -> str:
    match action:
        case Listen(seconds=seconds):
            return f"说完等 {seconds:g} 秒 listens"
        case LookUp(query=name) | Perform(act=name):
            return f"查询、办理 asks for {name}"
    return _DOING[type(action)]


def _state(state: State) -> str:
    told = [f"级 {state.level.name}"]
    if state.id_number.get_secret_value():
        told.append("ID ******")
    if length := len(state.entry.get_secret_value()):
        told.append(f"已按 {length} 位")
    told += [f"{name} {count}" for name, count in _counters(state) if count]
    return " ".join(told)


def _counters(state: State) -> tuple[tuple[str, int], ...]:
    return (
        ("未按键 no_input", state.no_input),
        ("错键 no_match", state.no_match),
        ("号码错 failures", state.failures),
        ("总错 errors", state.errors),
    )
