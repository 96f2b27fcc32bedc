"""What a call in a terminal looks like: what is said, and where the call stands. ID numbers are masked."""

import re

from ivr.dialog.actions import Action, End, Listen, LookUp, Perform, Record, Say, Transfer, Verify
from ivr.dialog.state import State
from ivr.menus.model import Tree
from ivr.simulator.line import Said
from ivr.simulator.session import Heard, Session
from ivr.spoken.utterance import Fixed, Rate, plain

_DOING: dict[type, str] = {
    Say: "不可打断 speaks",
    Verify: "核验密码 checks the PIN",
    Record: "录音 records",
    Transfer: "响铃 rings",
    End: "挂机 hangs up",
}


def shown(session: Session, since: int, tree: Tree) -> list[str]:
    """The lines for what happened since that event, and where the call stands now."""
    heard = (event for event in session.events[since:] if isinstance(event, Heard))
    return [*(_heard(event.said) for event in heard), _standing(session, tree)]


def _standing(session: Session, tree: Tree) -> str:
    driver = session.driver
    state = driver.turn.state
    place = f"── {driver.now:7.1f}  {state.node} {tree.nodes[state.node].title}"
    if driver.over:
        return f"{place} · 通话结束 the call is over"
    return f"{place} · {_doing(driver.turn.action)} · {_state(state)}"


def _heard(said: Said) -> str:
    return f"{said.at:10.1f}  {'(慢) ' if said.rate is Rate.SLOW else ''}{words_heard(said)}"


def words_heard(said: Said) -> str:
    """What is read back of an ID number is the caller's own, and nobody else's business."""
    return "".join(
        part.text if isinstance(part, Fixed) else _masked(plain((part,)).get_secret_value()) for part in said.utterance
    )


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
