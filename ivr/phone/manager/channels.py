"""Which calls Asterisk has, from what its manager tells: a list once, then each change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ivr.phone.manager.client import Happened


@dataclass(frozen=True)
class Channel:
    """One telephone's line into Asterisk."""

    unique_id: str
    name: str
    call: str = ""
    """The call's id in our call log, once the application has taken it."""
    page: str = ""
    """The page of the console that made the call by its browser."""
    listens: str = ""
    """Where somebody listens in: the unique id of the line that they listen to."""
    private: bool = False
    """The caller's number or PIN is to be heard."""
    bridge: str = ""
    """The talk that it takes part in; empty while the application or nobody has it."""


class Channels:
    """All of them, by unique id."""

    def __init__(self) -> None:
        self._known: dict[str, Channel] = {}
        self._gone: set[str] | None = set()
        """Those that ended while the list was being sent, which may still be in it; None when it is complete."""

    def __iter__(self) -> Iterator[Channel]:
        return iter(tuple(self._known.values()))

    @property
    def complete(self) -> bool:
        return self._gone is None

    def on(self, event: Happened) -> None:
        match event.name:
            case "CoreShowChannel" | "Newchannel":
                self._add(event)
            case "CoreShowChannelsComplete":
                self._gone = None
            case "Hangup":
                self._remove(event.values.get("Uniqueid", ""))
            case _:
                self._change(event.values.get("Uniqueid", ""), event)

    def _add(self, event: Happened) -> None:
        values = event.values
        unique_id = values.get("Uniqueid", "")
        if not unique_id or unique_id in (self._gone or ()):
            return
        known = self._known.get(unique_id, Channel(unique_id, ""))
        seen = replace(known, name=values.get("Channel", ""), bridge=values.get("BridgeId", known.bridge))
        for name, value in event.variables.items():
            seen = _knowing(seen, name, value)
        self._known[unique_id] = seen

    def _remove(self, unique_id: str) -> None:
        self._known.pop(unique_id, None)
        if self._gone is not None:
            self._gone.add(unique_id)

    def _change(self, unique_id: str, event: Happened) -> None:
        known, values = self._known.get(unique_id), event.values
        if known is None:
            return
        match event.name:
            case "VarSet":
                known = _knowing(known, values.get("Variable", ""), values.get("Value", ""))
            case "BridgeEnter" | "BridgeLeave":
                known = replace(known, bridge=values.get("BridgeUniqueid", "") if event.name == "BridgeEnter" else "")
            case "Rename":
                known = replace(known, name=values.get("Newname", ""))
        self._known[unique_id] = known


def _knowing(channel: Channel, variable: str, value: str) -> Channel:
    match variable:
        case "IVR_CALL":
            return replace(channel, call=value)
        case "IVR_PRIVATE":
            return replace(channel, private=value == "yes")
        case "IVR_PAGE":
            return replace(channel, page=value)
        case "IVR_LISTENS":
            return replace(channel, listens=value)
    return channel
