"""What carries calls, and how it is, in the words of the pages that show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.console.languages import N_

NAMES = {
    "asterisk": N_("电话交换"),
    "database": N_("本系统数据库"),
    "benefits": N_("待遇数据库"),
    "recogniser": N_("语音识别"),
}
WORKERS = N_("应答进程")


@dataclass(frozen=True)
class Part:
    name: str
    up: bool
    count: str = ""
    """How many of them answer, where there are several."""


def parts_of(states: Mapping[str, bool]) -> tuple[Part, ...]:
    """Of what `ivr.phone.health` tells: the processes that answer calls are counted, the rest is named one by one."""
    workers = [up for name, up in states.items() if name.startswith("worker")]
    single = [Part(name, states[code]) for code, name in NAMES.items() if code in states]
    return (*single, Part(WORKERS, all(workers), f"{sum(workers)} / {len(workers)}"))
