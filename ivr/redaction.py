"""Takes out of what is logged what is private: numbers that identify people, PINs, amounts."""

import re
from collections.abc import Mapping
from decimal import Decimal

from pydantic import SecretBytes, SecretStr
from structlog.typing import EventDict, WrappedLogger

STARS = "***"
PRIVATE = re.compile(
    r"""
      (?<!\d) \d{3,8} (?: [ -] \d{3,8} [Xx]? ){2,}        # in groups: 6-8-4, 3-4-4
    | (?<![\w.]) \d (?: [^\w.]{1,4} [\dXx*\#] (?!\w) ){5,}  # one by one, as keys are pressed
    | \d{6,} [Xx]?                                        # a PIN has six digits, every other number more
    | (?<![\d.]) \d [\d,]{2,} \. \d{1,2} (?![\d.])        # an amount; not 3.11, nor a part of an address
    | [¥￥] \s* \d [\d,.]* | \d [\d,.]* \s* [元角]
    | [零〇一二三四五六七八九幺两十百千万亿点]{3,} | [零〇一二三四五六七八九两十百千万亿]+ [元角分]
    """,
    re.VERBOSE,
)
KNOWN = {"call": re.compile(r"'[0-9a-f]{32}'"), "milliseconds": re.compile(r"\d{1,9}"), "pid": re.compile(r"\d{1,7}")}
"""Keys whose values are ours, with the only `repr` that they may have: no ID and no telephone number looks so."""


def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The processor. It comes after the one that writes out tracebacks and before the one that adds the time."""
    return {key: value if _is_known(key, value) else _clean(value) for key, value in event.items()}


def _is_known(key: str, value: object) -> bool:
    shape = KNOWN.get(key)
    return shape is not None and shape.fullmatch(repr(value)) is not None


def _clean(value: object) -> object:
    match value:
        case str():
            return PRIVATE.sub(STARS, value)
        case Decimal() | SecretStr() | SecretBytes():  # our only use of decimals is money
            return STARS
        case int() | float() | None:
            return STARS if PRIVATE.search(str(value)) else value
        case Mapping():
            return _whole({str(_clean(key)): _clean(item) for key, item in value.items()})
        case list() | tuple():
            return _whole([_clean(item) for item in value])
    return PRIVATE.sub(STARS, repr(value))


def _whole(items: object) -> object:
    """Six keys in a list are a PIN, though each alone is nothing."""
    return STARS if PRIVATE.search(repr(items)) else items
