"""The demo's PINs. They are written down nowhere: whoever knows seed and index makes them again."""

from functools import lru_cache
from random import Random

from ivr.benefits.pins import hashed

INITIAL = "666666"
POOL = 100
"""So many different PINs: to hash one for each of a million people would take six hours."""
_INITIAL_EVERY = 33


def is_initial(index: int) -> bool:
    """Of 33 people one, the third, never changed the PIN that was given out."""
    return index % _INITIAL_EVERY == 2


def pin(seed: int, index: int) -> str:
    return INITIAL if is_initial(index) else _pool(seed)[index % POOL]


@lru_cache(maxsize=2)
def pin_hashes(seed: int) -> dict[str, str]:
    """Each PIN of the demo with its hash."""
    return {pin: hashed(pin) for pin in (*_pool(seed), INITIAL)}


@lru_cache(maxsize=1)
def _pool(seed: int) -> tuple[str, ...]:
    dice = Random(f"{seed}:pins")  # noqa: S311  # demo PINs guard nothing
    pins = (f"{number:06}" for number in dice.sample(range(1_000_000), POOL + 1))
    return tuple([pin for pin in pins if pin != INITIAL][:POOL])
