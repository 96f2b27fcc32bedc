"""A session of the simulator as a dialogue file. No ID number and no PIN that was keyed gets into it."""

import datetime as dt
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import yaml

from ivr.menus.model import Ask, Authenticate
from ivr.menus.service import Service
from ivr.simulator.judging import Judge
from ivr.simulator.session import BETWEEN_KEYS_SECONDS, Heard, Pressed, Session, Spoke
from ivr.spoken.utterance import Fixed

_PARTS = {1: "{id 1-6}", 2: "{id 7-14}", 3: "{id 15-18}"}
_WHOLE = {"id_number": 18, "pin": 6}


def saved(session: Session, service: Service, at: dt.datetime, caller: str, given: dict[str, Any]) -> str:
    """The file's text; `given` is what was answered, as a dialogue writes it."""
    dialogue: dict[str, Any] = {
        "title": f"{at:%Y-%m-%d %H:%M} 的通话",
        "at": f"{at:%Y-%m-%d %H:%M}",
        "caller": caller,
        "given": given,
        "steps": list(_Saving(session, service).steps()),
    }
    return yaml.safe_dump({"dialogues": [dialogue]}, allow_unicode=True, sort_keys=False, width=120)


class _Saving:
    def __init__(self, session: Session, service: Service) -> None:
        self._session = session
        self._service = service
        self._judge = Judge(service)
        steps, nodes = session.driver.steps, service.tree.nodes
        asked = (step.outcome for step in steps if isinstance(nodes[step.node], Ask))
        self._ids = iter([outcome for outcome in asked if outcome == "match" or outcome.startswith("bad_")])
        self._pins = iter([step.outcome for step in steps if isinstance(nodes[step.node], Authenticate)])

    def steps(self) -> Iterator[Any]:
        events = self._session.events
        for event, following in zip_longest(events, events[1:]):
            if isinstance(event, Pressed):
                yield {"press": self._keys(event), "after": round(max(event.after, BETWEEN_KEYS_SECONDS), 1)}
            elif isinstance(event, Spoke):
                yield {"say": self._said(event), "after": round(event.after, 1)}
            elif not event.said.filler and not _typed_over(following):
                yield {"hear": self._words(event)}
        if self._session.driver.hung_up:
            yield "hangup"

    def _said(self, spoke: Spoke) -> str:
        """The digits of a number are somebody's."""
        return "零" if isinstance(self._service.tree.nodes[spoke.node], Ask) else spoke.words

    def _keys(self, pressed: Pressed) -> str:
        node = self._service.tree.nodes[pressed.node]
        what = node.what if isinstance(node, Ask) else ""
        if what not in _WHOLE:
            return pressed.keys
        if pressed.segment:
            return _PARTS[pressed.segment]
        if len(pressed.keys) != _WHOLE[what]:
            return _beginning(what, pressed.keys)
        if what == "pin":
            return "{pin}" if next(self._pins, "") in {"accepted", ""} else "{wrong_pin}"
        return "{id}" if next(self._ids, "match") == "match" else "{wrong_id}"

    def _words(self, heard: Heard) -> str | list[str]:
        """Wording alone: a value that was said is somebody's."""
        utterance = heard.said.utterance
        ids = [part.prompt for part in utterance if isinstance(part, Fixed) and part.prompt]
        if heard.node not in ids and heard.node in self._service.wording and self._judge.fits((heard.node,), utterance):
            return heard.node
        texts = (part.text for part in utterance if isinstance(part, Fixed))
        return (ids[0] if len(ids) == 1 else ids) or next(texts, heard.node)


def _typed_over(following: Pressed | Spoke | Heard | None) -> bool:
    """A key came too soon for a prompt to be heard."""
    return isinstance(following, Pressed) and following.after <= BETWEEN_KEYS_SECONDS * 1.01


def _beginning(what: str, keys: str) -> str:
    """Digits of a number that was not keyed to its end, or cleared, become zeros: they are nobody's."""
    return "".join("0" if key.isdigit() else key for key in keys) if what == "pin" else _part(keys)


def _part(keys: str) -> str:
    digits = keys.rstrip("#*")
    return (f"{{id 1-{min(len(digits), 18)}}}" if digits else "") + keys[len(digits) :]
