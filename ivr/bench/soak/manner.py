"""How a caller goes about it: typing ahead, listening, going astray in the menus, or hanging up in the middle."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from ivr.bench.soak.scenarios import PAUSE_AFTER_WRONG
from ivr.bench.soak.script import Script

LONGEST_BEFORE_HANG_UP = 6.0
Manner = Callable[[Script, Random], Script]
MANNERS: dict[str, int] = {"interrupts": 35, "types ahead": 25, "listens": 10, "goes astray": 15, "hangs up": 15}


def in_some_manner(script: Script, dice: Random) -> Script:
    (manner,) = dice.choices(tuple(MANNERS), tuple(MANNERS.values()))
    return _DO[manner](script, dice)


def interrupting(script: Script, _dice: Random) -> Script:
    """Each key comes as soon as a prompt begins: as the script is written."""
    return script


def ahead(script: Script, _dice: Random) -> Script:
    """All menus and the login in one go; what is behind waits for what is said."""
    keys = (*script.menus, *script.login)
    if not keys or any(item == "~" or item.startswith("w") for item in keys):
        return script
    return replace(script, menus=("+".join(keys),), login=())


def listening(script: Script, _dice: Random) -> Script:
    """Every prompt to its end."""
    return replace(script, menus=_heard_out(script.menus), login=_heard_out(script.login))


def astray(script: Script, dice: Random) -> Script:
    """Repeats, slow repeats, wrong keys, a step back or all the way back, before one of the menus' keys."""
    if not script.menus or not all(item.isdigit() for item in script.menus):
        return script
    at = dice.randrange(len(script.menus))
    detours = [("#",), ("9",), ("8", PAUSE_AFTER_WRONG)]
    if at:
        detours += [("*", script.menus[at - 1]), ("*+*", *script.menus[:at])]
    return replace(script, menus=(*script.menus[:at], *dice.choice(detours), *script.menus[at:]))


def hanging_up(script: Script, dice: Random) -> Script:
    if script.steady:
        return script
    script = ahead(script, dice) if dice.random() < 0.3 else script
    items = (*script.menus, *script.login, *script.then)
    kept = items[: dice.randint(0, len(items))]
    seconds = f"w{dice.uniform(0.1, LONGEST_BEFORE_HANG_UP):.2f}"
    return replace(script, menus=(*kept, seconds), login=(), then=(), cut=True, stays=False)


def _heard_out(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for item in items for part in (("~", item) if _is_press(item) else (item,)))


def _is_press(item: str) -> bool:
    return item != "~" and not item.startswith("w")


_DO: dict[str, Manner] = {
    "interrupts": interrupting,
    "types ahead": ahead,
    "listens": listening,
    "goes astray": astray,
    "hangs up": hanging_up,
}
