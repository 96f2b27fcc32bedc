"""Values in YAML, written as plainly as they can be read back."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
Loader = type[yaml.CSafeLoader]
Around = tuple[str, str]

ON_A_LINE: Around = ("- ", "\n")
IN_BRACKETS: Around = ("[", "]")


def on_one_line(value: Any, loader: Loader) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{name(key, loader, IN_BRACKETS)}: {on_one_line(one, loader)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(on_one_line(one, loader) for one in value) + "]"
    return scalar(value, loader, IN_BRACKETS)


def scalar(value: Any, loader: Loader, around: Around, style: str | None = None) -> str:
    """`style` is the quote that is to be taken if any would do."""
    ways = sorted(_ways(value), key=lambda written: style is None or not written.startswith(style))
    return next(written for written in ways if _reads(around, written, loader) == [value])


def name(key: object, loader: Loader, around: Around) -> str:
    """A mapping's key; one of figures alone is written as a number."""
    text = str(key)
    return text if _NUMBER.fullmatch(text) else scalar(text, loader, around)


def _ways(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield "'" + value.replace("'", "''") + "'"
        yield '"' + "".join(map(_escaped, value)) + '"'
    elif value is None:
        yield ""
        yield "null"
    else:
        yield f"{value:g}" if isinstance(value, float) else json.dumps(value)


def _escaped(character: str) -> str:
    return character if character.isprintable() and character not in '"\\' else f"\\U{ord(character):08x}"


def _reads(around: Around, written: str, loader: Loader) -> Any:
    try:
        return yaml.load(around[0] + written + around[1], loader)  # noqa: S506  # every Loader is a safe one
    except yaml.YAMLError:
        return None
