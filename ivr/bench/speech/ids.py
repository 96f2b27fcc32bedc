"""ID numbers as callers say them, segment by segment: the conversation asks, reads back, and asks again what was wrong.

The number is joined from single digits of one speaker, or its segments are said by one as they are. The caller hears what is read
back, and presses the key for what is wrong.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from pydantic import SecretStr
from stdnum import numdb
from stdnum.cn import ric

from ivr.bench.speech.ears import Ears
from ivr.bench.speech.material import SpokenDigits, joined, on_the_line, whole_numbers
from ivr.dialog import events
from ivr.dialog.actions import Listen
from ivr.dialog.conversation import Conversation, Turn
from ivr.dialog.id_number import LENGTHS
from ivr.dialog.id_parts import SPANS
from ivr.dialog.pieces import Piece
from ivr.dialog.state import State
from ivr.menus.model import Confirm, Tree
from ivr.spoken.question import Question

TRIES = 2
TODAY = dt.datetime(2026, 11, 24, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
"""A day on which everybody in these numbers is between 18 and 95."""
LONGEST = 20
"""Turns; a caller who is asked more often would have hung up."""


@dataclass(frozen=True)
class IdFigures:
    snr_db: float | None
    first_try: int
    """The right number was read back, and nothing had been asked again."""
    second_try: int
    """It was read back after something was asked again once."""
    later: int
    rejected: int
    """The caller was sent to the keys, or to a person."""
    wrongly_read_back: int
    """How often a number was read back that is not the caller's."""
    wrongly_accepted: int
    """How often such a number got past a caller who listens."""

    @property
    def numbers(self) -> int:
        return self.first_try + self.second_try + self.later + self.rejected + self.wrongly_accepted


@dataclass
class Outcome:
    """Of one number."""

    asked_again: int = 0
    read_back_wrong: int = 0
    ended: str = "rejected"
    """Or `right`, or `wrong`."""


class Caller:
    """Says their number as they are asked for it."""

    def __init__(
        self, ears: Ears, said: SpokenDigits, number: str, snr_db: float | None, dice: np.random.Generator
    ) -> None:
        self._ears, self._said, self.number, self._snr_db, self._dice = ears, said, number, snr_db, dice
        self._said_last = 0
        self._taken: tuple[Piece, ...] = ()

    def say(self, state: State, question: Question) -> events.Heard:
        """The segment that is asked for; or the next one, or the same again when nothing was made of it."""
        if state.segments:
            part = state.segments[0] - 1
        elif not state.pieces:
            part = 0
        else:
            part = (self._said_last + (state.pieces != self._taken)) % len(LENGTHS)
        self._said_last, self._taken = part, state.pieces
        voice = joined(self._said, self.number[SPANS[part]], self._dice)
        sound = on_the_line(voice, question, self._snr_db, self._dice)
        return events.Heard(state.entered_at, self._ears.hear(question, sound))

    def answer(self, state: State, node: Confirm) -> events.Key:
        """Right, or which segment is wrong first."""
        heard = state.id_number.get_secret_value()
        wrong = next((part for part in range(3) if not self._is_right(heard, part)), None)
        keys = {option.segment: key for key, option in node.options.items() if option.segment or option.accept}
        return events.Key(state.entered_at, SecretStr(keys[None if wrong is None else wrong + 1]))

    def _is_right(self, heard: str, part: int) -> bool:
        return heard[SPANS[part]] == self.number[SPANS[part]]


def identify(conversation: Conversation, tree: Tree, caller: Caller) -> Outcome:
    """One number, from the question until it is accepted or given up."""
    outcome, asked = Outcome(), tree.login.id_number
    turn = _asked(conversation, tree)
    for _ in range(LONGEST):
        state, node = turn.state, tree.nodes[turn.state.node]
        if isinstance(node, Confirm):
            right = state.id_number.get_secret_value() == caller.number
            outcome.read_back_wrong += not right
            turn = conversation.on(state, caller.answer(state, node))
            if not isinstance(tree.nodes[turn.state.node], Confirm) and turn.state.node != asked:
                outcome.ended = "right" if right else "wrong"
                return outcome
        elif state.node == asked and (question := _question(turn)):
            turn = conversation.on(state, caller.say(state, question))
            outcome.asked_again += any(step.outcome == "unclear" for step in turn.steps)
        else:
            return outcome
    return outcome


def first_question(conversation: Conversation, tree: Tree) -> Question:
    """What may be said when the number is asked for."""
    question = _question(_asked(conversation, tree))
    if question is None:
        raise AssertionError("the tree's login asks for a number by keys only")
    return question


def _asked(conversation: Conversation, tree: Tree) -> Turn:
    return conversation.resume(State(node=tree.login.id_number, entered_at=0.0, began=TODAY.timestamp()), 0.0)


def counted(outcomes: Sequence[Outcome], snr_db: float | None) -> IdFigures:
    rights = Counter(one.asked_again + one.read_back_wrong for one in outcomes if one.ended == "right")
    return IdFigures(
        snr_db,
        rights[0],
        rights[1],
        sum(count for tries, count in rights.items() if tries >= TRIES),
        sum(one.ended == "rejected" for one in outcomes),
        sum(one.read_back_wrong for one in outcomes),
        sum(one.ended == "wrong" for one in outcomes),
    )


def somebody(dice: Random) -> str:
    """An ID number that there can be."""
    born = TODAY.date() - dt.timedelta(days=dice.randrange(18 * 365, 95 * 365))
    number = f"{dice.choice(_counties())}{born:%Y%m%d}{dice.randrange(1, 1000):03}"
    return number + str(ric.calc_check_digit(number + "0"))


@cache
def _counties() -> tuple[str, ...]:
    return tuple(
        province + county
        for _, province, _, _, counties in numdb.get("cn/loc").prefixes
        for _, county, _, _, _ in counties
        if not county.endswith("00")
    )


def _question(turn: Turn) -> Question | None:
    return turn.action.hears if isinstance(turn.action, Listen) else None


def numbers(said: SpokenDigits, count: int, seed: int) -> Iterator[str]:
    """Those that the speaker can say: with an X only who says one; those that were recorded as they are, if any were."""
    dice = Random(seed)  # noqa: S311  # not for secrets
    if whole := whole_numbers(said):
        yield from dice.sample(whole, min(count, len(whole)))
        return
    while count:
        number = somebody(dice)
        if {*number} <= {*said}:
            count -= 1
            yield number
