"""The recogniser over real sockets, with a fake engine."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from ivr.speech.engine import Engine
from ivr.speech.recogniser.pool import Pool
from ivr.speech.recogniser.question import to_text
from ivr.speech.recogniser.server import PortTaken, Recogniser
from ivr.speech.recogniser.status import Status, ask_status
from ivr.spoken.question import Words
from tests.speech.recogniser.fakes import SILENCE, fake_engine, silent, voiced
from tests.speech.recogniser.test_pool import unavailable
from tests.waiting import wait_until

pytestmark = pytest.mark.beside

SETUP = {"request": "setup", "version": "0.1.0", "codecs": [{"name": "slin"}], "id": "1"}
ASK = {"request": "set", "id": "2", "params": {"question": to_text(Words(("养老金",)))}}


@asynccontextmanager
async def running(source: Callable[[], Engine] = fake_engine) -> AsyncIterator[int]:
    """A server on a free port, its engine loaded if it has one."""
    pool = Pool(source, 1)
    async with Recogniser(pool).listen(0) as server:
        pool.start()
        try:
            await asyncio.to_thread(wait_until, lambda: bool(pool.ready or pool.missing))
            yield next(iter(server.sockets)).getsockname()[1]
        finally:
            await asyncio.to_thread(pool.close)


def calling(port: int) -> connect:
    return connect(f"ws://127.0.0.1:{port}", subprotocols=[Subprotocol("speech_to_text")])


async def say(websocket: ClientConnection, message: Mapping[str, object]) -> dict[str, object]:
    await websocket.send(json.dumps(message))
    return await hear(websocket)


async def hear(websocket: ClientConnection) -> dict[str, object]:
    answer: dict[str, object] = json.loads(await asyncio.wait_for(websocket.recv(), 10))
    return answer


async def send(websocket: ClientConnection, frames: list[bytes]) -> None:
    for frame in frames:
        await websocket.send(frame)


async def grammar(websocket: ClientConnection) -> object:
    params = (await hear(websocket))["params"]
    assert isinstance(params, dict)
    return params["results"][0]["grammar"]


async def status(port: int) -> Status:
    return await asyncio.to_thread(ask_status, port)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def limited() -> None:
        await asyncio.wait_for(test(), 60)

    asyncio.run(limited())


def test_a_word_is_heard_and_can_be_read() -> None:
    async def call() -> None:
        async with running() as port, calling(port) as websocket:
            assert (await say(websocket, SETUP))["codecs"] == [{"name": "slin"}]
            assert (await say(websocket, ASK))["response"] == "set"
            await send(websocket, voiced(0.5))
            assert await grammar(websocket) == "barge"
            await send(websocket, silent(1.2))
            assert await grammar(websocket) == "words"
            heard = await say(websocket, {"request": "get", "id": "3", "params": ["heard"]})
            assert heard["params"] == {"heard": '["words", [["9", -1.0]], 100]'}
            known = await status(port)
            assert (known.engine, known.sessions, known.decoded) == ("fake", 1, 1)

    run(call)


def test_a_telephone_that_sends_nothing_while_its_owner_is_silent_is_answered() -> None:
    async def call() -> None:
        async with running() as port, calling(port) as websocket:
            await say(websocket, SETUP)
            await say(websocket, ASK)
            await send(websocket, voiced(0.5))
            assert await grammar(websocket) == "barge"
            assert await grammar(websocket) == "words"

    run(call)


@pytest.mark.parametrize("garbage", ["{", '{"request":"dance","id":"1"}', "x" * 100_000])
def test_garbage_ends_its_own_call_only(garbage: str) -> None:
    async def call() -> None:
        async with running() as port, calling(port) as good, calling(port) as bad:
            await say(good, SETUP)
            await bad.send(garbage)
            with pytest.raises(ConnectionClosed):
                await hear(bad)
            assert (await say(good, ASK))["response"] == "set"

    run(call)


def test_without_an_engine_each_call_is_told_to_use_keys() -> None:
    async def call() -> None:
        async with running(unavailable) as port, calling(port) as websocket:
            await say(websocket, SETUP)
            await say(websocket, ASK)
            heard = await say(websocket, {"request": "get", "id": "3", "params": ["heard"]})
            assert heard["params"] == {"heard": '["full", [], 0]'}
            await websocket.send(SILENCE)
            assert await grammar(websocket) == "full"
            known = await status(port)
            assert (known.ready, known.full, known.missing) == (0, 1, "the model is missing: run script/run")

    run(call)


def test_a_page_in_a_browser_and_another_protocol_are_turned_away() -> None:
    async def call() -> None:
        async with running() as port:
            url = f"ws://127.0.0.1:{port}"
            with pytest.raises(InvalidStatus):
                await connect(url, origin=Origin("http://example.org"), subprotocols=[Subprotocol("speech_to_text")])
            with pytest.raises(InvalidStatus):
                await connect(url)

    run(call)


def test_a_port_in_use_is_one_clear_line() -> None:
    async def call() -> None:
        async with running() as port:
            with pytest.raises(PortTaken, match="IVR_RECOGNISER_PORT"):
                async with Recogniser(Pool(fake_engine, 1)).listen(port):
                    pass

    run(call)


def test_a_caller_who_hangs_up_in_the_middle_leaves_nothing() -> None:
    async def call() -> None:
        async with running() as port:
            async with calling(port) as websocket:
                await say(websocket, SETUP)
                await say(websocket, ASK)
                await send(websocket, [*voiced(0.5), *silent(1.2), SILENCE])
                websocket.transport.abort()
                with suppress(ConnectionClosed):
                    await websocket.wait_closed()
            await asyncio.to_thread(wait_until, lambda: ask_status(port).sessions == 0)

    run(call)


def test_nobody_answers_where_no_recogniser_is() -> None:
    with pytest.raises(OSError, match="refused"):
        ask_status(1)
