"""Real calls to the running system, and what their callers heard."""

import asyncio
import itertools
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from pydantic import SecretStr

from ivr.benefits.demo import DemoPerson, demo_people
from ivr.benefits.theirs import benefits_url
from ivr.menus.service import read_service
from ivr.phone.caller import CallPlan, CallReport, Person, parse_keys, place, place_many
from ivr.settings import DIALPLAN, PROMPTS
from ivr.speech.prompter import Prompter
from ivr.spoken.say import say
from ivr.spoken.utterance import Personal, Rate, Utterance, plain
from tests.live.conftest import System
from tests.live.ears import Ears

_NUMBERS = (f"138{number:08}" for number in itertools.count(1))
TO_THE_BALANCE = "1 1 1 ID 1 PIN"
WORDING = read_service(DIALPLAN, PROMPTS).wording


@dataclass(frozen=True)
class Call:
    """A call that is over, with its recording."""

    report: CallReport
    recording: Path

    def after_last_key(self) -> tuple[np.ndarray, int]:
        """What the caller heard from the release of the last key on: samples, and their rate."""
        samples, rate = soundfile.read(self.recording, dtype="float32")
        return samples[round(self.report.pressed[-1].up * rate) :], rate

    def samples(self) -> bytes:
        """All that the caller heard, as 16-bit samples."""
        return bytes(soundfile.read(self.recording, dtype="int16")[0].tobytes())

    def samples_after_last_key(self) -> bytes:
        """What the caller heard since, as 16-bit samples."""
        samples, rate = soundfile.read(self.recording, dtype="int16")
        return bytes(samples[round(self.report.pressed[-1].up * rate) :].tobytes())

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


def plan(system: System, keys: str, recording: Path, person: DemoPerson | None = None, **more: object) -> CallPlan:
    somebody = Person(SecretStr(person.id_number), SecretStr(person.pin)) if person else None
    values: dict[str, object] = {"caller_number": new_number(), "listen_seconds": 20.0} | more
    return CallPlan(
        host="127.0.0.1",
        port=system.settings.sip_port,
        keys=parse_keys(keys),
        person=somebody,
        record_to=recording,
        **values,  # type: ignore[arg-type]
    )


def call(system: System, keys: str, recording: Path, person: DemoPerson | None = None, **more: Any) -> Call:
    return Call(asyncio.run(place(plan(system, keys, recording, person, **more))), recording)


def call_many(plans: list[CallPlan], start_rate: float) -> list[Call]:
    reports = asyncio.run(place_many(plans, start_rate))
    failed = [report for report in reports if not isinstance(report, CallReport)]
    assert not failed, failed
    return [Call(report, report.recording) for report in reports if isinstance(report, CallReport) and report.recording]


def balance_in_words(person: DemoPerson) -> str:
    return say("amount", Decimal(str(person.facts["pension_account"][0]["balance"])))


def sentence(prompt: str, **values: str) -> str:
    """A prompt as it is spoken, its values already words."""
    return plain(WORDING.say(prompt, {name: SecretStr(value) for name, value in values.items()})).get_secret_value()


def spoken(system: System, words: str) -> bytes:
    """The 16-bit samples of personal words, as the system joins them."""
    return _sound(system, (Personal(SecretStr(words)),))


def beginning(system: System, prompt: str, rate: Rate = Rate.NORMAL) -> bytes:
    """The 16-bit samples of a fixed prompt's first second: an A-law prompt reaches an A-law caller sample for sample."""
    return _sound(system, WORDING.say(prompt), rate)[: 2 * 8000]


def ending(system: System, prompt: str) -> bytes:
    """The 16-bit samples of a fixed prompt's last second, but for the piece of a packet that Asterisk may leave out."""
    return _sound(system, WORDING.say(prompt))[-2 * 8000 : -2 * 160]


def _sound(system: System, utterance: Utterance, rate: Rate = Rate.NORMAL) -> bytes:
    prompter = Prompter(system.settings)
    try:
        with prompter.prepare(utterance, rate) as playable:
            path = f"{playable.path}.alaw"
            samples, _ = soundfile.read(path, dtype="int16", samplerate=8000, channels=1, format="RAW", subtype="ALAW")
    finally:
        prompter.close()
    return bytes(samples.tobytes())
