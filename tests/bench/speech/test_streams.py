"""Callers at their own pace, to a recogniser with a fake engine."""

import asyncio

import numpy as np
import pytest

from ivr.bench.speech import streams
from ivr.bench.speech.streams import Said
from ivr.speech.recogniser.pool import Pool
from ivr.speech.recogniser.server import Recogniser
from ivr.speech.telephone import SAMPLE_RATE
from ivr.spoken.question import Digits, Words
from tests.bench.speech.talking import vowel
from tests.speech.recogniser.fakes import fake_engine
from tests.waiting import wait_until

pytestmark = pytest.mark.beside


def _said(seconds: float, question: Words | Digits) -> Said:
    sound = np.pad(vowel(seconds), (SAMPLE_RATE // 2, 2 * SAMPLE_RATE))
    return Said(question, (sound * 32767).astype(np.int16), 0.5 + seconds)


async def _waits(said: list[Said]) -> list[float | None]:
    pool = Pool(fake_engine, 1)
    async with Recogniser(pool).listen(0) as server:
        pool.start()
        try:
            await asyncio.to_thread(wait_until, lambda: bool(pool.ready))
            port = next(iter(server.sockets)).getsockname()[1]
            return await streams._all(port, said, at_once=2)
        finally:
            await asyncio.to_thread(pool.close)


def test_each_caller_waits_for_their_own_answer() -> None:
    said = [_said(0.5, Words(("养老金",), 0.6)), _said(0.4, Digits((6,), 1.0)), _said(0.5, Words(("养老金",), 0.6))]
    waits = asyncio.run(_waits(said))
    assert len(waits) == 3
    assert None not in waits


def test_a_click_comes_to_no_answer() -> None:
    assert asyncio.run(_waits([_said(0.1, Words(("养老金",), 0.6))])) == [None]
