"""What a caller did, as events for other menus. Numbers are not kept: one that comes to the same stands in."""

from collections.abc import Iterator

from pydantic import SecretStr

from ivr.dialog.events import Event, Heard, Key, Silence
from ivr.dialog.noted import OTHER_WORDS
from ivr.dialog.state import State
from ivr.menus.model import Ask, Node
from ivr.records.models import Input
from ivr.records.recorded import Chosen
from ivr.simulator.keys import SOMEBODY
from ivr.spoken.question import Alternative

ID_NUMBER = SOMEBODY.id_number.get_secret_value().replace("X", "*")
MOBILE, LANDLINE = "13812345678", "02112345678"
NUMBERS = {
    "id_number": ID_NUMBER,
    "pin": SOMEBODY.pin.get_secret_value(),
    "case_number": SOMEBODY.case_number.get_secret_value(),
    "phone": MOBILE,
    "mobile": MOBILE,
}
WRONG = {
    "bad_area": "00" + ID_NUMBER[2:],
    "bad_date": ID_NUMBER[:10] + "13" + ID_NUMBER[12:],
    "bad_check_digit": ID_NUMBER[:17] + "1",
    "bad_phone": "12" + MOBILE[2:],
    "too_short": "1#",
    "cleared": "1*",
    "person": "##",
    "back": "*",
}
"""Keys that come to the same outcome."""
SEGMENTS = {0: slice(0, 18), 1: slice(0, 6), 2: slice(6, 14), 3: slice(14, 18)}
NO_OPTION = "87654321"


def asks_a_number(node: Node) -> bool:
    return isinstance(node, Ask)


def events(chosen: Chosen, node: Node, state: State) -> Iterator[Event]:
    """In a node that listens. A key that meant nothing is not kept: here it is one that means nothing, too."""
    at = state.entered_at + chosen.milliseconds / 1000
    if chosen.outcome == "no_input":
        yield Silence(at)
    elif chosen.input is Input.SPEECH and not isinstance(node, Ask):
        yield Heard(at, _alternatives(chosen))
    else:
        keys = _number(chosen, node, state) if isinstance(node, Ask) else _choice(chosen, node)
        yield from (Key(at, SecretStr(key)) for key in keys)


def _number(chosen: Chosen, node: Ask, state: State) -> str:
    """Behind digits that are there already it begins anew."""
    if chosen.outcome != "match":
        return WRONG.get(chosen.outcome, "")
    number = NUMBERS[node.what]
    if node.what == "id_number":
        number = number[SEGMENTS[state.segments[0] if state.segments else 0]]
    return f"*{number}" if state.entry.get_secret_value() else number


def _choice(chosen: Chosen, node: Node) -> str:
    return _wrong_key(node) if chosen.outcome == "no_match" else chosen.pressed


def _wrong_key(node: Node) -> str:
    options = getattr(node, "options", {})
    return next(key for key in NO_OPTION if not any(option.startswith(key) for option in options))


def _alternatives(chosen: Chosen) -> tuple[Alternative, ...]:
    """What the menu did not know of the words is not kept either."""
    words = chosen.heard.replace(OTHER_WORDS, "")
    return (Alternative(SecretStr(words), 0.0),) if words and chosen.outcome != "no_match" else ()
