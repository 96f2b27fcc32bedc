"""A call in a terminal: takes what is typed, and remembers what was pressed and heard for a dialogue file."""

import re
from dataclasses import dataclass, replace

from ivr.simulator.driver import VirtualDriver
from ivr.simulator.line import ALL_KEYS, Said

HELP = """键 keys: 0-9 * # ｜ 汉字 words ｜ 回车 Enter: 听下去 listen on ｜ w2.5: 等几秒 wait ｜ Ctrl-D: 挂机"""
BETWEEN_KEYS_SECONDS = 0.3
_WORDS = re.compile(r"[\u4e00-\u9fff，。？！]+")
_WAIT = re.compile(r"w(\d+(?:\.\d+)?)")


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
class Spoke:
    """Words that were said."""

    words: str
    node: str
    after: float
    """Seconds since what happened before."""


@dataclass(frozen=True)
class Heard:
    said: Said
    node: str


class BadInput(ValueError):
    """The line can't be read; the message says what to type."""


class Session:
    def __init__(self, driver: VirtualDriver) -> None:
        self.driver = driver
        self.events: list[Pressed | Spoke | Heard] = []
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
        elif _WORDS.fullmatch(text):
            self.pass_time(after)
            self.events.append(Spoke(text, self.driver.turn.state.node, self.driver.now - self._last))
            self.driver.speak(text)
            self._last = self.driver.now
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
