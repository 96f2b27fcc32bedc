"""Places test calls: sockets and the clock around what is written without them."""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import ExitStack, closing, nullcontext

from ivr.phone.caller.dialog import Line
from ivr.phone.caller.ear import FRAME_SECONDS
from ivr.phone.caller.errors import CallFailed, Unreachable
from ivr.phone.caller.plan import CallPlan
from ivr.phone.caller.recording import WavFile
from ivr.phone.caller.report import CallReport
from ivr.phone.caller.signalling import Answered, Ended, Event, Failed, Moved, Ringing, Signalling
from ivr.phone.caller.story import Story
from ivr.phone.caller.talk import Talk
from ivr.phone.caller.udp import Udp


async def place(plan: CallPlan) -> CallReport:
    """Places the call, presses its keys and stays until there is nothing more to hear. Raises CallFailed when it
    is not answered. Cancelled, it hangs up."""
    with closing(WavFile(plan.record_to)) if plan.record_to else nullcontext() as wav:
        call = _Call(plan, *await _sockets(plan))
        try:
            return await call.result
        finally:
            call.close()
            samples = call.talk.recorded()
            if wav and samples is not None:
                wav.write(samples)


async def place_many(plans: Sequence[CallPlan], start_rate: float) -> list[CallReport | CallFailed]:
    """Starts `start_rate` calls a second, and gives what became of each in the order of the plans."""
    return await asyncio.gather(*(_later(plan, number / start_rate) for number, plan in enumerate(plans)))


async def _later(plan: CallPlan, seconds: float) -> CallReport | CallFailed:
    await asyncio.sleep(seconds)
    try:
        return await place(plan)
    except CallFailed as failure:
        return failure


async def _sockets(plan: CallPlan) -> tuple[Udp, Udp, str]:
    """For SIP and for audio, and the server's numeric address."""
    loop, local = asyncio.get_running_loop(), (plan.local or "", 0)
    try:
        found = await loop.getaddrinfo(plan.host, plan.port, family=socket.AF_INET, type=socket.SOCK_DGRAM)
        server = str(found[0][4][0])
        signals = Udp(local, (server, plan.port))
        with ExitStack() as undo:
            undo.callback(signals.close)
            audio = Udp((signals.address[0], 0))
            undo.pop_all()
    except OSError as error:
        raise Unreachable(f"can't reach {plan.host}:{plan.port} from here: {error.strerror}") from None
    return signals, audio, server


class _Call:
    def __init__(self, plan: CallPlan, signals: Udp, audio: Udp, server: str) -> None:
        self._loop = asyncio.get_running_loop()
        self.result: asyncio.Future[CallReport] = self._loop.create_future()
        self._plan = plan
        self._signals, self._audio = signals, audio
        self._began = self._next = self._loop.time()
        host, port = signals.address
        line = Line(server, plan.port, plan.number, host, port, plan.caller_number, plan.caller_name, plan.login)
        self._signalling = Signalling(line, plan.codecs, audio.address[1], self._began)
        self._story = Story(plan, self._began)
        self.talk = Talk(plan, self._began)
        self._loop.add_reader(signals, self._signals_came)
        self._loop.add_reader(audio, self._audio_came)
        self._timer: asyncio.Handle = self._loop.call_soon(self._tick)

    def close(self) -> None:
        """Leaves the line politely, also when nobody waits for the result any more."""
        self._timer.cancel()
        self._signalling.hang_up(self._loop.time())
        self._send()
        for udp in (self._signals, self._audio):
            self._loop.remove_reader(udp)
            udp.close()

    def _tick(self) -> None:
        now = self._loop.time()
        self._story.late(now - self._next)
        self._next = max(self._next, now - FRAME_SECONDS) + FRAME_SECONDS
        self._timer = self._loop.call_at(self._next, self._tick)
        if spoken := self.talk.speak(now):
            self._audio.send(*spoken)
        if self._patience_ends(now):
            self._signalling.hang_up(now)
        self._happened(self._signalling.tick(now), now)

    def _patience_ends(self, now: float) -> bool:
        on_the_line = now - self._began
        rang_out = self.talk.hand is None and on_the_line >= self._plan.ring_seconds
        return rang_out or on_the_line >= self._plan.limit_seconds or self.talk.finished(now)

    def _audio_came(self) -> None:
        for data, at in self._audio.waiting():
            self.talk.hear(data, at)

    def _signals_came(self) -> None:
        try:
            for data, at in self._signals.waiting():
                self._happened(self._signalling.receive(data, at), at)
        except ConnectionRefusedError:
            self._refused()

    def _happened(self, events: list[Event], now: float) -> None:
        self._send()
        for event in events:
            match event:
                case Ringing():
                    self._story.rang(now)
                case Answered(media):
                    self._story.answered(now, media.codec.name)
                    self.talk.answered(media, now)
                case Moved(media):
                    self.talk.moved(media)
                case Ended(by):
                    self._done(self._story.ended(now, by, self.talk))
                case Failed(error):
                    self._fail(error)

    def _send(self) -> None:
        for data in self._signalling.outgoing():
            try:
                self._signals.send(data)
            except ConnectionRefusedError:
                self._refused()

    def _refused(self) -> None:
        self._fail(
            Unreachable(f"nothing listens at {self._plan.host}:{self._plan.port}; is the telephone server running?")
        )

    def _fail(self, error: CallFailed) -> None:
        if not self.result.done():
            self.result.set_exception(error)

    def _done(self, report: CallReport) -> None:
        if not self.result.done():
            self.result.set_result(report)
