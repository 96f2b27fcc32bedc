"""A caller for tests: places a real SIP call, presses keys, and tells what it heard and when."""

from ivr.phone.caller.call import place, place_many
from ivr.phone.caller.codec import G722, PCMA, PCMU
from ivr.phone.caller.digest import Login
from ivr.phone.caller.errors import (
    BadPlan,
    CallFailed,
    LoginRefused,
    NoAnswer,
    NoCommonMedia,
    Refused,
    Unreachable,
)
from ivr.phone.caller.hand import Person
from ivr.phone.caller.keys import BadKeys
from ivr.phone.caller.keys import parse as parse_keys
from ivr.phone.caller.plan import CallPlan
from ivr.phone.caller.report import CallReport, Heard, Moment
from ivr.phone.caller.signalling import Party

__all__ = [
    "G722",
    "PCMA",
    "PCMU",
    "BadKeys",
    "BadPlan",
    "CallFailed",
    "CallPlan",
    "CallReport",
    "Heard",
    "Login",
    "LoginRefused",
    "Moment",
    "NoAnswer",
    "NoCommonMedia",
    "Party",
    "Person",
    "Refused",
    "Unreachable",
    "parse_keys",
    "place",
    "place_many",
]
