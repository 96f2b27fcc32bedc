"""How far a call went with the machine: the categories in which interactive systems are compared. Each call is in one."""

from enum import StrEnum

from ivr.records.models import Input, Outcome

CALLERS_TURN = frozenset({Input.KEY, Input.KEYS, Input.SPEECH})
FAULTS = frozenset({Outcome.FAILED, Outcome.INTERRUPTED})


class Course(StrEnum):
    DIRECT_EXIT = "direct_exit"
    """直接退出: the caller heard the greeting and left."""
    DIRECT_PERSON = "direct_person"
    """直接转人工: a person took the call after at most three interactions."""
    LATER_PERSON = "later_person"
    """咨询后转人工: a person took it after more."""
    MACHINE_ONLY = "machine_only"
    """仅咨询: more than one interaction, and it ended with the machine."""
    FAULT = "fault"
    """It ended by our fault, which is neither the caller's leaving nor an answer."""
    OPEN = "open"
    """It is not over."""


def interactions(inputs: list[str]) -> int:
    """The greeting, and each turn that the caller took: a key, a number, or something said."""
    return 1 + sum(one in CALLERS_TURN for one in inputs)


def course(outcome: str | None, interacted: int) -> Course:
    if outcome is None:
        return Course.OPEN
    if outcome in FAULTS:
        return Course.FAULT
    if outcome == Outcome.TRANSFERRED:
        return Course.DIRECT_PERSON if interacted <= 3 else Course.LATER_PERSON
    return Course.DIRECT_EXIT if interacted == 1 else Course.MACHINE_ONLY
