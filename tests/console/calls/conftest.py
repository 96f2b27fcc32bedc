"""A call log with a few calls in it."""

from dataclasses import dataclass

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from ivr.records.models import Input, Outcome
from ivr.records.recorder import Recorder, Said
from ivr.secret import Pseudonymiser
from ivr.settings import Settings

ALICE, BOB = SecretStr("13800138000"), SecretStr("02012345678")
ALICES_ID, ALICES_CASE = SecretStr("11010519491231002X"), SecretStr("202611260018")


@dataclass(frozen=True)
class Log:
    alice: str
    """Who hears her balance."""
    bob: str
    """Who hangs up behind his PIN."""
    running: str


@pytest.fixture
def log(settings: Settings, ours: Engine) -> Log:
    recorder = Recorder(ours, Pseudonymiser(settings.home), "one")
    alice = recorder.begin(ALICE, "v1")
    alice.answered()
    alice.step("M00", Input.KEY, "match", 2100, Said(pressed="1"))
    alice.step("M10", Input.SPEECH, "match", 3000, Said(heard="养老", score=0.93))
    alice.identify(ALICES_ID)
    alice.concerns(ALICES_CASE)
    alice.step("Q111", Input.RESULT, "found", 4200)
    alice.end(Outcome.SELF_SERVICE)
    bob = recorder.begin(BOB, "v1")
    bob.answered()
    bob.step("A13", Input.KEYS, "match", 9000)
    bob.step("Q112", Input.NONE, "hang_up", 1500)
    bob.end(Outcome.HUNG_UP)
    running = recorder.begin(SecretStr('"><script>alert(1)</script>'), "v2")
    running.answered()
    running.step("M00", Input.NONE, "no_input", 7000)
    recorder.close()
    return Log(alice.id, bob.id, running.id)
