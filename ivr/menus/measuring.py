"""How long a prompt takes: measured where it is rendered, otherwise estimated."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr

from ivr.menus.wording import Wording
from ivr.spoken.utterance import Fixed

SYLLABLES_A_SECOND = 4.2
VALUE_SECONDS = 1.8
"""An amount, a date: what a place in braces is filled with."""

_SYLLABLE = re.compile(r"[一-鿿]|[A-Za-z]+")


@dataclass(frozen=True)
class Length:
    seconds: float
    is_measured: bool
    """Whether every fixed piece has a rendering."""

    def __add__(self, behind: "Length") -> "Length":
        return Length(self.seconds + behind.seconds, self.is_measured and behind.is_measured)


def length(wording: Wording, prompt: str, seconds: Callable[[str], float | None]) -> Length:
    """How long the prompt is; `seconds` tells it of a rendered piece."""
    values = dict.fromkeys(wording.places(prompt), SecretStr(""))
    pieces = [segment.text for segment in wording.say(prompt, values) if isinstance(segment, Fixed)]
    measured = [seconds(piece) for piece in pieces]
    known = [_estimate(piece) if found is None else found for piece, found in zip(pieces, measured, strict=True)]
    return Length(sum(known) + VALUE_SECONDS * len(values), None not in measured)


def _estimate(text: str) -> float:
    return len(_SYLLABLE.findall(text)) / SYLLABLES_A_SECOND
