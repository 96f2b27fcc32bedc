"""Real calls to the running system, and what their callers heard."""

import asyncio
import itertools
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from pydantic import SecretStr

from ivr.benefits.demo import DemoPerson, demo_people
from ivr.benefits.theirs import benefits_url
from ivr.menus.service import read_service
from ivr.phone.caller import CallPlan, CallReport, Person, parse_keys, place, place_many
from ivr.phone.caller.keys import Step
from ivr.settings import DIALPLAN, PROMPTS
from ivr.speech.prompter import Prompter
from ivr.spoken.say import say
from ivr.spoken.utterance import Personal, Rate, Utterance, plain
from tests.live.conftest import System
from tests.live.ears import Ears
from tests.live.sound import BYTES_A_SECOND, FRAME, Sound

_NUMBERS = (f"138{number:08}" for number in itertools.count(1))
TO_THE_BALANCE = "1 1 1 ID 1 PIN"
TOLD_SECONDS = 12.0
"""Behind the PIN; the balance has been said by then, but not all that can be chosen next."""
WORDING = read_service(DIALPLAN, PROMPTS).wording


@dataclass(frozen=True)
class Call:
    """A call that is over, with its recording."""

    plan: CallPlan = field(repr=False)
    report: CallReport
    recording: Path

    @property
    def caller(self) -> str:
        return self.plan.caller_number

    def after_last_key(self) -> tuple[np.ndarray, int]:
        """What the caller heard from the release of the last key on: samples, and their rate."""
        samples, rate = soundfile.read(self.recording, dtype="float32")
        return samples[round(self.report.pressed[-1].up * rate) :], rate

    def sound(self) -> Sound:
        """All that the caller heard."""
        return Sound(soundfile.read(self.recording, dtype="int16")[0].tobytes())

    def sound_after_last_key(self) -> Sound:
        """What the caller heard since."""
        samples, rate = soundfile.read(self.recording, dtype="int16")
        return Sound(samples[round(self.report.pressed[-1].up * rate) :].tobytes())

    def heard_after_last_key(self, ears: Ears) -> str:
        return ears.hear_samples(*self.after_last_key())


def people(system: System, count: int) -> list[DemoPerson]:
    return demo_people(benefits_url(system.settings), count)


def with_account(system: System, count: int) -> list[DemoPerson]:
    """People whose balances all differ."""
    by_balance = {
        person.facts["pension_account"][0]["balance"]: person
        for person in people(system, 4 * count)
        if person.facts["pension_account"]
    }
    return list(by_balance.values())[:count]


def new_number() -> str:
    """A telephone from which nobody has called: who calls again soon after hanging up in the middle is offered to go on there."""
    return next(_NUMBERS)


def plan(
    system: System, keys: str | tuple[Step, ...], recording: Path, person: DemoPerson | None = None, **more: object
) -> CallPlan:
    somebody = Person(SecretStr(person.id_number), SecretStr(person.pin)) if person else None
    values: dict[str, object] = {"caller_number": new_number(), "listen_seconds": 20.0} | more
    return CallPlan(
        host="127.0.0.1",
        port=system.settings.sip_port,
        keys=parse_keys(keys) if isinstance(keys, str) else keys,
        person=somebody,
        record_to=recording,
        **values,  # type: ignore[arg-type]
    )


def call(system: System, keys: str, recording: Path, person: DemoPerson | None = None, **more: Any) -> Call:
    planned = plan(system, keys, recording, person, **more)
    return Call(planned, asyncio.run(place(planned)), recording)


def call_many(plans: list[CallPlan], start_rate: float) -> list[Call]:
    """All of them, `start_rate` a second."""
    reports = asyncio.run(place_many(plans, start_rate))
    failed = [report for report in reports if not isinstance(report, CallReport)]
    assert not failed, failed
    return [
        Call(planned, report, report.recording)
        for planned, report in zip(plans, reports, strict=True)
        if isinstance(report, CallReport) and report.recording
    ]


def balance_in_words(person: DemoPerson) -> str:
    return say("amount", Decimal(str(person.facts["pension_account"][0]["balance"])))


def sentence(prompt: str, **values: str) -> str:
    """A prompt as it is spoken, its values already words."""
    return plain(WORDING.say(prompt, {name: SecretStr(value) for name, value in values.items()})).get_secret_value()


def spoken(system: System, words: str) -> bytes:
    """The 16-bit samples of personal words, as the system joins them."""
    return sound_of(system, (Personal(SecretStr(words)),))


def beginning(system: System, prompt: str, rate: Rate = Rate.NORMAL) -> bytes:
    """The 16-bit samples of the first second of a prompt, or of what is said before its first value."""
    blanks = dict.fromkeys(WORDING.places(prompt), SecretStr(""))
    return sound_of(system, WORDING.say(prompt, blanks)[:1], rate)[:BYTES_A_SECOND]


def ending(system: System, prompt: str) -> bytes:
    """The 16-bit samples of a fixed prompt's last second, but for the piece of a packet that Asterisk may leave out."""
    return sound_of(system, WORDING.say(prompt))[-BYTES_A_SECOND:-FRAME]


@cache
def sound_of(system: System, utterance: Utterance, rate: Rate = Rate.NORMAL) -> bytes:
    """The 16-bit samples of what the system says."""
    prompter = Prompter(system.settings)
    try:
        with prompter.prepare(utterance, rate) as playable:
            path = f"{playable.path}.alaw"
            samples, _ = soundfile.read(path, dtype="int16", samplerate=8000, channels=1, format="RAW", subtype="ALAW")
    finally:
        prompter.close()
    return bytes(samples.tobytes())
