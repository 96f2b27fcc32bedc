"""What the recogniser tells the telephone about a turn, as the text of one channel variable: both directions.

Asterisk's own list of results can't carry it: scores are integers there, the list stands on its head, and results that come
between two SpeechBackgrounds are lost. So a result is only a bell that ends SpeechBackground, and what was heard is then read
with `GET FULL VARIABLE` of `HEARD`, as often as wanted.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import SecretStr

from ivr.spoken.question import Alternative

KEYED = "${SPEECH_GRAMMAR(0)}|${SPEECH_TEXT(0)}"
"""What Asterisk knows itself: `dtmf|12` when keys ended SpeechBackground. To be read first: it asks nobody."""
HEARD = "${SPEECH_ENGINE(heard)}"
MOST_ALTERNATIVES = 10
LONGEST_TEXT = 100
"""Characters of one alternative: with ten of them the variable stays below Asterisk's 4,096 bytes."""


class Turn(StrEnum):
    """How far a turn has come."""

    LISTENING = "listening"
    SPEAKING = "barge"
    """Somebody speaks, or has spoken and it is being decoded: listen on over silence, with the same question."""
    WORDS = "words"
    DIGITS = "digits"
    NOISE = "none"
    """A click or a cough: what it interrupted can go on."""
    FULL = "full"
    """Nobody can listen now: go on by keys."""
    GONE = ""
    """The recogniser does not answer: go on by keys."""


@dataclass(frozen=True)
class Heard:
    turn: Turn
    alternatives: tuple[Alternative, ...] = ()
    """The best first; none of them when something was said that the engine makes nothing of."""
    begun_ms: int = 0
    """How long the caller had been listened to when they began to speak."""


def to_text(heard: Heard) -> str:
    """One line."""
    told = [
        [alternative.text.get_secret_value()[:LONGEST_TEXT], round(alternative.score, 3)]
        for alternative in heard.alternatives[:MOST_ALTERNATIVES]
    ]
    return json.dumps([heard.turn, told, heard.begun_ms], ensure_ascii=False)


def from_text(text: str) -> Heard:
    """What is not of `to_text` is a recogniser that does not answer."""
    try:
        turn, told, begun_ms = json.loads(text)
        return Heard(Turn(turn), tuple(_alternative(*pair) for pair in told), _whole(begun_ms))
    except (ValueError, TypeError, RecursionError):
        return Heard(Turn.GONE)


def keys(text: str) -> SecretStr | None:
    """The keys that ended SpeechBackground, of `KEYED`; None when it was ended otherwise."""
    grammar, _, pressed = text.partition("|")
    return SecretStr(pressed) if grammar == "dtmf" else None


def _alternative(text: Any, score: Any) -> Alternative:
    if not isinstance(text, str):
        raise TypeError
    return Alternative(SecretStr(text), float(score))


def _whole(number: Any) -> int:
    if not isinstance(number, int):
        raise TypeError
    return number
