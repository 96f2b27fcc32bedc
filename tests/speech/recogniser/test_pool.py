"""The decoding processes: what one does when its engine fails, dies or hangs."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import pytest
from pydantic import SecretStr

from ivr.speech.engine import Engine, Unavailable
from ivr.speech.recogniser import decoder
from ivr.speech.recogniser.pool import Pool
from ivr.spoken.question import Alternative, Question, Words
from tests.speech.recogniser.fakes import fake_engine
from tests.waiting import wait_until

pytestmark = pytest.mark.beside

MENU = Words(("养老金",))
SECOND = bytes(16_000)


class Obedient:
    """Does what the question says."""

    name = "obedient"

    def decode(self, question: Question, samples: npt.NDArray[np.int16]) -> tuple[Alternative, ...]:
        assert isinstance(question, Words)
        match question.phrases[0]:
            case "die":
                os._exit(3)
            case "hang":
                time.sleep(60)
            case "raise":
                raise ValueError
            case "slow":
                time.sleep(0.3)
        return (Alternative(SecretStr(question.phrases[0]), 0.0),)


def obedient() -> Engine:
    return Obedient()


def unavailable() -> Engine:
    raise Unavailable("the model is missing: run script/run")


@contextmanager
def running(source: Callable[[], Engine], processes: int = 1) -> Iterator[Pool]:
    pool = Pool(source, processes)
    pool.start()
    try:
        yield pool
    finally:
        pool.close()


def test_an_utterance_is_decoded_in_another_process() -> None:
    with running(fake_engine) as pool:
        [alternative] = pool.submit(MENU, SECOND).result(30) or ()
        assert alternative.text.get_secret_value() == "10"
        assert pool.engine == "fake"
        assert (pool.tally.decoded, pool.tally.failed) == (1, 0)


@pytest.mark.parametrize("fault", ["die", "raise", "hang"])
def test_a_fault_costs_one_utterance_and_the_next_is_decoded(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder, "DECODE_SECONDS", 1.0)
    with running(obedient) as pool:
        wait_until(lambda: pool.ready == 1)
        assert pool.submit(Words((fault,)), SECOND).result(30) is None
        assert pool.submit(MENU, SECOND).result(30)
        assert (pool.tally.decoded, pool.tally.failed) == (1, 1)


def test_without_an_engine_it_says_what_is_missing() -> None:
    with running(unavailable) as pool:
        wait_until(lambda: pool.missing == "the model is missing: run script/run")
        assert not pool.admits()


def test_who_would_wait_too_long_is_not_admitted() -> None:
    with running(obedient) as pool:
        wait_until(lambda: pool.ready == 1)
        assert pool.admits()
        assert pool.idle
        jobs = [pool.submit(Words(("slow",)), SECOND) for _ in range(5)]
        assert not pool.idle
        assert not pool.admits()
        assert [job.result(30) is not None for job in jobs] == [True] * 5
        wait_until(pool.admits)


def test_what_nobody_waits_for_any_more_is_not_decoded() -> None:
    with running(obedient) as pool:
        first = pool.submit(Words(("slow",)), SECOND)
        second = pool.submit(MENU, SECOND)
        assert second.cancel()
        assert first.result(30)
        wait_until(lambda: pool.idle)
        assert pool.tally.decoded == 1
